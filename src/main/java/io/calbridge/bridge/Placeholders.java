package io.calbridge.bridge;

import io.calbridge.settings.Settings;
import io.calbridge.store.Database;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The numbers of the pool as they are on CMS, as far as it is known. For any number of threads. */
public final class Placeholders {

    private final Database database;
    private final Settings.Pool pool;

    Placeholders(Database database, Settings.Pool pool) {
        this.database = database;
        this.pool = pool;
    }

    /** What is known of one number. */
    enum State { USABLE, FOREIGN, FAILED, MISSING }

    /**
     * A number of the pool.
     *
     * @param coSpace  its id; empty unless usable
     * @param note     why it is not usable, for people
     * @param profiles for which of our profiles the coSpace was looked through; empty for none
     */
    record Row(int number, String coSpace, State state, String note, String profiles) { }

    /** The id of the number's coSpace; empty when it has none that is ours. */
    public Optional<String> coSpaceId(int number) {
        return Optional.ofNullable(coSpaces().get(number));
    }

    /** The numbers that may be given to bookings: all of the pool but those that CMS is known to refuse. */
    public SortedSet<Integer> candidates() {
        SortedMap<Integer, Row> rows = rows();
        return IntStream.rangeClosed(pool.firstNumber(), pool.lastNumber()).boxed()
                .filter(number -> !rows.containsKey(number) || rows.get(number).state() == State.USABLE
                        || rows.get(number).state() == State.MISSING)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether some number of the pool has no coSpace, and is not known to be refused. */
    public boolean isLacking() {
        SortedMap<Integer, Row> rows = rows();
        return rows.size() < pool.size() || rows.values().stream().anyMatch(row -> row.state() == State.MISSING);
    }

    /** The numbers that can be used, with the id of the coSpace of each. */
    public SortedMap<Integer, String> coSpaces() {
        return rows().values().stream().filter(row -> row.state() == State.USABLE)
                .collect(Collectors.toMap(Row::number, Row::coSpace, (one, other) -> one, TreeMap::new));
    }

    /** Whether every number of the pool is there, or is known not to be had, and at least one is there. */
    public boolean ready() {
        return !isLacking() && !coSpaces().isEmpty();
    }

    /** The number's coSpace is gone from CMS; it is not used until {@code direct:bridges-provision} has made it again. */
    public void forget(int number) {
        save(new Row(number, "", State.MISSING, "its coSpace was gone", ""));
    }

    /** Those of the pool, by number; numbers outside it are kept in the store, and passed over. */
    SortedMap<Integer, Row> rows() {
        return database.jdbi().withHandle(handle -> handle
                .createQuery("select * from placeholder where number between :first and :last order by number")
                .bind("first", pool.firstNumber()).bind("last", pool.lastNumber())
                .map((rs, ctx) -> new Row(rs.getInt("number"), rs.getString("cospace_id"),
                        State.valueOf(rs.getString("state").toUpperCase(java.util.Locale.ROOT)), rs.getString("note"),
                        rs.getString("profiles")))
                .collect(Collectors.toMap(Row::number, row -> row, (one, other) -> one, TreeMap::new)));
    }

    void save(Row row) {
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("delete from placeholder where number = :number").bind("number", row.number()).execute();
            handle.createUpdate("insert into placeholder (number, cospace_id, state, note, profiles) "
                            + "values (:number, :coSpace, :state, :note, :profiles)")
                    .bind("number", row.number()).bind("coSpace", row.coSpace())
                    .bind("state", row.state().name().toLowerCase(java.util.Locale.ROOT)).bind("note", row.note())
                    .bind("profiles", row.profiles()).execute();
        });
    }
}
