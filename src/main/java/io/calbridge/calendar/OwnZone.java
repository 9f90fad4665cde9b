package io.calbridge.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The rules of a VTIMEZONE (RFC 5545, section 3.6.5), as a table of its onsets. */
final class OwnZone {

    /** Onsets are worked out for these years; a meeting is nearer than that. */
    private static final LocalDateTime FIRST = LocalDateTime.of(1990, 1, 1, 0, 0);
    private static final LocalDateTime LAST = LocalDateTime.of(2060, 1, 1, 0, 0);

    private record Onset(LocalDateTime local, ZoneOffset from, ZoneOffset to) { }

    /** One STANDARD or DAYLIGHT. */
    private static final class Observance {
        private LocalDateTime start;
        private ZoneOffset from;
        private ZoneOffset to;
        private final List<String> rules = new ArrayList<>();
        private final List<LocalDateTime> dates = new ArrayList<>();
    }

    private OwnZone() { }

    /** @throws IllegalArgumentException naming the zone, if its definition makes no sense */
    static ZoneRules rules(String tzid, List<String> lines) {
        try {
            List<Onset> onsets = new ArrayList<>();
            List<Observance> observances = observances(lines);
            observances.forEach(observance -> add(observance, onsets));
            if (onsets.isEmpty()) {
                throw new IllegalArgumentException("it has no STANDARD or DAYLIGHT");
            }
            onsets.sort(Comparator.comparing(Onset::local));
            return table(onsets);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("the feed's definition of the time zone '" + tzid + "' cannot be used: "
                    + e.getMessage(), e);
        }
    }

    private static List<Observance> observances(List<String> lines) {
        List<Observance> observances = new ArrayList<>();
        Observance current = null;
        for (String line : lines) {
            String upper = line.strip().toUpperCase(Locale.ROOT);
            if (upper.equals("BEGIN:STANDARD") || upper.equals("BEGIN:DAYLIGHT")) {
                current = new Observance();
            } else if (upper.startsWith("END:") && current != null) {
                if (current.start == null || current.from == null || current.to == null) {
                    throw new IllegalArgumentException("DTSTART, TZOFFSETFROM or TZOFFSETTO is missing");
                }
                observances.add(current);
                current = null;
            } else if (current != null) {
                property(current, upper);
            }
        }
        return observances;
    }

    private static void property(Observance observance, String line) {
        String value = line.substring(line.indexOf(':') + 1).strip();
        switch (line.split("[;:]", 2)[0]) {
            case "DTSTART" -> observance.start = CalendarValue.parse(value).local();
            case "TZOFFSETFROM" -> observance.from = offset(value);
            case "TZOFFSETTO" -> observance.to = offset(value);
            case "RRULE" -> observance.rules.add(value);
            case "RDATE" -> {
                for (String date : value.split(",")) {
                    observance.dates.add(CalendarValue.parse(date.split("/")[0]).local());
                }
            }
            default -> { }
        }
    }

    private static ZoneOffset offset(String value) {
        String text = value.startsWith("+") || value.startsWith("-") ? value : "+" + value;
        return ZoneOffset.of(text.length() == 5 || text.length() == 7 ? text : text + "00");
    }

    private static void add(Observance observance, List<Onset> onsets) {
        onsets.add(new Onset(observance.start, observance.from, observance.to));
        observance.dates.forEach(date -> onsets.add(new Onset(date, observance.from, observance.to)));
        ZoneRules before = ZoneRules.of(observance.from);
        Instant from = later(observance.start, FIRST).toInstant(observance.from);
        for (String rule : observance.rules) {
            // Some write a rule without saying in which month: the start says it.
            Recurrence.starts(rule, observance.start, before, from, LAST.toInstant(observance.from)).stream()
                    .filter(start -> !start.equals(observance.start))
                    .forEach(start -> onsets.add(new Onset(start, observance.from, observance.to)));
        }
    }

    private static LocalDateTime later(LocalDateTime one, LocalDateTime other) {
        return one.isBefore(other) ? other : one;
    }

    /** Each onset from the offset that the one before it left; TZOFFSETFROM is often wrong, and matters only at the first. */
    private static ZoneRules table(List<Onset> onsets) {
        ZoneOffset first = onsets.get(0).from();
        ZoneOffset offset = first;
        List<ZoneOffsetTransition> transitions = new ArrayList<>();
        LocalDateTime last = LocalDateTime.MIN;
        for (Onset onset : onsets) {
            if (!onset.to().equals(offset) && onset.local().isAfter(last)) {
                transitions.add(ZoneOffsetTransition.of(onset.local(), offset, onset.to()));
                offset = onset.to();
                last = onset.local();
            }
        }
        return ZoneRules.of(first, first, List.of(), transitions, List.of());
    }
}
