package io.calbridge.calendar.web;

import io.calbridge.store.Database;
import java.util.Optional;

/** What is remembered of feeds on web servers, in the store. */
final class FeedMemory {

    private final Database database;

    FeedMemory(Database database) {
        this.database = database;
    }

    /**
     * The version that was taken last.
     *
     * @param etag         empty if the server gave none
     * @param lastModified as the server wrote it; empty if it gave none
     * @param hash         of the bytes
     */
    record Version(String etag, String lastModified, String hash) {
        static final Version NONE = new Version("", "", "");
    }

    /** None for another address, other parameters, or a feed whose document the store no longer holds. */
    Version of(WebSource source) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                        select etag, last_modified, content_hash from web_feed
                        where calendar = :calendar and fingerprint = :fingerprint and exists
                            (select 1 from feed_document where feed_document.calendar = web_feed.calendar)""")
                .bind("calendar", source.calendar()).bind("fingerprint", source.fingerprint())
                .map((rs, ctx) -> new Version(rs.getString(1), rs.getString(2), rs.getString(3)))
                .findOne()).orElse(Version.NONE);
    }

    /** Whether the calendar was read before, so that there is no hurry. */
    boolean knows(String calendar) {
        return database.jdbi().withHandle(handle -> handle.createQuery("""
                        select calendar from web_feed where calendar = :calendar
                        union select calendar from dav_collection where calendar = :calendar""")
                .bind("calendar", calendar).mapTo(String.class).findFirst()).isPresent();
    }

    void taken(WebSource source, Version version) {
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("delete from web_feed where calendar = :calendar")
                    .bind("calendar", source.calendar()).execute();
            handle.createUpdate("insert into web_feed (calendar, fingerprint, etag, last_modified, content_hash) "
                            + "values (:calendar, :fingerprint, :etag, :lastModified, :hash)")
                    .bind("calendar", source.calendar()).bind("fingerprint", source.fingerprint())
                    .bind("etag", fitting(version.etag(), 2000)).bind("lastModified", fitting(version.lastModified(), 200))
                    .bind("hash", version.hash()).execute();
        });
    }

    /** A validator that is cut is none. */
    private static String fitting(String value, int length) {
        return Optional.of(value).filter(text -> text.length() <= length).orElse("");
    }
}
