package io.calbridge.calendar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The parts of an RRULE that may have a list of values or a number, and what each may be (RFC 5545, section 3.3.10).
 * A part that makes no sense is refused: left out, FREQ=DAILY;BYMONTH=13 would be held every day.
 */
enum RulePart {
    FREQ("SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY"),
    INTERVAL(1, 1_000_000), COUNT(1, 999_999_999),
    BYSECOND(0, 60), BYMINUTE(0, 59), BYHOUR(0, 23), BYMONTH(1, 12),
    BYMONTHDAY(31), BYYEARDAY(366), BYWEEKNO(53), BYSETPOS(366),
    BYDAY("[+-]?\\d{0,2}(MO|TU|WE|TH|FR|SA|SU)"), WKST("MO|TU|WE|TH|FR|SA|SU");

    private static final List<String> IGNORED = List.of("UNTIL", "RSCALE", "SKIP");
    private final Predicate<String> allowed;

    RulePart(String pattern) {
        this.allowed = Pattern.compile(pattern).asMatchPredicate();
    }

    RulePart(int least, int most) {
        this.allowed = value -> value.matches("\\+?\\d{1,9}") && Integer.parseInt(value) >= least
                && Integer.parseInt(value) <= most;
    }

    /** From either end, but not 0. */
    RulePart(int most) {
        this.allowed = value -> value.matches("[+-]?\\d{1,3}") && Integer.parseInt(value) != 0
                && Math.abs(Integer.parseInt(value)) <= most;
    }

    /**
     * The parts of a rule, checked. X- parts are left out, and UNTIL, RSCALE and SKIP, which are read elsewhere or ignored.
     *
     * @throws IllegalArgumentException in words, if a part makes no sense
     */
    static Map<RulePart, String> of(String rule) {
        Map<RulePart, String> parts = new TreeMap<>();
        for (String text : rule.strip().toUpperCase(Locale.ROOT).split(";")) {
            String[] pair = text.strip().split("=", 2);
            String name = pair[0].strip();
            if (name.isEmpty() || name.startsWith("X-") || IGNORED.contains(name)) {
                continue;
            }
            RulePart part = Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst().orElse(null);
            if (part == null || pair.length < 2 || parts.put(part, part.checked(pair[1].strip(), rule)) != null) {
                throw unreadable(text, rule);
            }
        }
        if (!parts.containsKey(FREQ)) {
            throw new IllegalArgumentException("its rule says no FREQ: " + shortened(rule));
        }
        return withoutOrdinals(parts);
    }

    private String checked(String values, String rule) {
        List<String> checked = new ArrayList<>();
        for (String value : values.split(",")) {
            if (!allowed.test(value.strip())) {
                throw unreadable(name() + "=" + values, rule);
            }
            checked.add(value.strip());
        }
        return String.join(",", checked);
    }

    /** WEEKLY;BYDAY=1MO is a Monday for whoever writes it. */
    private static Map<RulePart, String> withoutOrdinals(Map<RulePart, String> parts) {
        boolean mayCount = parts.get(FREQ).equals("MONTHLY") || parts.get(FREQ).equals("YEARLY");
        if (!mayCount) {
            parts.computeIfPresent(BYDAY, (part, days) -> days.replaceAll("[-+0-9]", ""));
        }
        return parts;
    }

    private static IllegalArgumentException unreadable(String part, String rule) {
        return new IllegalArgumentException("its rule cannot be read: '" + shortened(part) + "' in " + shortened(rule));
    }

    static String shortened(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }
}
