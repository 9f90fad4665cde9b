package io.calbridge.calendar;

import java.time.Instant;

/**
 * One occurrence of a series, or a meeting without one.
 *
 * @param event        the VEVENT that says what it is
 * @param recurrenceId start that the rule gave it, UTC; null for a single meeting
 * @param start        UTC
 * @param end          UTC; not after the start if it has no length
 */
record Occurrence(Event event, Instant recurrenceId, Instant start, Instant end) {

    /** Whether it has no length, and begins in the window. */
    boolean isEmptyIn(Instant from, Instant to) {
        return !end.isAfter(start) && !start.isBefore(from) && start.isBefore(to);
    }

    boolean overlaps(Instant from, Instant to) {
        return end.isAfter(from) && start.isBefore(to);
    }
}
