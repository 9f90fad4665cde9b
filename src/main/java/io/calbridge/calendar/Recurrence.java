package io.calbridge.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Runs one RRULE (RFC 5545, section 3.3.10) on the wall clock of its zone, within limits of time and memory. */
final class Recurrence {

    /** More in one window is no meeting but a mistake, or an attack. */
    static final int MOST = 5000;
    /** So many occurrences and steps are gone through at most: some tenths of a second. */
    private static final int MOST_LOOKS = 1_000_000;

    private final String text;
    private final Rule rule;
    private final LocalDateTime start;
    private final ZoneRules zone;
    private final Instant from;
    private final Instant to;
    private final Instant end;
    private final List<LocalDateTime> found = new ArrayList<>();
    private int counted;
    private int looks;

    private Recurrence(String text, LocalDateTime start, ZoneRules zone, Instant from, Instant to) {
        this.text = text;
        this.rule = new Rule(text, start);
        this.start = start;
        this.zone = zone;
        this.from = from;
        this.to = to;
        Instant until = until(text, zone);
        this.end = until != null && until.isBefore(to) ? until.plusSeconds(1) : to;
    }

    /**
     * The starts that a rule gives, on the wall clock.
     *
     * @param rule  value of the RRULE
     * @param start of the series, on the wall clock; not among the result unless the rule gives it
     * @param zone  for an UNTIL in UTC
     * @param from  earlier ones are left out, UTC
     * @param to    the first one not wanted, UTC
     * @throws IllegalArgumentException in words, if the rule makes no sense, or gives too much
     */
    static List<LocalDateTime> starts(String rule, LocalDateTime start, ZoneRules zone, Instant from, Instant to) {
        Recurrence recurrence = new Recurrence(rule, start, zone, from, to);
        recurrence.run();
        return recurrence.found;
    }

    /** The rule of a series of days: times in it have no meaning. */
    static String withoutTimes(String rule) {
        return rule.replaceAll("(?i)(^|;)\\s*BY(HOUR|MINUTE|SECOND)\\s*=[^;]*", "");
    }

    private void run() {
        Steps steps = new Steps(rule, start);
        // A day more on either side, because the wall clock may differ from UTC by that much.
        LocalDateTime last = LocalDateTime.ofInstant(end.plus(Duration.ofDays(1)), ZoneOffset.UTC);
        long number = rule.count != null ? 0 : steps.before(LocalDateTime.ofInstant(from.minus(Duration.ofDays(1)), ZoneOffset.UTC));
        for (LocalDateTime begin = steps.begin(number); begin.isBefore(last) && from.isBefore(end); begin = steps.begin(number)) {
            look();
            if (!goesOnAfter(steps, begin)) {
                return;
            }
            number = steps.after(number);
        }
    }

    private void look() {
        if (++looks > MOST_LOOKS) {
            throw new IllegalArgumentException("its rule has more than a million occurrences before those wanted: " + shortened());
        }
    }

    private boolean goesOnAfter(Steps steps, LocalDateTime begin) {
        List<LocalDate> days = steps.days(begin);
        List<LocalTime> times = days.isEmpty() ? List.of() : steps.times(begin);
        if (!rule.positions().isEmpty()) {
            return chosen(days, times).stream().allMatch(this::goesOnAfter);
        }
        for (LocalDate day : days) {
            for (LocalTime time : times) {
                if (!goesOnAfter(day.atTime(time))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** BYSETPOS counts in the whole step, also before the start of the series. */
    private TreeSet<LocalDateTime> chosen(List<LocalDate> days, List<LocalTime> times) {
        TreeSet<LocalDateTime> chosen = new TreeSet<>();
        long size = (long) days.size() * times.size();
        for (int position : rule.positions()) {
            long index = position > 0 ? position - 1 : size + position;
            if (index >= 0 && index < size) {
                chosen.add(days.get((int) (index / times.size())).atTime(times.get((int) (index % times.size()))));
            }
        }
        return chosen;
    }

    /** @return false if nothing later is wanted */
    private boolean goesOnAfter(LocalDateTime at) {
        if (at.isBefore(start)) {
            return true;
        }
        look();
        counted++;
        Instant instant = CalendarValue.toInstant(at, zone);
        if (!instant.isBefore(end)) {
            return false;
        }
        if (!instant.isBefore(from)) {
            found.add(at);
        }
        if (found.size() > MOST) {
            throw new IllegalArgumentException("its rule gives more than " + MOST + " occurrences between " + from + " and "
                    + to + ": " + shortened());
        }
        return rule.count == null || counted < rule.count;
    }

    private String shortened() {
        return RulePart.shortened(text);
    }

    /** Inclusive, UTC; null for none. A DATE means the whole of that day. */
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
}
