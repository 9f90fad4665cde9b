package io.calbridge.bridge;

import io.calbridge.store.Database;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was made on CMS once, and what is about to be: before a POST it is written down which objects are there, so that
 * after a lost answer the new one is found instead of made again.
 */
public final class Creations {

    private static final Logger LOG = LoggerFactory.getLogger(Creations.class);

    private final Database database;

    Creations(Database database) {
        this.database = database;
    }

    private record Row(String beforeIds, String objectId) { }

    /** The id on CMS; empty while it is not known. */
    public String id(@Variable("creation") Creation creation) {
        return row(creation).map(Row::objectId).orElse("");
    }

    /** Whether it has still to be made, or found. */
    public boolean isMissing(@Variable("creation") Creation creation) {
        return id(creation).isEmpty();
    }

    /** No objects, for a collection that cannot be listed. */
    public List<CmsAnswer> nothing() {
        return List.of();
    }

    /** The collection that it is made in. */
    public CmsRequest collection(@Variable("creation") Creation creation) {
        return CmsRequest.get(creation.request().path());
    }

    /** The object itself, to see whether it is still there. */
    public CmsRequest object(@Variable("creation") Creation creation) {
        return CmsRequest.get(creation.path(id(creation)));
    }

    /** An object of the collection, that may be ours. */
    public CmsRequest candidate(@Variable("creation") Creation creation, @Body String id) {
        return CmsRequest.get(creation.path(id));
    }

    /** The POST that makes it. */
    public CmsRequest post(@Variable("creation") Creation creation) {
        return creation.request();
    }

    /** Whether CMS may have refused only the parameter that newer versions no longer have. */
    public boolean mayDoWithLess(@Variable("request") CmsRequest request,
                                 @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) RefusedException refused) {
        return request.form().containsKey(Creation.REMOVED_IN_3) && refused.is("parameterError");
    }

    /** The POST without that parameter. */
    public CmsRequest postLess(@Variable("creation") Creation creation) {
        return creation.request().without(Creation.REMOVED_IN_3);
    }

    /**
     * Writes down that it is about to be made.
     *
     * @param listed what is there now
     * @return the ids of those that came since it was first to be made: one of them may be it
     */
    public List<String> intended(@Variable("creation") Creation creation, @Body List<CmsAnswer> listed) {
        List<String> ids = listed.stream().map(CmsAnswer::id).toList();
        Optional<Row> row = row(creation);
        if (row.isEmpty()) {
            database.jdbi().useHandle(handle -> handle.createUpdate("insert into creation (purpose, before_ids, object_id) "
                    + "values (:purpose, :before, '')").bind("purpose", creation.purpose())
                    .bind("before", String.join(" ", ids)).execute());
            return List.of();
        }
        Set<String> before = new HashSet<>(Arrays.asList(row.get().beforeIds().split(" ")));
        return ids.stream().filter(id -> !before.contains(id)).toList();
    }

    /** Takes an object for the one whose answer was lost, if it is as that was to be. */
    public void compare(@Variable("creation") Creation creation, @Body CmsAnswer object) {
        String id = object.id();
        if (isMissing(creation) && !id.isEmpty() && creation.matches(object)) {
            LOG.info("{} on CMS was made though its answer was lost: found again as {}", creation.purpose(), id);
            save(creation, id);
        }
    }

    /** CMS has made it. */
    public void made(@Variable("creation") Creation creation, @Body CmsAnswer answer) {
        save(creation, answer.id());
    }

    /** It is no longer there, or no longer needed: the next time it is made anew. */
    public void forget(@Variable("creation") Creation creation) {
        database.jdbi().useHandle(handle -> handle.createUpdate("delete from creation where purpose = :purpose")
                .bind("purpose", creation.purpose()).execute());
    }

    private void save(Creation creation, String id) {
        if (id.isEmpty()) {
            LOG.warn("CMS made {} but did not say where: it is looked for", creation.purpose());
            return;
        }
        database.jdbi().useHandle(handle -> handle.createUpdate("update creation set object_id = :id "
                + "where purpose = :purpose").bind("id", id).bind("purpose", creation.purpose()).execute());
    }

    private Optional<Row> row(Creation creation) {
        return database.jdbi().withHandle(handle -> handle
                .createQuery("select before_ids, object_id from creation where purpose = :purpose")
                .bind("purpose", creation.purpose())
                .map((rs, ctx) -> new Row(rs.getString("before_ids"), rs.getString("object_id"))).findOne());
    }

}
