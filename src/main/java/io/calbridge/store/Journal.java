package io.calbridge.store;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What was done for each booking, in order, for whoever asks why. */
public final class Journal {

    private static final int LONGEST_TEXT = 4000;

    private final Database database;
    private final Clock clock;

    /** @param clock gives the time of each line */
    public Journal(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One line of the journal.
     *
     * @param booking null for what concerns no booking
     * @param at      UTC
     * @param kind    {@code booking}, {@code conference}, {@code dial} or {@code cms}
     */
    public record Line(UUID booking, Instant at, String kind, String text) { }

    /**
     * Writes a line in a transaction of its own.
     *
     * @param booking null for what concerns no booking
     * @param text    holds no secret
     */
    public void write(UUID booking, String kind, String text) {
        database.jdbi().useHandle(handle -> write(handle, booking, kind, text));
    }

    /** Writes a line in the transaction of the given handle. */
    public void write(Handle handle, UUID booking, String kind, String text) {
        handle.createUpdate("insert into journal (booking_id, at, kind, text) values (:booking, :at, :kind, :text)")
                .bindByType("booking", booking, UUID.class)
                .bind("at", clock.instant())
                .bind("kind", kind)
                .bind("text", text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT - 1) + "…" : text)
                .execute();
    }

    /** The lines of one booking, oldest first. */
    public List<Line> of(UUID booking) {
        return database.jdbi().withHandle(handle -> handle
                .createQuery("select booking_id, at, kind, text from journal where booking_id = :booking order by id")
                .bind("booking", booking)
                .map((rs, ctx) -> new Line(rs.getObject("booking_id", UUID.class), rs.getTimestamp("at").toInstant(),
                        rs.getString("kind"), rs.getString("text")))
                .list());
    }
}
