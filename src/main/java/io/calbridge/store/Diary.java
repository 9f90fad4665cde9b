package io.calbridge.store;

import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells what happens to a booking: a line in its journal, and the same line in the log for the operator. */
public final class Diary {

    private static final Logger LOG = LoggerFactory.getLogger("calbridge.meetings");

    private final Journal journal;

    /** @param journal takes the lines */
    public Diary(Journal journal) {
        this.journal = journal;
    }

    /** What went as it should. */
    public void tell(Booking booking, String kind, String text) {
        journal.write(booking.id(), kind, text);
        log(booking, text, false);
    }

    /** What an operator should know of, because someone may miss something. */
    public void warn(Booking booking, String kind, String text) {
        journal.write(booking.id(), kind, text);
        log(booking, text, true);
    }

    /** A line of the journal in the transaction of the handle; {@link #log} tells it once that holds. */
    public void write(Handle handle, Booking booking, String kind, String text) {
        journal.write(handle, booking.id(), kind, text);
    }

    /** A line that stands in the journal already. */
    public void log(Booking booking, String text, boolean warning) {
        LOG.atLevel(warning ? Level.WARN : Level.INFO).log("{}: {}", label(booking), text);
    }

    /** What only the journal needs. */
    public void note(UUID booking, String kind, String text) {
        journal.write(booking, kind, text);
    }

    /** Title and time, as the log names a booking. */
    public static String label(Booking booking) {
        return "'" + booking.shownTitle() + "' " + Told.span(booking.start(), booking.end());
    }
}
