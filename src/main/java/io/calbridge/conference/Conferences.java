package io.calbridge.conference;

import io.calbridge.bridge.CmsRequest;
import io.calbridge.bridge.RefusedException;
import io.calbridge.store.Booking;
import io.calbridge.store.BookingState;
import io.calbridge.store.Bookings;
import io.calbridge.store.Diary;
import io.calbridge.store.Invitee;
import io.calbridge.store.Leftovers;
import io.calbridge.store.OnCms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.camel.Variable;

/** Writes down each step in a conference's life: before CMS hears of it, and when CMS has answered. */
public final class Conferences {

    private static final Duration LATE = Duration.ofSeconds(2);
    private static final Duration FIRST_REST = Duration.ofMillis(200);
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);

    private final Bookings bookings;
    private final Leftovers leftovers;
    private final Diary diary;
    private final Clock clock;
    private final Duration startEarly;
    private final Consumer<Booking> due;

    /**
     * @param startEarly how long before its start a conference opens
     * @param due        makes a booking's task due again
     */
    public Conferences(Bookings bookings, Leftovers leftovers, Diary diary, Clock clock, Duration startEarly,
                       Consumer<Booking> due) {
        this.bookings = bookings;
        this.leftovers = leftovers;
        this.diary = diary;
        this.clock = clock;
        this.startEarly = startEarly;
        this.due = due;
    }

    /** The booking as it stands now. */
    public Booking find(UUID id) {
        return bookings.find(id).orElseThrow(() -> new IllegalArgumentException("no booking " + id));
    }

    /** The same booking as it stands now. */
    public Booking again(@Variable("booking") Booking booking) {
        return find(booking.id());
    }

    /** What is to be done for it now. */
    public NextStep next(@Variable("booking") Booking booking) {
        return NextStep.of(booking, clock.instant(), startEarly);
    }

    /** A call is about to be made on a bridge: if the answer is lost, it is to be looked for there. */
    public Booking calling(@Variable("booking") Booking booking, @Variable("bridge") String bridge) {
        return bookings.change(booking.id(), now -> now.on(now.cms().callingOn(bridge)));
    }

    /** CMS has the call, and the coSpace is as it was told. */
    public Booking opened(@Variable("booking") Booking booking, @Variable("bridge") String bridge,
                          @Variable("call") String call) {
        Booking open = bookings.change(booking.id(), now -> (now.state() == BookingState.OPENING
                ? now.in(BookingState.OPEN, "") : now)
                .on(now.cms().with(bridge, call).told(booking.shownTitle(), booking.end(), booking.options())));
        // Inside the time that it opens early it may just have been found.
        Instant now = clock.instant();
        Duration late = now.isBefore(open.start()) ? Duration.ZERO : Duration.between(open.opensAt(startEarly), now);
        diary.tell(open, "conference", "opened with number " + open.number() + " on " + bridge
                + (late.compareTo(LATE) > 0 ? ", " + late.toSeconds() + " s late" : ""));
        return open;
    }

    /** CMS was told the title, the end, the layout and the passcode that this booking had. */
    public Booking told(@Variable("booking") Booking booking) {
        boolean renamed = !booking.shownTitle().equals(booking.cms().title());
        boolean moved = !booking.end().equals(booking.cms().end());
        Booking told = bookings.change(booking.id(), now -> now.on(now.cms().told(booking.shownTitle(), booking.end(),
                booking.options())).retrying(0, null));
        diary.tell(told, "conference", renamed ? "renamed on CMS, was '" + booking.cms().title() + "'"
                : moved ? "CMS was told the new end" : "CMS was told: " + booking.options().ofCoSpace().inWords());
        return told;
    }

    /** CMS does not want the coSpace so; the conference takes place all the same. */
    public void choiceRefused(@Variable("booking") Booking booking, @Variable("failure") Exception failure) {
        diary.warn(booking, "conference", "opens without what its organiser chose (" + booking.options().ofCoSpace().inWords()
                + "): " + failure.getMessage());
    }

    /** CMS does not want the call locked or recorded: the conference goes on without. Or the call is gone. */
    public void adjustmentRefused(@Variable("booking") Booking booking, @Variable("failure") RefusedException failure) {
        if (failure.gone()) {
            if (find(booking.id()).state() == BookingState.OPEN) {
                callGone(booking);
            }
            return;
        }
        diary.warn(booking, "conference", "goes on without what its organiser chose: " + failure.getMessage());
    }

    /** CMS does with the call what the organiser chose. */
    public void adjustmentMade(@Variable("booking") Booking booking, @Variable("request") CmsRequest request) {
        request.form().forEach((parameter, value) -> diary.tell(booking, "conference",
                (value.equals("true") ? "is " : "is no longer ") + (parameter.equals("locked") ? "locked" : "recorded")));
    }

    /** The call was told all that the organiser chose, unless it is gone. */
    public Booking adjusted(@Variable("booking") Booking booking) {
        return bookings.change(booking.id(), now -> now.state() != BookingState.OPEN ? now
                : now.on(now.cms().told(booking.options())).retrying(0, null));
    }

    /** The call that CMS had is gone: the conference has to be opened again. */
    public Booking callGone(@Variable("booking") Booking booking) {
        diary.warn(booking, "conference", "its call is gone from " + booking.cms().bridge() + ", and is made again");
        return bookings.change(booking.id(), now -> now.state() != BookingState.OPEN ? now
                : now.in(BookingState.OPENING, "").on(now.cms().with(null, null)));
    }

    /** The coSpace is gone from CMS, and whatever call was in it: the conference begins anew once there is another. */
    public Booking coSpaceGone(@Variable("booking") Booking booking) {
        diary.warn(booking, "conference", "the coSpace of number " + booking.number() + " is gone from CMS, and is made again");
        return change(booking, now -> now.state() != BookingState.OPENING && now.state() != BookingState.OPEN ? now
                : now.in(BookingState.BOOKED, "").on(OnCms.NOTHING)
                .inviting(now.invitees().stream().filter(invitee -> invitee.dial() != Invitee.Dial.LEAVING)
                        .map(invitee -> invitee.at(Invitee.Dial.WAITING)).toList())
                .retrying(0, clock.instant().plus(FIRST_REST)));
    }

    /** From here on it is being closed. */
    public Booking closing(@Variable("booking") Booking booking) {
        return bookings.change(booking.id(), now -> now.state() == BookingState.CLOSING ? now
                : now.in(BookingState.CLOSING, now.cms().title() == null ? "it could not be opened before its end" : ""));
    }

    /** Nothing of it is left on any bridge that answers; whoever waits for a number may have it. */
    public Booking closed(@Variable("booking") Booking booking) {
        Booking closed = change(booking, now -> now.state() != BookingState.CLOSING ? now
                : now.in(now.cms().title() == null ? BookingState.MISSED : BookingState.CLOSED, now.reason()));
        if (closed.state() == BookingState.MISSED) {
            diary.warn(closed, "conference", "missed: " + closed.reason());
        } else {
            diary.tell(closed, "conference", "ended, number " + closed.number() + " is free again");
        }
        bookings.waiting().forEach(waiting -> due.accept(change(waiting, now -> now.retrying(0, null))));
        return closed;
    }

    /** Its time passed before it could be started. */
    public Booking missed(@Variable("booking") Booking booking) {
        Booking missed = change(booking, now -> now.state() != BookingState.BOOKED ? now
                : now.in(BookingState.MISSED, now.reason().isEmpty()
                ? "nothing could be done for it between its start and its end; was Calbridge stopped?" : now.reason()));
        diary.warn(missed, "conference", "missed: " + missed.reason());
        return missed;
    }

    /** A bridge is silent that may hold a call of this conference; whatever it holds is dropped when it answers again. */
    public Booking leftBehind(@Variable("booking") Booking booking, @Variable("bridge") String bridge) {
        String call = bridge.equals(booking.cms().bridge()) && booking.cms().call() != null ? booking.cms().call() : "";
        leftovers.add(new Leftovers.Leftover(bridge, booking.cms().coSpace(), call, booking.id()));
        String text = bridge + " does not answer; a call that it may hold is dropped when it does";
        if (bridge.equals(booking.cms().bridge())) {
            diary.warn(booking, "conference", text);
        } else {
            diary.note(booking.id(), "conference", text);
        }
        return change(booking, now -> bridge.equals(now.cms().bridge()) ? now.on(now.cms().with(null, null)) : now);
    }

    /** The step in hand failed, and is tried again while the meeting lasts: after 0.2 s, 0.4 s, 0.8 s, at most 10 s. */
    public Booking failed(@Variable("booking") Booking booking, @Variable("failure") Exception failure) {
        String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return change(booking, now -> {
            if (!reason.equals(now.reason())) {
                diary.warn(now, "conference", "is " + doing(now.state()) + ", and will be tried again: " + reason);
            }
            Duration rest = FIRST_REST.multipliedBy(1L << Math.min(now.attempts(), 10));
            Instant retryAt = clock.instant().plus(rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest);
            return now.in(now.state(), reason).retrying(now.attempts() + 1, retryAt);
        });
    }

    private static String doing(BookingState state) {
        return switch (state) {
            case OPENING, BOOKED -> "not open yet";
            case CLOSING -> "not closed yet";
            default -> "not as it should be";
        };
    }

    private Booking change(Booking booking, UnaryOperator<Booking> change) {
        return bookings.change(booking.id(), change);
    }
}
