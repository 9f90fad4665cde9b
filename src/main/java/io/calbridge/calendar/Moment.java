package io.calbridge.calendar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.zone.ZoneRules;

/**
 * One value of DTSTART, EXDATE, RDATE or RECURRENCE-ID, put into its zone.
 *
 * @param value as written
 * @param at    UTC; for a DATE its midnight
 * @param end   of a PERIOD, UTC; null for none
 */
record Moment(CalendarValue value, Instant at, Instant end) {

    /**
     * @param zone of a value that is not UTC
     * @throws IllegalArgumentException in words, naming the property, if the text makes no sense
     */
    static Moment of(String property, String text, ZoneRules zone) {
        try {
            String[] period = text.strip().split("/", 2);
            CalendarValue value = CalendarValue.parse(period[0]);
            Instant end = period.length < 2 ? null : period[1].toUpperCase(java.util.Locale.ROOT).contains("P")
                    ? Length.parse(period[1]).after(value.local(), value.utc() ? java.time.ZoneOffset.UTC.getRules() : zone)
                    : CalendarValue.parse(period[1]).toInstant(zone);
            return new Moment(value, value.toInstant(zone), end);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("its " + property + " is neither date nor time: "
                    + (text.length() > 60 ? text.substring(0, 60) + "…" : text), e);
        }
    }

    /** The day of a DATE; null for a time. */
    LocalDate day() {
        return value.date() ? value.local().toLocalDate() : null;
    }
}
