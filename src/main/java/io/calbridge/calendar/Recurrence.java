package io.calbridge.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/** Runs one RRULE (RFC 5545, section 3.3.10) on the wall clock of its zone. */
final class Recurrence {

    /** More in one window is no meeting but a mistake, or an attack. */
    static final int MOST = 5000;

    private Recurrence() { }

    /**
     * The starts that a rule gives, on the wall clock.
     *
     * @param rule  value of the RRULE
     * @param start of the series, on the wall clock; not among the result unless the rule gives it
     * @param zone  for an UNTIL in UTC
     * @param from  earlier ones are left out, UTC
     * @param to    the first one not wanted, UTC
     * @throws IllegalArgumentException in words, if the rule cannot be run
     */
    static List<LocalDateTime> starts(String rule, LocalDateTime start, ZoneRules zone, Instant from, Instant to) {
        Until until = Until.of(rule, zone);
        Instant end = until.end() != null && until.end().isBefore(to) ? until.end().plusSeconds(1) : to;
        try {
            RecurrenceRuleIterator iterator = new RecurrenceRule(until.rest(), RecurrenceRule.RfcMode.RFC5545_LAX)
                    .iterator(floating(start));
            // A day more, because the wall clock may differ from UTC by that much.
            Instant soonest = from.minus(Duration.ofDays(1));
            if (soonest.isAfter(start.toInstant(java.time.ZoneOffset.UTC))) {
                iterator.fastForward(floating(LocalDateTime.ofInstant(soonest, java.time.ZoneOffset.UTC)));
            }
            List<LocalDateTime> starts = new ArrayList<>();
            while (iterator.hasNext()) {
                LocalDateTime next = local(iterator.nextDateTime());
                Instant instant = CalendarValue.toInstant(next, zone);
                if (!instant.isBefore(end)) {
                    break;
                }
                if (!instant.isBefore(from)) {
                    starts.add(next);
                }
                if (starts.size() > MOST) {
                    throw new IllegalArgumentException("its rule gives more than " + MOST + " occurrences between "
                            + from + " and " + to + ": " + rule);
                }
            }
            return starts;
        } catch (InvalidRecurrenceRuleException e) {
            throw new IllegalArgumentException("its rule cannot be read: " + rule + " (" + e.getMessage() + ")", e);
        }
    }

    /**
     * The rule without its UNTIL, which lib-recur would refuse when its form differs from the start's.
     *
     * @param end inclusive, UTC; null for none
     */
    private record Until(String rest, Instant end) {

        static Until of(String rule, ZoneRules zone) {
            List<String> rest = new ArrayList<>();
            Instant end = null;
            for (String part : rule.strip().split(";")) {
                if (part.toUpperCase(Locale.ROOT).startsWith("UNTIL=")) {
                    CalendarValue value = CalendarValue.parse(part.substring(6));
                    end = value.date() ? CalendarValue.toInstant(value.local().plusDays(1), zone).minusSeconds(1)
                            : value.toInstant(zone);
                } else if (!part.isBlank() && !part.toUpperCase(Locale.ROOT).startsWith("RSCALE=")
                        && !part.toUpperCase(Locale.ROOT).startsWith("SKIP=")) {
                    rest.add(part);
                }
            }
            return new Until(String.join(";", rest), end);
        }
    }

    private static DateTime floating(LocalDateTime at) {
        return new DateTime(at.getYear(), at.getMonthValue() - 1, at.getDayOfMonth(), at.getHour(), at.getMinute(),
                at.getSecond());
    }

    private static LocalDateTime local(DateTime at) {
        return LocalDateTime.of(at.getYear(), at.getMonth() + 1, at.getDayOfMonth(), at.getHours(), at.getMinutes(),
                Math.min(59, at.getSeconds()));
    }
}
