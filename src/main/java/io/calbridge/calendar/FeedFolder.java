package io.calbridge.calendar;

import io.calbridge.store.Database;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into watched folders, and says which files are complete and new since they were last taken. */
public final class FeedFolder {

    private static final Logger LOG = LoggerFactory.getLogger("calbridge.calendars");
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration UNFINISHED = Duration.ofSeconds(30);
    private static final int TAIL = 4096;

    private final Database database;
    private final Clock clock;
    private final Map<String, State> states = new ConcurrentHashMap<>();

    /** @param database remembers which file system object a folder was, so that an unmounted share is recognised */
    public FeedFolder(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One look into a folder.
     *
     * @param ready   files that are complete, or will never be, and were not taken as they are now
     * @param present names of all calendar files, when that is certain and has changed; null otherwise
     */
    public record Look(List<File> ready, Set<String> present) { }

    /** A folder, and the calendar that it is. */
    public record Watched(String calendar, String folder) { }

    private record Entry(File file, long size, long modified) {
        private String name() {
            return file.getName();
        }
    }

    /** A file as it was when it was last seen to change. */
    private record Seen(long size, long modified, Instant since, boolean taken) { }

    private static final class State {
        private final Map<String, Seen> files = new TreeMap<>();
        private Set<String> told;
        private String trouble = "";
    }

    /** The folder of a calendar, and its sub-folders, each a calendar of its own: also those that it had before. */
    public List<Watched> folders(@Variable("calendar") String calendar, @Variable("folder") String folder) {
        Map<String, String> found = new TreeMap<>();
        found.put(calendar, folder);
        knownBelow(calendar).forEach(name -> found.put(name, Path.of(folder, name.substring(calendar.length() + 1)).toString()));
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(folder), FeedFolder::isCalendar)) {
            entries.forEach(entry -> found.put(calendar + "/" + entry.getFileName(), entry.toString()));
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("the look itself says what is wrong with {}", folder, e);
        }
        return found.entrySet().stream().map(entry -> new Watched(entry.getKey(), entry.getValue())).toList();
    }

    /** Looks once; never throws, a folder that cannot be read gives nothing and withdraws nothing. */
    public Look look(@Variable("watched") Watched watched, @Variable("calendar") String top) {
        String calendar = watched.calendar();
        String folder = watched.folder();
        boolean below = !calendar.equals(top);
        if (below && Files.isDirectory(Path.of(folder).getParent()) && Files.notExists(Path.of(folder), LinkOption.NOFOLLOW_LINKS)) {
            return removed(calendar);
        }
        State state = states.computeIfAbsent(calendar, name -> firstLook(name, Path.of(folder), below));
        try {
            String identity = identity(Path.of(folder));
            List<Entry> files = list(Path.of(folder));
            Set<String> names = Set.copyOf(files.stream().map(Entry::name).toList());
            state.files.keySet().retainAll(names);
            List<File> ready = files.stream().filter(file -> isReady(state, file)).map(Entry::file).toList();
            boolean same = isSameFolder(calendar, identity, names);
            boolean certain = same && state.files.values().stream().allMatch(Seen::taken);
            trouble(state, folder, same ? "" : "is empty and not the one that it was: "
                    + "is a share not mounted? Nothing is cancelled");
            return new Look(ready, certain && !names.equals(state.told) ? names : null);
        } catch (IOException e) {
            trouble(state, folder, "cannot be read (" + e + "); nothing is cancelled");
            return new Look(List.of(), null);
        }
    }

    /** The file was gone through as it was when it was looked at. */
    public void taken(@Variable("watched") Watched watched, @Variable("file") File file) {
        State state = states.get(watched.calendar());
        state.files.computeIfPresent(file.getName(),
                (name, seen) -> new Seen(seen.size(), seen.modified(), seen.since(), true));
        // It may be gone again before the next look, which must then tell so.
        state.told = null;
    }

    /** All of the file is booked: what was rejected of an earlier version needs nobody's attention any more. */
    public void accepted(@Variable("file") File file) throws IOException {
        Path rejected = file.toPath().resolveSibling(".rejected");
        Files.deleteIfExists(rejected.resolve(file.getName()));
        Files.deleteIfExists(rejected.resolve(file.getName() + ".txt"));
    }

    /** The files that are no longer present were withdrawn. */
    public void withdrawn(@Variable("watched") Watched watched, @Variable("present") Set<String> present) {
        State state = states.get(watched.calendar());
        if (state == null) {
            database.jdbi().useHandle(handle -> handle.createUpdate("delete from watched_folder where calendar = :calendar")
                    .bind("calendar", watched.calendar()).execute());
            LOG.info("The folder {} was removed, and calendar '{}' with it", watched.folder(), watched.calendar());
        } else {
            state.told = present;
        }
    }

    /** A sub-folder that somebody removed takes what it held with it; a share that is not mounted leaves its folder behind. */
    private Look removed(String calendar) {
        states.remove(calendar);
        return new Look(List.of(), Set.of());
    }

    private State firstLook(String calendar, Path folder, boolean below) {
        LOG.info("Calendar '{}' watches the folder {}", calendar, folder.toAbsolutePath().normalize());
        if (!below && knownIdentity(calendar).isEmpty()) {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                LOG.debug("the look itself says what is wrong with {}", folder, e);
            }
        }
        return new State();
    }

    private boolean isReady(State state, Entry file) {
        Instant now = clock.instant();
        Seen seen = state.files.compute(file.name(), (name, before) ->
                before != null && before.size() == file.size() && before.modified() == file.modified() ? before
                        : new Seen(file.size(), file.modified(), now, false));
        Duration quiet = Duration.between(seen.since(), now);
        return !seen.taken() && quiet.compareTo(QUIET) >= 0 && (quiet.compareTo(UNFINISHED) >= 0 || isFinished(file.file()));
    }

    /** Also in UTF-16: the zero bytes are passed over. */
    private static boolean isFinished(File file) {
        try (RandomAccessFile tail = new RandomAccessFile(file, "r")) {
            tail.seek(Math.max(0, tail.length() - TAIL));
            byte[] bytes = new byte[(int) Math.min(TAIL, tail.length())];
            tail.readFully(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1).replace("\0", "").strip().toUpperCase(Locale.ROOT)
                    .endsWith("END:VCALENDAR");
        } catch (IOException e) {
            return false;
        }
    }

    /** With one question to the file system for each file: there may be thousands, and twice a second. */
    private static List<Entry> list(Path folder) throws IOException {
        List<Entry> files = new ArrayList<>();
        Files.walkFileTree(folder, Set.of(FileVisitOption.FOLLOW_LINKS), 1, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (attributes.isRegularFile() && name.toLowerCase(Locale.ROOT).endsWith(".ics") && !name.startsWith(".")) {
                    files.add(new Entry(file.toFile(), attributes.size(), attributes.lastModifiedTime().toMillis()));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                // Gone in the meantime, or a link to nowhere.
                if (file.equals(folder)) {
                    throw e;
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(Comparator.comparing(Entry::name));
        return files;
    }

    private static boolean isCalendar(Path entry) {
        return !entry.getFileName().toString().startsWith(".") && Files.isDirectory(entry);
    }

    private static String identity(Path folder) throws IOException {
        return String.valueOf(Files.readAttributes(folder, BasicFileAttributes.class).fileKey());
    }

    /** An empty folder where another one stood is a mount point without its share. */
    private boolean isSameFolder(String calendar, String identity, Set<String> names) {
        String known = knownIdentity(calendar);
        if (!names.isEmpty() && !known.equals(identity)) {
            database.jdbi().useTransaction(handle -> {
                handle.createUpdate("delete from watched_folder where calendar = :calendar")
                        .bind("calendar", calendar).execute();
                handle.createUpdate("insert into watched_folder (calendar, identity) values (:calendar, :identity)")
                        .bind("calendar", calendar).bind("identity", identity).execute();
            });
        }
        return !names.isEmpty() || known.isEmpty() || known.equals(identity);
    }

    private String knownIdentity(String calendar) {
        return database.jdbi().withHandle(handle -> handle
                .createQuery("select identity from watched_folder where calendar = :calendar")
                .bind("calendar", calendar).mapTo(String.class).findOne().orElse(""));
    }

    private List<String> knownBelow(String calendar) {
        return database.jdbi().withHandle(handle -> handle.createQuery("select calendar from watched_folder")
                .mapTo(String.class).filter(name -> name.startsWith(calendar + "/")).list());
    }

    private static void trouble(State state, String folder, String trouble) {
        if (!trouble.equals(state.trouble)) {
            if (trouble.isEmpty()) {
                LOG.info("The folder {} can be read again", folder);
            } else {
                LOG.warn("The folder {} {}", folder, trouble);
            }
            state.trouble = trouble;
        }
    }
}
