package io.calbridge.booking;

import io.calbridge.store.Database;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The last good text of each document of each calendar. */
public final class Documents {

    /** After this the horizon has moved enough that a quiet document is gone through again. */
    private static final Duration EXPANSION_LASTS = Duration.ofHours(1);

    private final Database database;
    private final Clock clock;

    /** @param clock tells how long ago a document was gone through */
    public Documents(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One document as a source gave it.
     *
     * @param calendar      the name under which its meetings are booked
     * @param document      the file, resource or mailbox in that calendar; empty where there is only one
     * @param hash          of the text
     * @param zone          IANA name of the zone of floating times and dates
     * @param circumstances what else its reading depends on: rooms, zone data, our version
     * @param again         whether it came from the store, and not from its source
     */
    public record Document(String calendar, String document, String text, String hash, String zone,
                           String circumstances, boolean again) { }

    /** Whether this very text has not been gone through lately, under the same circumstances. */
    public boolean isNews(Document document) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                        select count(*) from feed_document where calendar = :calendar and document = :document
                            and content_hash = :hash and zone = :zone and circumstances = :circumstances
                            and expanded_at > :since""")
                .bindMethods(document)
                .bind("since", Timestamp.from(clock.instant().minus(EXPANSION_LASTS)))
                .mapTo(Integer.class).one()) == 0;
    }

    /** A document that has to be gone through again though its source is quiet, the longest waiting first; null for none. */
    public Document due(String circumstances) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                        select * from feed_document where expanded_at <= :since or circumstances <> :circumstances
                        order by expanded_at limit 1""")
                .bind("since", Timestamp.from(clock.instant().minus(EXPANSION_LASTS)))
                .bind("circumstances", circumstances)
                .map((rs, ctx) -> new Document(rs.getString("calendar"), rs.getString("document"),
                        rs.getString("content"), rs.getString("content_hash"), rs.getString("zone"), circumstances, true))
                .findOne()).orElse(null);
    }

    /** The names of the documents that a calendar holds. */
    public List<String> names(String calendar) {
        return database.jdbi().withHandle(handle -> handle
                .createQuery("select document from feed_document where calendar = :calendar order by document")
                .bind("calendar", calendar).mapTo(String.class).list());
    }

    /** What could not be booked of a document. */
    public List<Rejection> rejections(String calendar, String document) {
        return database.jdbi().withHandle(handle -> handle.createQuery("select uid, line, reason from rejection "
                        + "where calendar = :calendar and document = :document order by line")
                .bind("calendar", calendar).bind("document", document)
                .map((rs, ctx) -> new Rejection(rs.getString("uid"), rs.getInt("line"), rs.getString("reason"))).list());
    }

    /** Whether the source has given another text, or withdrawn the document, since it was read from the store. */
    boolean isOutdated(Handle handle, Document document) {
        return document.again() && handle.createQuery("select count(*) from feed_document where calendar = :calendar "
                + "and document = :document and content_hash = :hash").bindMethods(document)
                .mapTo(Integer.class).one() == 0;
    }

    void keep(Handle handle, Document document, List<Rejection> rejections) {
        forget(handle, document.calendar(), document.document());
        handle.createUpdate("""
                        insert into feed_document
                            (calendar, document, content_hash, content, zone, circumstances, expanded_at)
                        values (:calendar, :document, :hash, :text, :zone, :circumstances, :now)""")
                .bindMethods(document).bind("now", Timestamp.from(clock.instant())).execute();
        if (!rejections.isEmpty()) {
            PreparedBatch batch = handle.prepareBatch("insert into rejection (calendar, document, uid, line, reason) "
                    + "values (:calendar, :document, :uid, :line, :reason)");
            rejections.forEach(rejection -> batch.bind("calendar", document.calendar())
                    .bind("document", document.document()).bind("uid", cut(rejection.uid(), 1000))
                    .bind("line", rejection.line()).bind("reason", cut(rejection.reason(), 2000)).add());
            batch.execute();
        }
    }

    void forget(Handle handle, String calendar, String document) {
        for (String table : List.of("feed_document", "rejection")) {
            handle.createUpdate("delete from " + table + " where calendar = :calendar and document = :document")
                    .bind("calendar", calendar).bind("document", document).execute();
        }
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }
}
