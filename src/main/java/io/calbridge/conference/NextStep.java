package io.calbridge.conference;

import io.calbridge.store.Booking;
import io.calbridge.store.Invitee;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is to be done for a booking: follows from its state and the clock alone, so that asking twice does no harm. */
public enum NextStep {
    /** Open the conference, or go on opening it. */
    START,
    /** Tell CMS the new title, end, layout or passcode. */
    CHANGE,
    /** Hang up whoever is no longer invited. */
    HANG_UP,
    /** Dial whoever is not in. */
    DIAL,
    /** Tell the call whether it is locked or recorded. */
    ADJUST,
    /** Close the conference, or go on closing it. */
    END,
    /** Its time has passed. */
    MISS,
    /** Nothing, now. */
    WAIT;

    /** The name that its route ends in: {@code direct:conference-…}. */
    public String route() {
        return name().toLowerCase().replace('_', '-');
    }

    /**
     * What is to be done now.
     *
     * @param now        UTC
     * @param startEarly how long before its start a conference opens
     */
    public static NextStep of(Booking booking, Instant now, Duration startEarly) {
        boolean ended = !now.isBefore(booking.end());
        boolean resting = booking.retryAt() != null && booking.retryAt().isAfter(now);
        return switch (booking.state()) {
            case BOOKED -> ended ? MISS : resting || now.isBefore(booking.opensAt(startEarly)) ? WAIT : START;
            case OPENING -> ended ? END : resting ? WAIT : START;
            case OPEN -> ended ? END : resting ? WAIT : inOpen(booking);
            case CLOSING -> resting ? WAIT : END;
            case CLOSED, CANCELLED, MISSED -> WAIT;
        };
    }

    private static NextStep inOpen(Booking booking) {
        if (!booking.shownTitle().equals(booking.cms().title()) || !booking.end().equals(booking.cms().end())
                || !booking.options().ofCoSpace().equals(booking.cms().options().ofCoSpace())) {
            return CHANGE;
        }
        if (booking.invitees().stream().anyMatch(invitee -> invitee.dial() == Invitee.Dial.LEAVING)) {
            return HANG_UP;
        }
        if (booking.invitees().stream().anyMatch(Invitee::isPending)) {
            return DIAL;
        }
        // After dialling: whoever comes to a locked call waits in its lobby.
        return booking.options().ofCall().equals(booking.cms().options().ofCall()) ? WAIT : ADJUST;
    }

    /**
     * When there will next be something to do; may have passed already.
     *
     * @return UTC; empty when the booking is over
     */
    public static Optional<Instant> dueAt(Booking booking, Duration startEarly) {
        Instant rested = booking.retryAt() == null ? Instant.EPOCH : booking.retryAt();
        return switch (booking.state()) {
            case BOOKED -> Optional.of(earlier(booking.end(), later(booking.opensAt(startEarly), rested)));
            case OPENING -> Optional.of(earlier(booking.end(), rested));
            case OPEN -> Optional.of(inOpen(booking) == WAIT ? booking.end() : earlier(booking.end(), rested));
            case CLOSING -> Optional.of(rested);
            case CLOSED, CANCELLED, MISSED -> Optional.empty();
        };
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
