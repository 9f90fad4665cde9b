package io.calbridge.booking;

import io.calbridge.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.camel.Variable;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What each document of each calendar said when it was last good, meeting by meeting. */
public final class Documents {

    /** So many in one question to the store. */
    private static final int PORTION = 500;
    private static final int DUE_AT_ONCE = 500;
    /** Joined, because H2 looks through a whole calendar for a list of UIDs behind "in". */
    static final String AMONG_THESE = "unnest(:uids) as these(uid)";

    private final Database database;
    private final Clock clock;

    /** @param clock tells which meetings have to be read again */
    public Documents(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One document as a source gave it.
     *
     * @param calendar   the name under which its meetings are booked
     * @param document   the file, resource or mailbox in that calendar; empty where there is only one
     * @param hash       of its bytes
     * @param parameters of the calendar, one {@code key=value} a line
     */
    public record Document(String calendar, String document, String hash, String parameters) { }

    /** Whether the document is not known as it is. */
    public boolean isNews(Document document) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                        select count(*) from feed_document where calendar = :calendar and document = :document
                            and content_hash = :hash and parameters = :parameters and withdrawn = false""")
                .bindMethods(document).mapTo(Integer.class).one()) == 0;
    }

    /** The hashes of the blocks that were made of a document before, by UID. */
    public Map<String, String> known(Document document) {
        return database.jdbi().withHandle(handle -> {
            Map<String, String> hashes = new HashMap<>();
            handle.createQuery("select uid, hash from feed_block where calendar = :calendar and document = :document")
                    .bindMethods(document).setFetchSize(1000)
                    .map((rs, ctx) -> Map.entry(rs.getString(1), rs.getString(2)))
                    .forEach(entry -> hashes.put(entry.getKey(), entry.getValue()));
            return hashes;
        });
    }

    /**
     * What is to be read, together with what other documents of the calendar say of the same meetings.
     *
     * @param present  the names of all documents that the calendar holds; null if it did not say so
     * @param absent   the names of documents that it holds no more; null if it did not say so
     * @param document that came or came again; null if none did
     * @param feed     what stands in it that is new
     * @return for nothing at all of these what is due because time has passed
     */
    public Intake intake(@Variable("calendar") String calendar, @Variable("present") Collection<String> present,
                         @Variable("absent") Collection<String> absent, @Variable("document") Document document,
                         @Variable("feed") SplitFeed feed, @Variable("circumstances") String circumstances) {
        return document != null ? came(document, feed) : absent != null ? gone(calendar, absent)
                : present != null ? gone(calendar, names(calendar).stream().filter(name -> !present.contains(name)).toList())
                : due(circumstances);
    }

    private Intake came(Document document, SplitFeed feed) {
        return database.jdbi().inTransaction(handle -> {
            Set<String> dropped = new TreeSet<>();
            Map<String, FeedBlock> kept = new LinkedHashMap<>();
            handle.createQuery("select uid, cancels from feed_block where calendar = :calendar and document = :document")
                    .bindMethods(document).map((rs, ctx) -> Map.entry(rs.getString(1), rs.getBoolean(2)))
                    .filter(entry -> !feed.uids().contains(entry.getKey()) && !entry.getValue())
                    .forEach(entry -> dropped.add(entry.getKey()));
            feed.blocks().forEach(block -> kept.put(block.uid(), block));
            Set<String> concerned = new LinkedHashSet<>(kept.keySet());
            concerned.addAll(dropped);
            Map<String, List<FeedBlock>> others = blocks(handle, document.calendar(), concerned);
            List<FeedMeeting> meetings = concerned.stream().map(uid -> {
                List<FeedBlock> blocks = new ArrayList<>();
                if (kept.containsKey(uid)) {
                    blocks.add(kept.get(uid));
                }
                others.getOrDefault(uid, List.of()).stream().filter(other -> !other.document().equals(document.document()))
                        .forEach(blocks::add);
                return new FeedMeeting(uid, blocks);
            }).toList();
            return new Intake(document.calendar(), document, List.of(), feed.blocks(), dropped, meetings, feed.rejections());
        });
    }

    /** What they cancelled stays cancelled. */
    private Intake gone(String calendar, Collection<String> documents) {
        return database.jdbi().inTransaction(handle -> {
            Set<String> concerned = new LinkedHashSet<>();
            Set<String> held = new HashSet<>(names(handle, calendar));
            List<String> gone = documents.stream().filter(held::contains).toList();
            gone.forEach(document -> handle.createQuery("select uid from feed_block where calendar = :calendar "
                            + "and document = :document and cancels = false")
                    .bind("calendar", calendar).bind("document", document).mapTo(String.class).forEach(concerned::add));
            Map<String, List<FeedBlock>> blocks = blocks(handle, calendar, concerned);
            List<FeedMeeting> meetings = concerned.stream().map(uid -> new FeedMeeting(uid, blocks.getOrDefault(uid, List.of())
                    .stream().filter(block -> block.cancels() || !gone.contains(block.document())).toList())).toList();
            return new Intake(calendar, null, gone, List.of(), List.of(), meetings, List.of());
        });
    }

    /** Of one calendar, not more than some hundred at once. */
    private Intake due(String circumstances) {
        return database.jdbi().inTransaction(handle -> {
            String calendar = due(handle, "calendar", circumstances, "", 1).stream().findFirst().orElse("");
            Set<String> uids = new LinkedHashSet<>(due(handle, "uid", circumstances, calendar, DUE_AT_ONCE));
            Map<String, List<FeedBlock>> blocks = blocks(handle, calendar, uids);
            return new Intake(calendar, null, List.of(), List.of(), List.of(), uids.stream()
                    .map(uid -> new FeedMeeting(uid, blocks.getOrDefault(uid, List.of()))).toList(), List.of());
        });
    }

    /**
     * Whether meetings have to be read again though their documents are quiet: because the horizon has moved, or because
     * the circumstances (rooms, zone data, our version) are other ones.
     */
    public boolean isDue(String circumstances) {
        return database.jdbi().withHandle(handle -> !due(handle, "uid", circumstances, "", 1).isEmpty());
    }

    private List<String> due(Handle handle, String column, String circumstances, String calendar, int most) {
        return handle.createQuery("select " + column + " from feed_block where (read_again_at <= :now "
                        + "or circumstances <> :circumstances)" + (calendar.isEmpty() ? "" : " and calendar = :calendar")
                        + " limit " + most)
                .bind("now", Timestamp.from(clock.instant())).bind("circumstances", circumstances)
                .bindMap(calendar.isEmpty() ? Map.of() : Map.of("calendar", calendar)).mapTo(String.class).list();
    }

    /** The names of the documents that a calendar holds. */
    public List<String> names(String calendar) {
        return database.jdbi().withHandle(handle -> names(handle, calendar));
    }

    private static List<String> names(Handle handle, String calendar) {
        return handle.createQuery("select document from feed_document where calendar = :calendar "
                        + "and withdrawn = false order by document")
                .bind("calendar", calendar).mapTo(String.class).list();
    }

    /** What could not be booked of a document. */
    public List<Rejection> rejections(String calendar, String document) {
        return database.jdbi().withHandle(handle -> handle.createQuery("select uid, line, reason from rejection "
                        + "where calendar = :calendar and document = :document order by line")
                .bind("calendar", calendar).bind("document", document)
                .map((rs, ctx) -> new Rejection(rs.getString("uid"), rs.getInt("line"), rs.getString("reason"))).list());
    }

    /** All that a calendar says of some meetings, by UID. */
    private static Map<String, List<FeedBlock>> blocks(Handle handle, String calendar, Collection<String> uids) {
        Map<String, List<FeedBlock>> blocks = new HashMap<>();
        portions(uids).forEach(portion -> handle.createQuery("select b.* from " + AMONG_THESE + " join feed_block b "
                        + "on b.uid = these.uid and b.calendar = :calendar order by document")
                .bind("calendar", calendar).bindArray("uids", String.class, portion).map((rs, ctx) -> block(rs))
                .forEach(block -> blocks.computeIfAbsent(block.uid(), uid -> new ArrayList<>()).add(block)));
        return blocks;
    }

    static <T> List<List<T>> portions(Collection<T> many) {
        List<T> all = List.copyOf(many);
        List<List<T>> portions = new ArrayList<>();
        for (int from = 0; from < all.size(); from += PORTION) {
            portions.add(all.subList(from, Math.min(all.size(), from + PORTION)));
        }
        return portions;
    }

    private static FeedBlock block(ResultSet rs) throws SQLException {
        return new FeedBlock(rs.getString("document"), rs.getString("uid"), rs.getInt("line"), rs.getString("hash"),
                rs.getBoolean("cancels"), rs.getBoolean("recurring"), rs.getObject("first_day", LocalDate.class),
                rs.getObject("last_day", LocalDate.class), rs.getString("text"), rs.getString("zones"),
                rs.getString("parameters"), "");
    }

    /** Whether all documents of the calendar still say of these meetings what was read. */
    boolean isUpToDate(Handle handle, Intake intake) {
        Map<String, Map<String, String>> now = new TreeMap<>();
        String own = intake.name();
        portions(intake.meetings().stream().map(FeedMeeting::uid).toList()).forEach(portion -> handle.createQuery(
                        "select b.uid, document, hash, cancels from " + AMONG_THESE + " join feed_block b "
                                + "on b.uid = these.uid and b.calendar = :calendar")
                .bind("calendar", intake.calendar()).bindArray("uids", String.class, portion)
                .map((rs, ctx) -> new String[] {rs.getString(1), rs.getString(2), rs.getString(3), rs.getString(4)})
                .filter(row -> !(intake.document() != null && row[1].equals(own)) && (isTrue(row[3]) || !intake.gone().contains(row[1])))
                .forEach(row -> now.computeIfAbsent(row[0], uid -> new TreeMap<>()).put(row[1], row[2])));
        Map<String, Map<String, String>> then = intake.hashes();
        if (intake.document() != null) {
            then.values().forEach(hashes -> hashes.remove(own));
        }
        then.values().removeIf(Map::isEmpty);
        return now.equals(then);
    }

    private static boolean isTrue(String value) {
        return value.equalsIgnoreCase("true") || value.equals("t") || value.equals("1");
    }

    /** Keeps what was read; what was rejected stays as it was before. */
    void keep(Handle handle, Intake intake, Reading reading, String circumstances) {
        Document document = intake.document();
        if (document != null) {
            handle.createUpdate("delete from feed_document where calendar = :calendar and document = :document")
                    .bindMethods(document).execute();
            handle.createUpdate("insert into feed_document (calendar, document, content_hash, parameters, withdrawn) "
                    + "values (:calendar, :document, :hash, :parameters, false)").bindMethods(document).execute();
            List<FeedBlock> read = intake.fresh().stream().filter(block -> reading.found().containsKey(block.uid())).toList();
            Set<String> outdated = new TreeSet<>(intake.dropped());
            read.forEach(block -> outdated.add(block.uid()));
            remove(handle, document, outdated);
            add(handle, document, read, circumstances);
            keepRejections(handle, document, reading.rejections());
        }
        intake.gone().forEach(name -> forget(handle, intake.calendar(), name));
        mark(handle, intake, reading, circumstances, clock.instant().plus(Duration.ofHours(1)));
    }

    private static void remove(Handle handle, Document document, Collection<String> uids) {
        batches(uids, handle, "delete from feed_block where calendar = :calendar and document = :document and uid = :uid",
                (batch, uid) -> batch.bindMethods(document).bind("uid", uid));
    }

    /** One statement for each of many. */
    static <T> void batches(Collection<T> all, Handle handle, String sql, BiConsumer<PreparedBatch, T> bind) {
        portions(all).forEach(portion -> {
            PreparedBatch batch = handle.prepareBatch(sql);
            portion.forEach(one -> {
                bind.accept(batch, one);
                batch.add();
            });
            batch.execute();
        });
    }

    private static void add(Handle handle, Document document, List<FeedBlock> blocks, String circumstances) {
        batches(blocks, handle, """
                insert into feed_block (calendar, document, uid, line, hash, cancels, recurring, first_day, last_day,
                    text, zones, parameters, circumstances)
                values (:calendar, :document, :uid, :line, :hash, :cancels, :recurring, :first, :last,
                    :text, :zones, :parameters, :circumstances)""", (batch, block) -> batch
                .bind("calendar", document.calendar()).bind("circumstances", circumstances).bindMethods(block));
    }

    /** When each meeting is to be read again; what could not be read now is tried again with the horizon. */
    private static void mark(Handle handle, Intake intake, Reading reading, String circumstances, Instant later) {
        batches(intake.meetings(), handle, "update feed_block set read_again_at = :again, circumstances = :circumstances "
                + "where calendar = :calendar and uid = :uid", (batch, meeting) -> {
                    Reading.Found found = reading.found().get(meeting.uid());
                    Instant again = found == null ? later : found.again();
                    batch.bind("calendar", intake.calendar()).bind("uid", meeting.uid()).bind("circumstances", circumstances)
                            .bind("again", again == null ? null : Timestamp.from(again));
                });
    }

    private static void keepRejections(Handle handle, Document document, List<Rejection> rejections) {
        handle.createUpdate("delete from rejection where calendar = :calendar and document = :document")
                .bindMethods(document).execute();
        batches(rejections, handle, "insert into rejection (calendar, document, uid, line, reason) "
                + "values (:calendar, :document, :uid, :line, :reason)", (batch, rejection) -> batch
                .bindMethods(document).bind("uid", cut(rejection.uid(), 1000))
                .bind("line", rejection.line()).bind("reason", cut(rejection.reason(), 2000)));
    }

    private static void forget(Handle handle, String calendar, String document) {
        for (String sql : List.of("delete from rejection where calendar = :calendar and document = :document",
                "delete from feed_block where calendar = :calendar and document = :document and cancels = false",
                "update feed_document set withdrawn = true where calendar = :calendar and document = :document")) {
            handle.createUpdate(sql).bind("calendar", calendar).bind("document", document).execute();
        }
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }
}
