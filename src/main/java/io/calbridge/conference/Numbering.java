package io.calbridge.conference;

import io.calbridge.store.Booking;
import io.calbridge.store.BookingState;
import io.calbridge.store.Bookings;
import io.calbridge.store.Database;
import io.calbridge.store.Diary;
import io.calbridge.store.MeetingOptions;
import io.calbridge.store.OnCms;
import io.calbridge.store.StaleBookingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.camel.Variable;
import org.jdbi.v3.core.Handle;

/** Gives a conference the number under which it opens: the one it was booked with, unless that is not to be had. */
public final class Numbering {

    private static final Duration WAIT_FOR_NUMBER = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Database database;
    private final Bookings bookings;
    private final Diary diary;
    private final Clock clock;
    private final Duration startEarly;
    private final Supplier<SortedMap<Integer, String>> placeholders;
    private final Supplier<SortedSet<Integer>> candidates;

    /**
     * @param placeholders the numbers that exist on CMS and are ours, with the id of the coSpace of each
     * @param candidates   those and the numbers that are being made
     */
    public Numbering(Database database, Bookings bookings, Diary diary, Clock clock, Duration startEarly,
                     Supplier<SortedMap<Integer, String>> placeholders, Supplier<SortedSet<Integer>> candidates) {
        this.database = database;
        this.bookings = bookings;
        this.diary = diary;
        this.clock = clock;
        this.startEarly = startEarly;
        this.placeholders = placeholders;
        this.candidates = candidates;
    }

    /**
     * Writes down that the conference is being opened, with its number, coSpace and secret, before CMS hears of it.
     *
     * @return in state OPENING; still BOOKED, to be tried again, when no number is free
     */
    public Booking opening(@Variable("booking") Booking booking) {
        SortedMap<Integer, String> usable = new TreeMap<>(placeholders.get());
        return exclusively(booking.id(), (handle, now) -> {
            if (now.state() != BookingState.BOOKED) {
                return now;
            }
            if (usable.isEmpty()) {
                return waiting(now, "no placeholder coSpace exists on CMS yet");
            }
            NumberPlan plan = plan(handle, now, usable.keySet());
            List<Booking> predecessors = now.number() == null ? List.of() : running(plan.inTheWay(now, now.number()));
            boolean own = now.number() != null && usable.containsKey(now.number());
            if (own && predecessors.isEmpty()) {
                return begin(now, now.number(), usable);
            }
            boolean soon = clock.instant().isBefore(now.start().plus(PATIENCE));
            if (!own && soon && now.number() != null && candidates.get().contains(now.number())) {
                return waiting(now, "the coSpace of number " + now.number() + " is being made");
            }
            if (own && soon) {
                return waiting(now, "number " + now.number() + " is in use until "
                        + Diary.label(predecessors.get(0)) + " is closed");
            }
            Optional<Integer> other = plan.lowestFree(now);
            if (other.isEmpty()) {
                return waiting(now, "all " + usable.size() + " numbers are in use");
            }
            renumbered(now, other.get(), own ? "it is still in use" : "CMS has no placeholder for it");
            return begin(now, other.get(), usable);
        });
    }

    /**
     * Another number for a conference that is being opened, because a stranger's call is in its coSpace.
     *
     * @param busy ids of the coSpaces in which CMS has calls
     * @return OPENING with another number, or BOOKED and to be tried again when none is free
     */
    public Booking renumber(@Variable("booking") Booking booking, @Variable("busy") Collection<String> busy) {
        SortedMap<Integer, String> usable = new TreeMap<>(placeholders.get());
        usable.values().removeIf(busy::contains);
        return exclusively(booking.id(), (handle, now) -> {
            Optional<Integer> other = plan(handle, now, usable.keySet()).lowestFree(now.numbered(null));
            if (other.isEmpty()) {
                return waiting(now.in(BookingState.BOOKED, "").numbered(null).on(OnCms.NOTHING),
                        "CMS has a call that is not ours in the coSpace of its number, and no other number is free");
            }
            renumbered(now, other.get(), "CMS has a call in its coSpace that is not ours");
            return begin(now, other.get(), usable);
        });
    }

    private NumberPlan plan(Handle handle, Booking booking, Collection<Integer> usable) {
        Instant from = clock.instant().isBefore(booking.start()) ? booking.opensAt(startEarly) : clock.instant();
        List<Booking> holders = bookings.holdingNumbers(handle, from, booking.end().plus(MeetingOptions.earliest(startEarly)));
        return new NumberPlan(new TreeSet<>(usable), holders, startEarly, clock.instant());
    }

    private static List<Booking> running(List<Booking> holders) {
        return holders.stream().filter(holder -> holder.state().isRunning()).toList();
    }

    private Booking begin(Booking booking, int number, SortedMap<Integer, String> usable) {
        return booking.in(BookingState.OPENING, "")
                .numbered(number)
                .secretly(booking.secret() == null ? UUID.randomUUID() : booking.secret())
                .on(OnCms.NOTHING.in(usable.get(number)));
    }

    private Booking waiting(Booking booking, String reason) {
        if (!reason.equals(booking.reason())) {
            diary.warn(booking, "conference", "waits: " + reason);
        }
        return booking.in(booking.state(), reason).retrying(0, clock.instant().plus(WAIT_FOR_NUMBER));
    }

    private void renumbered(Booking booking, int number, String why) {
        diary.warn(booking, "booking", booking.number() == null ? "gets number " + number
                : "gets number " + number + " instead of " + booking.number() + ": " + why);
    }

    private interface Decision {
        Booking decide(Handle handle, Booking now);
    }

    /** Nobody else gives out numbers meanwhile. */
    private Booking exclusively(UUID id, Decision decision) {
        for (int attempt = 1; ; attempt++) {
            try {
                return database.jdbi().inTransaction(handle -> {
                    bookings.lockPool(handle);
                    Booking now = bookings.find(handle, id).orElseThrow();
                    Booking next = decision.decide(handle, now);
                    return next.equals(now) ? now : bookings.save(handle, next);
                });
            } catch (StaleBookingException e) {
                if (attempt == 20) {
                    throw e;
                }
            }
        }
    }
}
