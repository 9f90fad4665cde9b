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
import java.util.Optional;
import java.util.SortedSet;

/**
 * Which number is taken when: a number belongs to its booking over [start − start-early, end), to a running one until it
 * is closed. Not for several threads.
 */
public final class NumberPlan {

    private final SortedSet<Integer> pool;
    private final Duration startEarly;
    private final Instant now;
    private final Map<Integer, List<Booking>> holders = new HashMap<>();

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
            holders.computeIfAbsent(booking.number(), number -> new ArrayList<>()).add(booking);
        }
    }

    /** Forgets what the booking holds. */
    public void release(Booking booking) {
        if (booking.number() != null) {
            holders.computeIfPresent(booking.number(), (number, held) -> {
                held.removeIf(holder -> holder.id().equals(booking.id()));
                return held;
            });
        }
    }

    /** The lowest number that nobody else holds while this booking needs one; empty when all are taken. */
    public Optional<Integer> lowestFree(Booking booking) {
        return pool.stream().filter(number -> inTheWay(booking, number).isEmpty()).findFirst();
    }

    /** Who else holds a number while this booking would, earliest first. */
    public List<Booking> inTheWay(Booking booking, int number) {
        return holders.getOrDefault(number, List.of()).stream()
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
