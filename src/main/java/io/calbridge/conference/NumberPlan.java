package io.calbridge.conference;

import io.calbridge.store.Booking;
import io.calbridge.store.BookingState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Which number is taken when: a number belongs to its booking over [start − start-early, end), to a running one until it
 * is closed. Not for several threads.
 */
public final class NumberPlan {

    private final SortedSet<Integer> pool;
    private final Duration startEarly;
    private final Instant now;
    /** By number, then by the moment from which it is held. */
    private final Map<Integer, NavigableMap<Instant, List<Booking>>> holders = new HashMap<>();
    private final Map<UUID, Booking> known = new HashMap<>();
    private Duration longest = Duration.ZERO;

    /**
     * @param pool    the numbers that may be given
     * @param booked  those that are not over and hold numbers; others are passed over
     * @param now     UTC
     */
    public NumberPlan(SortedSet<Integer> pool, Collection<Booking> booked, Duration startEarly, Instant now) {
        this.pool = pool;
        this.startEarly = startEarly;
        this.now = now;
        booked.forEach(this::hold);
    }

    /** Takes the booking's number into account, instead of what was known of this booking. */
    public void hold(Booking booking) {
        release(booking);
        if (booking.number() != null && !booking.state().isOver()) {
            known.put(booking.id(), booking);
            holders.computeIfAbsent(booking.number(), number -> new TreeMap<>())
                    .computeIfAbsent(from(booking), start -> new ArrayList<>()).add(booking);
            Duration length = Duration.between(from(booking), until(booking));
            longest = length.compareTo(longest) > 0 ? length : longest;
        }
    }

    /** Forgets what the booking holds. */
    public void release(Booking booking) {
        Booking before = known.remove(booking.id());
        if (before != null) {
            holders.get(before.number()).computeIfPresent(from(before), (start, held) -> {
                held.remove(before);
                return held.isEmpty() ? null : held;
            });
        }
    }

    /** The lowest number that nobody else holds while this booking needs one; empty when all are taken. */
    public Optional<Integer> lowestFree(Booking booking) {
        return pool.stream().filter(number -> inTheWay(booking, number).isEmpty()).findFirst();
    }

    /** Who else holds a number while this booking would, earliest first. */
    public List<Booking> inTheWay(Booking booking, int number) {
        NavigableMap<Instant, List<Booking>> held = holders.get(number);
        // Whoever began longer ago than the longest lasts has gone.
        Instant earliest = from(booking).minus(longest);
        return held == null || !earliest.isBefore(until(booking)) ? List.of()
                : held.subMap(earliest, until(booking)).values().stream().flatMap(List::stream)
                .filter(holder -> !holder.id().equals(booking.id()) && overlap(holder, booking))
                .sorted(Comparator.comparing(Booking::start))
                .toList();
    }

    /** All who hold a number while this booking would, for the warning that no number is left. */
    public List<Booking> competitors(Booking booking) {
        return pool.stream().flatMap(number -> inTheWay(booking, number).stream()).toList();
    }

    private boolean overlap(Booking one, Booking other) {
        return from(one).isBefore(until(other)) && from(other).isBefore(until(one));
    }

    private Instant from(Booking booking) {
        return booking.opensAt(startEarly);
    }

    private Instant until(Booking booking) {
        return booking.state() != BookingState.BOOKED && booking.end().isBefore(now) ? now : booking.end();
    }
}
