package io.calbridge.calendar.web;

import io.calbridge.store.Database;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** How far the changes of CalDAV collections were taken, in the store. */
public final class DavMemory {

    private final Database database;

    DavMemory(Database database) {
        this.database = database;
    }

    /**
     * What is known of a collection.
     *
     * @param address empty for not known
     * @param token   of sync-collection; empty for none
     * @param ctag    empty for none
     */
    public record Known(String address, String token, String ctag) {
        static final Known NOTHING = new Known("", "", "");
    }

    /**
     * A resource that was taken, or is to be.
     *
     * @param href as the server writes it
     * @param etag empty while it is to be fetched
     */
    public record Held(String name, String href, String etag) { }

    /** Nothing for another address or other parameters; then nothing of its resources is known either. */
    Known of(WebSource source) {
        return database.jdbi().inTransaction(handle -> {
            if (handle.createUpdate("delete from dav_collection where calendar = :calendar and fingerprint <> :fingerprint")
                    .bind("calendar", source.calendar()).bind("fingerprint", source.fingerprint()).execute() > 0) {
                handle.createUpdate("delete from dav_resource where calendar = :calendar")
                        .bind("calendar", source.calendar()).execute();
            }
            return handle.createQuery("select address, sync_token, ctag from dav_collection where calendar = :calendar")
                    .bind("calendar", source.calendar())
                    .map((rs, ctx) -> new Known(rs.getString(1), rs.getString(2), rs.getString(3)))
                    .findOne().orElse(Known.NOTHING);
        });
    }

    Map<String, Held> resources(WebSource source) {
        return database.jdbi().withHandle(handle -> handle
                .createQuery("select name, href, etag from dav_resource where calendar = :calendar")
                .bind("calendar", source.calendar())
                .map((rs, ctx) -> new Held(rs.getString(1), rs.getString(2), rs.getString(3)))
                .collect(Collectors.toMap(Held::name, held -> held)));
    }

    void know(WebSource source, Known known) {
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("delete from dav_collection where calendar = :calendar")
                    .bind("calendar", source.calendar()).execute();
            handle.createUpdate("insert into dav_collection (calendar, fingerprint, address, sync_token, ctag) "
                            + "values (:calendar, :fingerprint, :address, :token, :ctag)")
                    .bind("calendar", source.calendar()).bind("fingerprint", source.fingerprint())
                    .bindMethods(known).execute();
        });
    }

    /** Before they are fetched, so that none is forgotten whatever happens meanwhile; and when they were taken. */
    void hold(WebSource source, Collection<Held> resources) {
        database.jdbi().useTransaction(handle -> {
            forget(handle, source, resources.stream().map(Held::name).toList());
            PreparedBatch batch = handle.prepareBatch("insert into dav_resource (calendar, name, href, etag) "
                    + "values (:calendar, :name, :href, :etag)");
            resources.forEach(held -> batch.bind("calendar", source.calendar()).bindMethods(held).add());
            batch.execute();
        });
    }

    void forget(WebSource source, Collection<String> names) {
        database.jdbi().useTransaction(handle -> forget(handle, source, names));
    }

    private static void forget(Handle handle, WebSource source, Collection<String> names) {
        if (!names.isEmpty()) {
            PreparedBatch batch = handle.prepareBatch("delete from dav_resource where calendar = :calendar and name = :name");
            names.forEach(name -> batch.bind("calendar", source.calendar()).bind("name", name).add());
            batch.execute();
        }
    }
}
