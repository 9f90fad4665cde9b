package io.calbridge.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Between which days a VEVENT can have occurrences, in any time zone; found without understanding more of it, so that one
 * that lies outside of the horizon needs not be read.
 */
final class Span {

    private static final Pattern UNTIL = Pattern.compile("(?:^|;)\\s*UNTIL\\s*=\\s*(\\d{8})");
    /** Rules that leave no period out: there the count bounds the time. */
    private static final Pattern COUNTED = Pattern.compile("(?=.*;FREQ=(?<freq>DAILY|WEEKLY);)(?=.*;COUNT=(?<count>\\d{1,4});)"
            + "(?=(?:.*;INTERVAL=(?<interval>\\d{1,3});)?)(?:;(?:FREQ|COUNT|INTERVAL|WKST|BYDAY)=[A-Z0-9,]+)+;");

    private LocalDate start;
    private LocalDate end;
    private LocalDate until;
    private int length = 1;
    private long repeated;
    private boolean recurring;
    private boolean endless;
    private boolean unknown;

    /** Takes one more property. */
    void see(ContentLine line) {
        try {
            String value = line.value().strip();
            switch (line.name()) {
                case "DTSTART" -> start = day(value);
                case "DTEND" -> end = day(value);
                case "DURATION" -> {
                    Length parsed = Length.parse(value);
                    length = (int) Math.min(10_000, parsed.days() + parsed.exact().toDays() + 1);
                }
                case "RRULE" -> rule(value.toUpperCase(Locale.ROOT));
                case "RDATE" -> unknown = recurring = true;
                case "RECURRENCE-ID" -> unknown |= !line.parameter("RANGE").isEmpty();
                default -> { }
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            // Whoever reads it in earnest says what is wrong.
            unknown = true;
        }
    }

    private void rule(String rule) {
        recurring = true;
        Matcher found = UNTIL.matcher(rule);
        if (found.find()) {
            LocalDate day = day(found.group(1));
            until = until == null || day.isAfter(until) ? day : until;
        } else {
            counted(";" + rule + ";");
        }
    }

    /** COUNT days, or weeks; not so where days of the week choose among days. */
    private void counted(String rule) {
        Matcher found = COUNTED.matcher(rule);
        if (!found.matches() || found.group("freq").equals("DAILY") && rule.contains(";BYDAY=")) {
            endless = true;
            return;
        }
        long interval = found.group("interval") == null ? 1 : Long.parseLong(found.group("interval"));
        // The first one may lie beside the rule, and its week may be over.
        long periods = (Long.parseLong(found.group("count")) + 2) * Math.max(1, interval);
        repeated = Math.max(repeated, found.group("freq").equals("DAILY") ? periods : 7 * periods);
    }

    private static LocalDate day(String value) {
        return CalendarValue.parse(value.length() > 8 ? value.substring(0, 8) : value).local().toLocalDate();
    }

    boolean recurring() {
        return recurring;
    }

    /** No occurrence begins before it; null if unknown. */
    LocalDate first() {
        return unknown || start == null ? null : start.minusDays(1);
    }

    /** No occurrence ends after it; null if unknown, or never. */
    LocalDate last() {
        if (unknown || start == null || endless) {
            return null;
        }
        LocalDate single = (end != null ? end : start.plusDays(length)).plusDays(1);
        long days = Math.max(0, single.toEpochDay() - start.toEpochDay());
        LocalDate counted = single.plusDays(repeated);
        LocalDate bounded = until == null ? counted : until.plusDays(days + 1);
        return bounded.isAfter(counted) ? bounded : counted;
    }
}
