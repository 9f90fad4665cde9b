package io.calbridge.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;

/** Runs one RRULE (RFC 5545, section 3.3.10) on the wall clock of its zone. */
final class Recurrence {

    /** More in one window is no meeting but a mistake, or an attack. */
    static final int MOST = 5000;
    /** As many may be gone through to reach the window; a tenth of a second or so. */
    private static final long MOST_STEPS = 1_000_000;
    private static final Map<String, Long> SECONDS = Map.of("SECONDLY", 1L, "MINUTELY", 60L, "HOURLY", 3600L, "DAILY", 86400L);

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
        Map<RulePart, String> parts = RulePart.of(rule);
        Instant until = until(rule, zone);
        Instant end = until != null && until.isBefore(to) ? until.plusSeconds(1) : to;
        // A day more, because the wall clock may differ from UTC by that much.
        LocalDateTime soonest = LocalDateTime.ofInstant(from.minus(Duration.ofDays(1)), ZoneOffset.UTC);
        if (!CalendarValue.toInstant(start, zone).isBefore(end) || !from.isBefore(end)) {
            return List.of();
        }
        checkSteps(parts, rule, start, soonest);
        List<LocalDateTime> starts = new ArrayList<>();
        try {
            RecurrenceRuleIterator iterator = new RecurrenceRule(text(parts), RecurrenceRule.RfcMode.RFC5545_LAX)
                    .iterator(floating(start));
            if (soonest.isAfter(start)) {
                iterator.fastForward(floating(soonest));
            }
            collect(iterator, zone, from, end, starts);
        } catch (InvalidRecurrenceRuleException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("its rule cannot be read: " + RulePart.shortened(rule), e);
        } catch (TooMany e) {
            throw new IllegalArgumentException("its rule gives more than " + MOST + " occurrences between " + from + " and "
                    + to + ": " + RulePart.shortened(rule), e);
        } catch (IllegalArgumentException e) {
            barren(parts, rule, e);
        }
        return starts;
    }

    private static final class TooMany extends RuntimeException { }

    private static void collect(RecurrenceRuleIterator iterator, ZoneRules zone, Instant from, Instant end,
                                List<LocalDateTime> starts) {
        while (iterator.hasNext()) {
            LocalDateTime next = local(iterator.nextDateTime());
            Instant instant = CalendarValue.toInstant(next, zone);
            if (!instant.isBefore(end)) {
                return;
            }
            if (!instant.isBefore(from)) {
                starts.add(next);
            }
            if (starts.size() > MOST) {
                throw new TooMany();
            }
        }
    }

    /** lib-recur gives up after many empty years: the 30th of February. After many empty seconds it says nothing. */
    private static void barren(Map<RulePart, String> parts, String rule, IllegalArgumentException e) {
        if (SECONDS.containsKey(parts.get(RulePart.FREQ))) {
            throw new IllegalArgumentException("its rule skips too much of its time to be followed; a longer FREQ would say "
                    + "the same: " + RulePart.shortened(rule), e);
        }
    }

    private static void checkSteps(Map<RulePart, String> parts, String rule, LocalDateTime start, LocalDateTime soonest) {
        long interval = Long.parseLong(parts.getOrDefault(RulePart.INTERVAL, "1"));
        long step = SECONDS.getOrDefault(parts.get(RulePart.FREQ), 86400L) * interval;
        if (step > Duration.ofDays(40_000).toSeconds() || interval > 10_000 && !SECONDS.containsKey(parts.get(RulePart.FREQ))) {
            throw new IllegalArgumentException("its rule repeats after more than a century: " + RulePart.shortened(rule));
        }
        if (Duration.between(start, soonest).toSeconds() / step > MOST_STEPS) {
            throw new IllegalArgumentException("its rule has more than a million occurrences before those wanted: "
                    + RulePart.shortened(rule));
        }
    }

    private static String text(Map<RulePart, String> parts) {
        return parts.entrySet().stream().map(part -> part.getKey() + "=" + part.getValue()).collect(Collectors.joining(";"));
    }

    /** Inclusive, UTC; null for none. A DATE means the whole of that day; lib-recur wants the form that the start has. */
    private static Instant until(String rule, ZoneRules zone) {
        for (String part : rule.split(";")) {
            if (part.strip().toUpperCase(Locale.ROOT).startsWith("UNTIL=")) {
                CalendarValue value = Moment.of("UNTIL", part.strip().substring(6), zone).value();
                return value.date() ? CalendarValue.toInstant(value.local().plusDays(1), zone).minusSeconds(1)
                        : value.toInstant(zone);
            }
        }
        return null;
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
