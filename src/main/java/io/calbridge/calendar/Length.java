package io.calbridge.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.zone.ZoneRules;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long an occurrence is: days and weeks go by the wall clock, hours are exact (RFC 5545, section 3.3.6).
 *
 * @param days  on the wall clock, first
 * @param exact after them
 */
record Length(int days, Duration exact) {

    static final Length NONE = new Length(0, Duration.ZERO);
    private static final Pattern DURATION = Pattern.compile(
            "(?i)([+-]?)P(?:(\\d{1,4})W)?(?:(\\d{1,5})D)?(?:T(?:(\\d{1,6})H)?(?:(\\d{1,8})M)?(?:(\\d{1,9})S)?)?");

    /** @throws IllegalArgumentException in words, if the text is no DURATION */
    static Length parse(String text) {
        Matcher parts = DURATION.matcher(text.strip());
        if (!parts.matches() || text.strip().length() < 3) {
            throw new IllegalArgumentException("its DURATION makes no sense: " + text);
        }
        int sign = parts.group(1).equals("-") ? -1 : 1;
        long seconds = number(parts, 4) * 3600 + number(parts, 5) * 60 + number(parts, 6);
        return new Length((int) (sign * (number(parts, 2) * 7 + number(parts, 3))), Duration.ofSeconds(sign * seconds));
    }

    private static long number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }

    /** When something ends that begins at a wall-clock time. */
    Instant after(LocalDateTime start, ZoneRules zone) {
        return CalendarValue.toInstant(days == 0 ? start : start.plusDays(days), zone).plus(exact);
    }

    /** An upper bound, whatever clock change comes in between. */
    Duration atMost() {
        return days == 0 ? exact : exact.plusDays(days).plusDays(1);
    }
}
