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

    boolean overlaps(Instant from, Instant to) {
        return end.isAfter(from) && start.isBefore(to);
    }
}
