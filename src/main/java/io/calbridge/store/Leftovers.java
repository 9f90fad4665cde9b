package io.calbridge.store;

import java.util.List;
import java.util.UUID;

/** Calls that may still live on a bridge that was silent when they had to go; dropped when it answers again. */
public final class Leftovers {

    private final Database database;

    /** @param database holds them */
    public Leftovers(Database database) {
        this.database = database;
    }

    /**
     * One of them.
     *
     * @param call empty when it is not known whether there is one at all
     */
    public record Leftover(String bridge, String coSpace, String call, UUID booking) { }

    /** Remembers one; again is no harm. */
    public void add(Leftover leftover) {
        database.jdbi().useTransaction(handle -> {
            delete(handle, leftover);
            handle.createUpdate("insert into leftover (bridge, cospace_id, call_id, booking_id) "
                    + "values (:bridge, :coSpace, :call, :booking)").bindMethods(leftover).execute();
        });
    }

    /** All of them. */
    public List<Leftover> all() {
        return database.jdbi().withHandle(handle -> handle.createQuery("select * from leftover")
                .map((rs, ctx) -> new Leftover(rs.getString("bridge"), rs.getString("cospace_id"),
                        rs.getString("call_id"), rs.getObject("booking_id", UUID.class))).list());
    }

    /** It is gone from its bridge. */
    public void remove(Leftover leftover) {
        database.jdbi().useHandle(handle -> delete(handle, leftover));
    }

    private static void delete(org.jdbi.v3.core.Handle handle, Leftover leftover) {
        handle.createUpdate("delete from leftover where bridge = :bridge and cospace_id = :coSpace "
                + "and booking_id = :booking").bindMethods(leftover).execute();
    }
}
