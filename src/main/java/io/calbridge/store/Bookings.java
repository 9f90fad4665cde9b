package io.calbridge.store;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** The bookings in the store; every change is a compare-and-set on the version that was read. */
public final class Bookings {

    private static final int TRIES = 20;
    private static final String ALIVE = "state not in ('CLOSED', 'CANCELLED', 'MISSED')";
    private static final TypeReference<OnCms> ON_CMS = new TypeReference<>() { };
    private static final TypeReference<MeetingOptions> OPTIONS = new TypeReference<>() { };
    private static final TypeReference<List<Invitee>> INVITEES = new TypeReference<>() { };

    private final Database database;

    /** @param database holds them */
    public Bookings(Database database) {
        this.database = database;
    }

    /** The booking as it stands now. */
    public Optional<Booking> find(UUID id) {
        return database.jdbi().withHandle(handle -> find(handle, id));
    }

    /** The booking as it stands now, in the transaction of the handle. */
    public Optional<Booking> find(Handle handle, UUID id) {
        return handle.createQuery("select * from booking where id = :id").bind("id", id)
                .map((rs, ctx) -> read(rs)).findOne();
    }

    /** All bookings, in order of start; for tests and small views. */
    public List<Booking> all() {
        return database.jdbi().withHandle(handle -> handle.createQuery("select * from booking order by start_at, id")
                .map((rs, ctx) -> read(rs)).list());
    }

    /** Those of which CMS may hold something. */
    public List<Booking> running() {
        return where("state in ('OPENING', 'OPEN', 'CLOSING')");
    }

    /** Those that could not start yet, and are tried again. */
    public List<Booking> waiting() {
        return where("state = 'BOOKED' and retry_at is not null");
    }

    /** Those that are not over and for which something may be due before an instant. */
    public List<Booking> dueBefore(Instant start) {
        return database.jdbi().withHandle(handle -> handle
                .createQuery("select * from booking where " + ALIVE + " and (state <> 'BOOKED' or start_at < :start)")
                .bind("start", Timestamp.from(start)).map((rs, ctx) -> read(rs)).list());
    }

    /** Those that are not over and have a part in [from, to). */
    public List<Booking> between(Instant from, Instant to) {
        return database.jdbi().withHandle(handle -> handle.createQuery("select * from booking where " + ALIVE
                        + " and start_at < :to and end_at > :from order by start_at, id")
                .bind("from", Timestamp.from(from)).bind("to", Timestamp.from(to)).map((rs, ctx) -> read(rs)).list());
    }

    private List<Booking> where(String condition) {
        return database.jdbi().withHandle(handle -> handle
                .createQuery("select * from booking where " + condition + " order by start_at, id")
                .map((rs, ctx) -> read(rs)).list());
    }

    /** Those of one meeting, over or not, all its occurrences. */
    public List<Booking> ofMeeting(Handle handle, String uid) {
        return handle.createQuery("select * from booking where uid = :uid order by start_at, id").bind("uid", uid)
                .map((rs, ctx) -> read(rs)).list();
    }

    /** Those that are not over, hold a number, and have a part in [from, to), running ones always. */
    public List<Booking> holdingNumbers(Handle handle, Instant from, Instant to) {
        return handle.createQuery("select * from booking where " + ALIVE + " and number is not null "
                        + "and (state <> 'BOOKED' or (start_at < :to and end_at > :from)) order by start_at, id")
                .bind("from", Timestamp.from(from)).bind("to", Timestamp.from(to))
                .map((rs, ctx) -> read(rs)).list();
    }

    /** Holds the pool until the transaction of the handle ends: nobody else gives out numbers meanwhile. */
    public void lockPool(Handle handle) {
        handle.createQuery("select id from pool_lock for update").mapTo(Integer.class).one();
    }

    /** Adds a new booking. */
    public void add(Handle handle, Booking booking) {
        bind(handle.createUpdate("""
                insert into booking (id, uid, recurrence_id, organizer, start_at, end_at, title, confidential, number, state,
                    reason, secret, on_cms, invitees, options, attempts, retry_at, version)
                values (:id, :uid, :recurrenceId, :organizer, :start, :end, :title, :confidential, :number, :state,
                    :reason, :secret, :cms, :invitees, :options, :attempts, :retryAt, :version)"""), booking).execute();
    }

    /**
     * Replaces what the store holds, if that is still what was read.
     *
     * @return the booking with its new version
     * @throws StaleBookingException if someone else was faster
     */
    public Booking save(Handle handle, Booking booking) {
        int rows = bind(handle.createUpdate("""
                update booking set organizer = :organizer, start_at = :start, end_at = :end, title = :title,
                    confidential = :confidential, number = :number, state = :state, reason = :reason, secret = :secret,
                    on_cms = :cms, invitees = :invitees, options = :options, attempts = :attempts, retry_at = :retryAt, version = :version + 1
                where id = :id and version = :version"""), booking).execute();
        if (rows == 0) {
            throw new StaleBookingException(booking.id());
        }
        return find(handle, booking.id()).orElseThrow();
    }

    /**
     * Applies a change to the booking as it stands now, again if someone else was faster.
     *
     * @param change gets the newest booking; must have no effect of its own
     * @throws StaleBookingException if others were always faster
     */
    public Booking change(UUID id, UnaryOperator<Booking> change) {
        for (int attempt = 1; ; attempt++) {
            try {
                return database.jdbi().inTransaction(handle -> {
                    Booking now = find(handle, id).orElseThrow();
                    Booking next = change.apply(now);
                    return next.equals(now) ? now : save(handle, next);
                });
            } catch (StaleBookingException e) {
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Booking booking) {
        return statement.bind("id", booking.id())
                .bind("uid", booking.uid())
                .bindByType("recurrenceId", timestamp(booking.recurrenceId()), Timestamp.class)
                .bind("organizer", booking.organizer())
                .bind("start", timestamp(booking.start()))
                .bind("end", timestamp(booking.end()))
                .bind("title", booking.title())
                .bind("confidential", booking.confidential())
                .bind("number", booking.number())
                .bind("state", booking.state().name())
                .bind("reason", booking.reason())
                .bindByType("secret", booking.secret(), UUID.class)
                .bind("cms", StoredJson.write(booking.cms()))
                .bind("invitees", StoredJson.write(booking.invitees()))
                .bind("options", StoredJson.write(booking.options()))
                .bind("attempts", booking.attempts())
                .bindByType("retryAt", timestamp(booking.retryAt()), Timestamp.class)
                .bind("version", booking.version());
    }

    private static Booking read(ResultSet rs) throws SQLException {
        return new Booking(rs.getObject("id", UUID.class), rs.getString("uid"), instant(rs, "recurrence_id"),
                rs.getString("organizer"), instant(rs, "start_at"), instant(rs, "end_at"), rs.getString("title"),
                rs.getBoolean("confidential"), rs.getObject("number", Integer.class),
                BookingState.valueOf(rs.getString("state")), rs.getString("reason"),
                rs.getObject("secret", UUID.class), StoredJson.read(rs.getString("on_cms"), ON_CMS),
                StoredJson.read(rs.getString("invitees"), INVITEES), StoredJson.read(rs.getString("options"), OPTIONS), rs.getInt("attempts"), instant(rs, "retry_at"),
                rs.getLong("version"));
    }

    private static Instant instant(ResultSet rs, String column) throws SQLException {
        Timestamp at = rs.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static Timestamp timestamp(Instant at) {
        return at == null ? null : Timestamp.from(at);
    }
}
