package io.calbridge.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An RRULE (RFC 5545, section 3.3.10) with all that its start implies: which days pass, and at which times.
 * Of our own, because lib-recur 0.17.1 gets 18 of 145 known rules wrong (week 53, week-years, BYSETPOS in the first year,
 * HOURLY on few days), and cannot be stopped within a step.
 */
final class Rule {

    /** What one step of the rule is. */
    enum Step { SECONDLY, MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY }

    /** @param ordinal within month or year, from its end if negative; 0 for every such day */
    private record Day(int ordinal, DayOfWeek day) { }

    final Step step;
    final int interval;
    /** Null for no end by number. */
    final Integer count;
    final WeekFields week;
    private final Set<Integer> months;
    private final Set<Integer> monthDays;
    private final Set<Integer> yearDays;
    private final Set<Integer> weeks;
    private final Set<Integer> hours;
    private final Set<Integer> minutes;
    private final Set<Integer> seconds;
    private final Set<Integer> positions;
    private final List<Day> days;

    /**
     * @param start of the series; says what the rule leaves open
     * @throws IllegalArgumentException in words, if the rule makes no sense
     */
    Rule(String text, LocalDateTime start) {
        Map<RulePart, String> parts = RulePart.of(text);
        step = Step.valueOf(parts.get(RulePart.FREQ));
        interval = Integer.parseInt(parts.getOrDefault(RulePart.INTERVAL, "1"));
        count = parts.containsKey(RulePart.COUNT) ? Integer.valueOf(parts.get(RulePart.COUNT)) : null;
        week = WeekFields.of(dayOf(parts.getOrDefault(RulePart.WKST, "MO")), 4);
        yearDays = numbers(parts, RulePart.BYYEARDAY);
        weeks = numbers(parts, RulePart.BYWEEKNO);
        // Alone it has nothing to choose from (RFC 5545: only together with another BY part).
        boolean alone = parts.keySet().stream().filter(part -> part.name().startsWith("BY")).count() == 1;
        positions = alone ? Set.of() : numbers(parts, RulePart.BYSETPOS);
        months = numbers(parts, RulePart.BYMONTH);
        monthDays = numbers(parts, RulePart.BYMONTHDAY);
        days = new ArrayList<>(!parts.containsKey(RulePart.BYDAY) ? List.of()
                : Arrays.stream(parts.get(RulePart.BYDAY).split(",")).map(Rule::day).toList());
        hours = times(parts, RulePart.BYHOUR, Step.HOURLY, start.getHour());
        minutes = times(parts, RulePart.BYMINUTE, Step.MINUTELY, start.getMinute());
        seconds = times(parts, RulePart.BYSECOND, Step.SECONDLY, start.getSecond());
        implied(start);
    }

    /** What the rule does not say, its start says. */
    private void implied(LocalDateTime start) {
        boolean dayless = days.isEmpty() && monthDays.isEmpty() && yearDays.isEmpty();
        if (dayless && (step == Step.WEEKLY || step == Step.YEARLY && !weeks.isEmpty())) {
            days.add(new Day(0, start.getDayOfWeek()));
        } else if (dayless && (step == Step.MONTHLY || step == Step.YEARLY)) {
            monthDays.add(start.getDayOfMonth());
            if (step == Step.YEARLY && months.isEmpty()) {
                months.add(start.getMonthValue());
            }
        } else if (step == Step.YEARLY && months.isEmpty() && weeks.isEmpty() && days.isEmpty() && yearDays.isEmpty()) {
            // YEARLY;BYMONTHDAY=29 once a year, as libical and lib-recur have it; others take every month.
            months.add(start.getMonthValue());
        }
    }

    /** Which of the occurrences of a step count, from either end; empty for all. */
    Set<Integer> positions() {
        return positions;
    }

    /** Whether a year begins in its first week, not on 1 January. */
    boolean goesByWeekYears() {
        return step == Step.YEARLY && !weeks.isEmpty();
    }

    /** Whether anything at all happens on a day. */
    boolean passes(LocalDate day) {
        return passes(months, day.getMonthValue(), 0)
                && passes(monthDays, day.getDayOfMonth(), day.lengthOfMonth())
                && passes(yearDays, day.getDayOfYear(), day.lengthOfYear())
                && (weeks.isEmpty() || passes(weeks, day.get(week.weekOfWeekBasedYear()), weeksOfYear(day)))
                && (days.isEmpty() || days.stream().anyMatch(one -> passes(one, day)));
    }

    private static boolean passes(Set<Integer> allowed, int value, int length) {
        return allowed.isEmpty() || allowed.contains(value) || length > 0 && allowed.contains(value - length - 1);
    }

    private int weeksOfYear(LocalDate day) {
        LocalDate last = LocalDate.of(day.get(week.weekBasedYear()), 12, 28);
        return last.get(week.weekOfWeekBasedYear()) == 1 ? last.minusWeeks(1).get(week.weekOfWeekBasedYear())
                : last.get(week.weekOfWeekBasedYear());
    }

    private boolean passes(Day wanted, LocalDate day) {
        if (day.getDayOfWeek() != wanted.day() || wanted.ordinal() == 0) {
            return day.getDayOfWeek() == wanted.day();
        }
        boolean inMonth = step == Step.MONTHLY || !months.isEmpty();
        int at = inMonth ? day.getDayOfMonth() : day.getDayOfYear();
        int length = inMonth ? YearMonth.from(day).lengthOfMonth() : day.lengthOfYear();
        return wanted.ordinal() > 0 ? (at - 1) / 7 + 1 == wanted.ordinal() : (length - at) / 7 + 1 == -wanted.ordinal();
    }

    /**
     * The times of day within a step, in order.
     *
     * @param at where the step begins; matters for steps shorter than a day
     */
    List<LocalTime> times(LocalTime at) {
        if (step == Step.HOURLY && !allows(hours, at.getHour())
                || step == Step.MINUTELY && !(allows(hours, at.getHour()) && allows(minutes, at.getMinute()))
                || step == Step.SECONDLY && !(allows(hours, at.getHour()) && allows(minutes, at.getMinute())
                && allows(seconds, at.getSecond()))) {
            return List.of();
        }
        List<LocalTime> times = new ArrayList<>();
        for (int hour : step.compareTo(Step.DAILY) < 0 ? Set.of(at.getHour()) : hours) {
            for (int minute : step.compareTo(Step.HOURLY) < 0 ? Set.of(at.getMinute()) : minutes) {
                for (int second : step == Step.SECONDLY ? Set.of(at.getSecond()) : seconds) {
                    times.add(LocalTime.of(hour, minute, Math.min(59, second)));
                }
            }
        }
        return times;
    }

    private static boolean allows(Set<Integer> allowed, int value) {
        return allowed.isEmpty() || allowed.contains(value);
    }

    private Set<Integer> times(Map<RulePart, String> parts, RulePart part, Step own, int otherwise) {
        Set<Integer> given = numbers(parts, part);
        return given.isEmpty() && step.compareTo(own) > 0 ? Set.of(otherwise) : given;
    }

    private static Set<Integer> numbers(Map<RulePart, String> parts, RulePart part) {
        String text = parts.getOrDefault(part, "");
        return text.isEmpty() ? new TreeSet<>() : Arrays.stream(text.split(",")).map(Integer::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Day day(String text) {
        String ordinal = text.substring(0, text.length() - 2).replace("+", "");
        return new Day(ordinal.isEmpty() || ordinal.equals("-") ? 0 : Integer.parseInt(ordinal),
                dayOf(text.substring(text.length() - 2)));
    }

    private static DayOfWeek dayOf(String text) {
        return Arrays.stream(DayOfWeek.values()).filter(day -> day.name().startsWith(text)).findFirst().orElseThrow();
    }

    /** The first day of the week of a day. */
    LocalDate weekStart(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(week.getFirstDayOfWeek()));
    }
}
