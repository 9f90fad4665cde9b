package io.calbridge.calendar;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** The steps of a rule, counted from that of its start: where each begins, and which days it has. */
final class Steps {

    private final Rule rule;
    private final LocalDateTime start;

    Steps(Rule rule, LocalDateTime start) {
        this.rule = rule;
        this.start = start;
    }

    /** The beginning of a step; number 0 is, or holds, the start of the series. */
    LocalDateTime begin(long number) {
        long steps = Math.multiplyExact(number, rule.interval);
        LocalDate day = start.toLocalDate();
        return switch (rule.step) {
            case SECONDLY -> start.plusSeconds(steps);
            case MINUTELY -> start.truncatedTo(ChronoUnit.MINUTES).plusMinutes(steps);
            case HOURLY -> start.truncatedTo(ChronoUnit.HOURS).plusHours(steps);
            case DAILY -> day.plusDays(steps).atStartOfDay();
            case WEEKLY -> rule.weekStart(day).plusWeeks(steps).atStartOfDay();
            case MONTHLY -> day.withDayOfMonth(1).plusMonths(steps).atStartOfDay();
            case YEARLY -> year(steps).atStartOfDay();
        };
    }

    private LocalDate year(long steps) {
        if (rule.goesByWeekYears()) {
            return rule.weekStart(LocalDate.of((int) (firstWeekYear() + steps), 1, 4));
        }
        return LocalDate.of((int) (start.getYear() + steps), 1, 1);
    }

    /** A start in the last days of December may belong to the next year, if it is one of the rule's own occurrences. */
    private int firstWeekYear() {
        int weekYear = start.toLocalDate().get(rule.week.weekBasedYear());
        return rule.interval == 1 ? Math.min(weekYear, start.getYear())
                : rule.passes(start.toLocalDate()) ? weekYear : start.getYear();
    }

    /** The number of the last step that surely begins before a time; 0 if that is the first one. */
    long before(LocalDateTime time) {
        long most = switch (rule.step) {
            case SECONDLY -> ChronoUnit.SECONDS.between(start, time);
            case MINUTELY -> ChronoUnit.MINUTES.between(start, time);
            case HOURLY -> ChronoUnit.HOURS.between(start, time);
            case DAILY -> ChronoUnit.DAYS.between(start, time);
            case WEEKLY -> ChronoUnit.WEEKS.between(start, time);
            case MONTHLY -> ChronoUnit.MONTHS.between(start, time);
            case YEARLY -> ChronoUnit.YEARS.between(start, time);
        };
        return Math.max(0, most / rule.interval - 2);
    }

    /** The next step worth a look: after one that falls on a day without occurrences, the first of another day. */
    long after(long number) {
        if (rule.step.compareTo(Rule.Step.DAILY) >= 0) {
            return number + 1;
        }
        LocalDateTime begin = begin(number);
        if (rule.passes(begin.toLocalDate())) {
            return number + 1;
        }
        long unit = rule.step == Rule.Step.SECONDLY ? 1 : rule.step == Rule.Step.MINUTELY ? 60 : 3600;
        long seconds = Duration.between(begin, begin.toLocalDate().plusDays(1).atStartOfDay()).toSeconds();
        return number + Math.max(1, -Math.floorDiv(-seconds, unit * rule.interval));
    }

    /** The days of a step that pass, in order. */
    List<LocalDate> days(LocalDateTime begin) {
        LocalDate first = begin.toLocalDate();
        LocalDate end = switch (rule.step) {
            case WEEKLY -> first.plusWeeks(1);
            case MONTHLY -> first.plusMonths(1);
            case YEARLY -> rule.goesByWeekYears()
                    ? rule.weekStart(LocalDate.of(first.plusDays(6).get(rule.week.weekBasedYear()) + 1, 1, 4)) : first.plusYears(1);
            default -> first.plusDays(1);
        };
        Stream<LocalDate> days = first.plusDays(1).equals(end) ? Stream.of(first) : first.datesUntil(end);
        return days.filter(rule::passes).toList();
    }

    /** The times of day of a step. */
    List<LocalTime> times(LocalDateTime begin) {
        return rule.times(begin.toLocalTime());
    }
}
