package io.calbridge.booking;

import io.calbridge.store.Booking;
import io.calbridge.store.BookingState;
import io.calbridge.store.Invitee;
import io.calbridge.store.Participant;
import io.calbridge.store.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;

/** What has to change so that the bookings of one meeting are what its calendars say; decides, and does nothing. */
final class BookingPlan {

    private final List<Change> changes = new ArrayList<>();
    private final Instant now;

    private BookingPlan(Instant now) {
        this.now = now;
    }

    /**
     * Compares what is booked with what is wanted.
     *
     * @param bookings all bookings of one UID, over or not
     * @param copies   what all calendars say of that UID, each occurrence once a document
     * @param now      UTC
     * @return in the order in which it is to be done; empty when nothing has changed
     */
    static List<Change> compare(Collection<Booking> bookings, Collection<Meeting> copies, Instant now) {
        BookingPlan plan = new BookingPlan(now);
        Map<Optional<Instant>, List<Meeting>> wanted = new LinkedHashMap<>();
        copies.forEach(copy -> wanted.computeIfAbsent(Optional.ofNullable(copy.recurrenceId()), id -> new ArrayList<>())
                .add(copy));
        Map<Optional<Instant>, List<Booking>> booked = new LinkedHashMap<>();
        bookings.forEach(booking -> booked.computeIfAbsent(Optional.ofNullable(booking.recurrenceId()),
                id -> new ArrayList<>()).add(booking));
        booked.keySet().forEach(id -> wanted.putIfAbsent(id, List.of()));
        wanted.forEach((id, group) -> plan.occurrence(booked.getOrDefault(id, List.of()), WantedMeeting.merge(group)));
        return plan.changes;
    }

    /** Bookings and meetings of one recurrence id: nearly always one of each. */
    private void occurrence(List<Booking> booked, List<Meeting> wanted) {
        List<Booking> living = new ArrayList<>(booked.stream().filter(BookingPlan::canStillChange).toList());
        List<Meeting> open = new ArrayList<>(wanted);
        pair(living, open, (booking, meeting) -> booking.start().equals(meeting.start()));
        pair(living, open, (booking, meeting) -> !meeting.organizer().isEmpty()
                && booking.organizer().equals(meeting.organizer()));
        if (living.size() == 1 && open.size() == 1) {
            pair(living, open, (booking, meeting) -> true);
        }
        living.forEach(this::withdraw);
        boolean hasBeen = booked.stream().anyMatch(booking -> !canStillChange(booking)
                && booking.state() != BookingState.CANCELLED);
        open.forEach(meeting -> begin(meeting, hasBeen));
    }

    private static boolean canStillChange(Booking booking) {
        return !booking.state().isOver() && booking.state() != BookingState.CLOSING;
    }

    private void pair(List<Booking> living, List<Meeting> open, BiPredicate<Booking, Meeting> fits) {
        for (Booking booking : List.copyOf(living)) {
            open.stream().filter(meeting -> fits.test(booking, meeting)).findFirst().ifPresent(meeting -> {
                living.remove(booking);
                open.remove(meeting);
                edit(booking, meeting);
            });
        }
    }

    private void withdraw(Booking booking) {
        changes.add(booking.state().isRunning()
                ? new Change.Ignore(booking, "no calendar holds it any more; it runs, and goes on to its end")
                : new Change.Cancel(booking, "no calendar holds it any more"));
    }

    private void begin(Meeting meeting, boolean hasBeen) {
        if (meeting.end().isAfter(now)) {
            changes.add(new Change.Book(meeting));
        } else if (!hasBeen) {
            changes.add(new Change.Miss(meeting, "found " + words(Duration.between(meeting.end(), now))
                    + " after its end"));
        }
    }

    private void edit(Booking booking, Meeting meeting) {
        boolean startMoved = !booking.start().equals(meeting.start());
        boolean endMoved = !booking.end().equals(meeting.end());
        if (startMoved && booking.state() == BookingState.BOOKED) {
            changes.add(new Change.Move(booking, meeting.start(), meeting.end()));
        } else {
            if (startMoved) {
                changes.add(new Change.Ignore(booking, "its start was moved to " + Told.time(meeting.start())
                        + ", which is ignored because it runs"));
            }
            if (endMoved) {
                changes.add(meeting.end().isAfter(booking.end()) ? new Change.Extend(booking, meeting.end())
                        : new Change.Shorten(booking, meeting.end()));
            }
        }
        if (!booking.title().equals(meeting.title()) || booking.confidential() != meeting.confidential()) {
            changes.add(new Change.Rename(booking, meeting.title(), meeting.confidential()));
        }
        if (!booking.options().equals(meeting.options())) {
            changes.add(new Change.Choose(booking, meeting.options()));
        }
        participants(booking, meeting);
    }

    private void participants(Booking booking, Meeting meeting) {
        List<Participant> invited = meeting.participants().stream()
                .filter(participant -> booking.invitee(participant.address())
                        .filter(known -> known.dial() != Invitee.Dial.LEAVING)
                        .map(known -> !Objects.equals(known.participant(), participant)).orElse(true))
                .toList();
        if (!invited.isEmpty()) {
            changes.add(new Change.Invite(booking, invited));
        }
        List<String> uninvited = booking.invitees().stream()
                .filter(invitee -> invitee.dial() != Invitee.Dial.LEAVING)
                .map(Invitee::address)
                .filter(address -> meeting.participants().stream().noneMatch(one -> one.address().equals(address)))
                .toList();
        if (!uninvited.isEmpty()) {
            changes.add(new Change.Uninvite(booking, uninvited));
        }
    }

    private static String words(Duration time) {
        return time.compareTo(Duration.ofMinutes(2)) < 0 ? time.toSeconds() + " seconds"
                : time.compareTo(Duration.ofHours(2)) < 0 ? time.toMinutes() + " minutes" : time.toHours() + " hours";
    }
}
