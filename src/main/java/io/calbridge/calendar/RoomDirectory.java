package io.calbridge.calendar;

import io.calbridge.store.Participant;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/** Which mail address is dialled how: the file rooms.csv with the columns {@code address,name,dial,mode}. */
public final class RoomDirectory {

    private static final Set<String> COLUMNS = Set.of("address", "name", "dial", "mode");

    private final Map<String, Participant> rooms;
    private final Map<String, Participant> dialled = new HashMap<>();
    private final List<String> problems;
    private final String hash;

    private RoomDirectory(Map<String, Participant> rooms, List<String> problems, String hash) {
        this.rooms = rooms;
        rooms.values().forEach(room -> dialled.putIfAbsent(room.address(), room));
        this.problems = List.copyOf(problems);
        this.hash = hash;
    }

    /** A directory without rooms. */
    public static RoomDirectory empty() {
        return new RoomDirectory(Map.of(), List.of(), "");
    }

    /**
     * Reads the file's text; a bad line is left out and named.
     *
     * @param file how the problems name it
     */
    public static RoomDirectory parse(String file, String text) {
        Map<String, Participant> rooms = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setCommentMarker('#')
                .setIgnoreEmptyLines(true).setTrim(true).setIgnoreSurroundingSpaces(true)
                .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW).setIgnoreHeaderCase(true).get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text),
                format)) {
            if (!parser.getHeaderMap().keySet().containsAll(COLUMNS)) {
                problems.add(file + " line 1: the columns must be address,name,dial,mode");
                return new RoomDirectory(Map.of(), problems, FeedText.hash(text));
            }
            for (CSVRecord line : parser) {
                String problem = add(line, rooms);
                if (!problem.isEmpty()) {
                    problems.add(file + " line " + parser.getCurrentLineNumber() + ": " + problem);
                }
            }
        } catch (IOException | RuntimeException e) {
            problems.add(file + " cannot be read as CSV: " + e.getMessage());
        }
        return new RoomDirectory(rooms, problems, FeedText.hash(text));
    }

    private static String add(CSVRecord line, Map<String, Participant> rooms) {
        if (!line.isConsistent()) {
            return "it has " + line.size() + " columns instead of " + line.getParser().getHeaderNames().size()
                    + "; a name that holds a comma must stand in quotes";
        }
        String address = line.get("address").toLowerCase(Locale.ROOT).replaceFirst("^mailto:", "").strip();
        String dial = line.get("dial");
        String mode = line.get("mode").toLowerCase(Locale.ROOT);
        if (address.isBlank() || dial.isBlank()) {
            return "the " + (address.isBlank() ? "address" : "dial") + " is missing";
        }
        if (!DialAddress.isDiallable(dial)) {
            return "'sip:' is missing before '" + dial + "' (sips:, h323: and tel: are possible too)";
        }
        if (!mode.equals("automatic") && !mode.equals("none")) {
            return "the mode must be automatic or none, not '" + mode + "'";
        }
        if (rooms.containsKey(address)) {
            return address + " stands in an earlier line already";
        }
        try {
            rooms.put(address, new Participant(DialAddress.of(dial).text(),
                    line.get("name").isBlank() ? address : line.get("name"),
                    mode.equals("none") ? Participant.Mode.NONE : Participant.Mode.AUTOMATIC));
        } catch (IllegalArgumentException e) {
            return "'" + dial + "' cannot be dialled: " + e.getMessage();
        }
        return "";
    }

    /** The room that is dialled under an address as CMS is given it; empty when the directory does not know it. */
    Optional<Participant> dialledAs(String address) {
        return Optional.ofNullable(dialled.get(address));
    }

    /** How a mail address is dialled; empty when the directory does not know it. */
    public Optional<Participant> find(String mail) {
        return Optional.ofNullable(rooms.get(mail.toLowerCase(Locale.ROOT)));
    }

    /** How many rooms it knows. */
    public int size() {
        return rooms.size();
    }

    /** What is wrong with it, each naming file, line and cure. */
    public List<String> problems() {
        return problems;
    }

    /** Differs whenever the file's text differs. */
    public String hash() {
        return hash;
    }
}
