package io.calbridge.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.zone.ZoneRules;
import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/**
 * A DATE or DATE-TIME value (RFC 5545, sections 3.3.4 and 3.3.5).
 *
 * @param local on the wall clock; midnight for a DATE
 * @param utc   whether the wall clock is UTC's
 * @param date  whether it is a DATE
 */
record CalendarValue(LocalDateTime local, boolean utc, boolean date) {

    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withResolverStyle(ResolverStyle.STRICT);

    /** @throws DateTimeException if the text is neither */
    static CalendarValue parse(String text) {
        String value = text.strip();
        if (value.length() == 8) {
            return new CalendarValue(within((areDigits(value, 0, 8) ? day(value) : LocalDate.parse(value, DATE)).atStartOfDay(), text),
                    false, true);
        }
        boolean utc = value.endsWith("Z") || value.endsWith("z");
        String local = utc ? value.substring(0, value.length() - 1) : value;
        boolean usual = local.length() == 15 && areDigits(local, 0, 8) && local.charAt(8) == 'T' && areDigits(local, 9, 15);
        return new CalendarValue(within(usual ? day(local).atTime(number(local, 9, 11), number(local, 11, 13), number(local, 13, 15))
                : LocalDateTime.parse(local, DATE_TIME), text), utc, false);
    }

    // A feed has tens of thousands of times; a DateTimeFormatter takes as long for them as for all else.

    private static boolean areDigits(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }

    private static LocalDate day(String text) {
        return LocalDate.of(number(text, 0, 4), number(text, 4, 6), number(text, 6, 8));
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** The year 0, or 9999, is somebody's way of saying nothing. */
    private static LocalDateTime within(LocalDateTime value, String text) {
        if (value.getYear() < 1500 || value.getYear() > 9000) {
            throw new DateTimeException("the year makes no sense: " + text);
        }
        return value;
    }

    /** As an instant, by the rules of its zone if it is not UTC. */
    Instant toInstant(ZoneRules zone) {
        return utc ? local.toInstant(ZoneOffset.UTC) : toInstant(local, zone);
    }

    /** On the wall clock of a zone. */
    LocalDateTime toLocal(ZoneRules zone) {
        return utc ? LocalDateTime.ofEpochSecond(local.toEpochSecond(ZoneOffset.UTC), 0,
                zone.getOffset(local.toInstant(ZoneOffset.UTC))) : local;
    }

    /** In a gap by the offset before it, in an overlap the first pass (RFC 5545, section 3.3.5). */
    static Instant toInstant(LocalDateTime local, ZoneRules zone) {
        List<ZoneOffset> offsets = zone.getValidOffsets(local);
        if (!offsets.isEmpty()) {
            return local.toInstant(offsets.get(0));
        }
        ZoneOffsetTransition gap = zone.getTransition(local);
        return local.toInstant(gap.getOffsetBefore());
    }
}
