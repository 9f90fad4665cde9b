package io.calbridge.booking;

import io.calbridge.store.Booking;
import io.calbridge.store.BookingState;
import io.calbridge.store.Invitee;
import io.calbridge.store.MeetingOptions;
import io.calbridge.store.Participant;
import io.calbridge.store.Told;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One thing that the calendars want changed, found by {@link BookingPlan}; nothing has happened yet. */
public sealed interface Change {

    /** What the journal and the log say of it. */
    String sentence();

    /** The earliest start that it is about, UTC. */
    Instant from();

    /** The latest end that it is about, UTC. */
    Instant to();

    /** A meeting that has no booking yet. */
    record Book(Meeting meeting) implements Change {
        @Override
        public Instant from() {
            return meeting.start();
        }

        @Override
        public Instant to() {
            return meeting.end();
        }

        @Override
        public String sentence() {
            return "booked";
        }
    }

    /** A meeting that was found too late. */
    record Miss(Meeting meeting, String reason) implements Change {
        @Override
        public Instant from() {
            return meeting.start();
        }

        @Override
        public Instant to() {
            return meeting.end();
        }

        @Override
        public String sentence() {
            return "missed: " + reason;
        }
    }

    /** A change of a booking that exists. */
    sealed interface Edit extends Change {

        /** The booking as it was read. */
        Booking booking();

        /** The booking after this change. */
        Booking applyTo(Booking booking);

        @Override
        default Instant from() {
            Instant after = applyTo(booking()).start();
            return after.isBefore(booking().start()) ? after : booking().start();
        }

        @Override
        default Instant to() {
            Instant after = applyTo(booking()).end();
            return after.isAfter(booking().end()) ? after : booking().end();
        }
    }

    /** Not yet running, and now at another time. */
    record Move(Booking booking, Instant start, Instant end) implements Edit {
        @Override
        public String sentence() {
            return "moved from " + Told.span(booking.start(), booking.end()) + " to " + Told.span(start, end);
        }

        @Override
        public Booking applyTo(Booking now) {
            return now.between(start, end);
        }
    }

    /** Ends later than was booked. */
    record Extend(Booking booking, Instant end) implements Edit {
        @Override
        public String sentence() {
            return "extended to " + Told.time(end) + ", was to end " + Told.time(booking.end());
        }

        @Override
        public Booking applyTo(Booking now) {
            return now.between(now.start(), end);
        }
    }

    /** Ends earlier than was booked. */
    record Shorten(Booking booking, Instant end) implements Edit {
        @Override
        public String sentence() {
            return "shortened to " + Told.time(end) + ", was to end " + Told.time(booking.end());
        }

        @Override
        public Booking applyTo(Booking now) {
            return now.between(now.start(), end);
        }
    }

    /** Has another title, or is confidential now, or no longer. */
    record Rename(Booking booking, String title, boolean confidential) implements Edit {
        @Override
        public String sentence() {
            return "renamed from '" + booking.shownTitle() + "' to '"
                    + booking.named(title, confidential).shownTitle() + "'";
        }

        @Override
        public Booking applyTo(Booking now) {
            return now.named(title, confidential);
        }
    }

    /** Its organiser chose otherwise, as far as that is allowed. */
    record Choose(Booking booking, MeetingOptions options) implements Edit {
        @Override
        public String sentence() {
            return "is to be: " + options.inWords() + (options.passcode() != null && booking.options().passcode() != null
                    && !options.passcode().equals(booking.options().passcode()) ? " that is new" : "");
        }

        @Override
        public Booking applyTo(Booking now) {
            return now.choosing(options);
        }
    }

    /** Has participants that it did not have. */
    record Invite(Booking booking, List<Participant> participants) implements Edit {
        @Override
        public String sentence() {
            return "invited " + participants.stream().map(Participant::address).collect(Collectors.joining(", "));
        }

        @Override
        public Booking applyTo(Booking now) {
            List<String> addresses = participants.stream().map(Participant::address).toList();
            return now.inviting(Stream.concat(
                    now.invitees().stream().filter(invitee -> !addresses.contains(invitee.address())),
                    participants.stream().map(participant -> invite(now, participant))).toList());
        }

        /** Whoever was about to be hung up and is invited again may still be in. */
        private static Invitee invite(Booking now, Participant participant) {
            return now.invitee(participant.address())
                    .map(known -> new Invitee(participant,
                            known.dial() == Invitee.Dial.LEAVING ? Invitee.Dial.DIALLING : known.dial(),
                            known.leg(), known.reason()))
                    .orElseGet(() -> Invitee.waiting(participant));
        }
    }

    /** No longer has these participants. */
    record Uninvite(Booking booking, List<String> addresses) implements Edit {
        @Override
        public String sentence() {
            return "no longer invites " + String.join(", ", addresses);
        }

        @Override
        public Booking applyTo(Booking now) {
            return now.inviting(now.invitees().stream()
                    .filter(invitee -> !addresses.contains(invitee.address()) || now.state() != BookingState.BOOKED)
                    .map(invitee -> addresses.contains(invitee.address()) ? invitee.at(Invitee.Dial.LEAVING) : invitee)
                    .toList());
        }
    }

    /** Not wanted by any calendar any more, and not started. */
    record Cancel(Booking booking, String reason) implements Edit {
        @Override
        public String sentence() {
            return "cancelled: " + reason;
        }

        @Override
        public Booking applyTo(Booking now) {
            return now.in(BookingState.CANCELLED, reason);
        }
    }

    /** Wanted by a calendar, but not done, because the conference runs. */
    record Ignore(Booking booking, String reason) implements Edit {
        @Override
        public String sentence() {
            return reason;
        }

        @Override
        public Booking applyTo(Booking now) {
            return now;
        }
    }
}
