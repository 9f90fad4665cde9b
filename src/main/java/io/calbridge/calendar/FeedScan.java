package io.calbridge.calendar;

import io.calbridge.booking.Rejection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds where each VEVENT of a feed begins and ends, whose it is and whether it has changed, and understands no more of it. */
final class FeedScan {

    private static final int LONGEST_LINE = 1024 * 1024;
    private static final int LONGEST_MARK = 40;
    /** These end a VEVENT whose own end was lost: they never stand inside one. */
    private static final Set<String> OUTER = Set.of("BEGIN:VEVENT", "BEGIN:VTIMEZONE", "BEGIN:VTODO", "BEGIN:VJOURNAL",
            "BEGIN:VFREEBUSY", "BEGIN:VCALENDAR", "END:VCALENDAR");
    private static final List<String> USUAL = List.of("END:VEVENT", "BEGIN:VEVENT");
    /** Answers and proposals of other people, not what a calendar holds. */
    private static final Set<String> TALK = Set.of("REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH");

    private final FeedText text;
    private final FeedLines lines;
    private final List<Part> parts = new ArrayList<>();
    private final Map<String, List<String>> timeZones = new LinkedHashMap<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private String zone = "";
    private String method = "";
    private Open event;
    private List<String> timeZone;
    private int foreign;
    private String strayUid = "";

    /**
     * A VEVENT.
     *
     * @param from   where its first line begins
     * @param to     where the line after its last one begins
     * @param line   the number of its first line
     * @param method of the VCALENDAR around it, upper case; empty where there is none
     * @param uid    empty where there is none
     * @param sum    over what it says
     * @param fault  why it cannot be read at all; empty for none
     */
    record Part(int from, int to, int line, String method, String uid, long sum, String fault) { }

    /** A VEVENT whose end was not seen yet. */
    private static final class Open {
        private final int from;
        private final int line;
        private final Checksum checksum = new Checksum();
        private int summed;
        private int inner;
        private String uid = "";
        private String fault = "";

        Open(int from, int line) {
            this.from = from;
            this.summed = from;
            this.line = line;
        }
    }

    private FeedScan(FeedText text) {
        this.text = text;
        this.lines = new FeedLines(text, text.from(), text.to(), 1);
    }

    static FeedScan of(FeedText text) {
        FeedScan scan = new FeedScan(text);
        while (scan.lines.next()) {
            scan.line();
        }
        if (scan.event != null) {
            scan.endOfEvent("its END:VEVENT is missing", text.to());
        }
        return scan;
    }

    /** In the order of the feed. */
    List<Part> parts() {
        return parts;
    }

    /** The lines of each VTIMEZONE, by its TZID. */
    Map<String, List<String>> timeZones() {
        return timeZones;
    }

    /** X-WR-TIMEZONE; empty where there is none. */
    String zone() {
        return zone;
    }

    /** What is wrong outside of every VEVENT. */
    List<Rejection> rejections() {
        return rejections;
    }

    private void line() {
        if (lines.length() > LONGEST_LINE) {
            if (event != null && event.fault.isEmpty()) {
                event.fault = "line " + lines.number() + " is longer than 1 MB";
            }
            return;
        }
        char initial = lines.initial();
        if (initial == 0) {
            return;
        }
        String mark = mark(lines);
        if (event != null && OUTER.contains(mark)) {
            endOfEvent("its END:VEVENT is missing before line " + lines.number(), lines.start());
        }
        if (event != null) {
            inEvent(initial, mark);
        } else if (timeZone != null && !OUTER.contains(mark)) {
            inTimeZone(lines.text(), mark);
        } else {
            timeZone = null;
            outside(mark, initial);
        }
    }

    /** BEGIN or END of a component, upper case; empty for any other line. */
    static String mark(FeedLines line) {
        // The usual ones at once: there are as many as all others together.
        for (String usual : USUAL) {
            if (line.length() == usual.length() && line.begins(usual)) {
                return usual;
            }
        }
        char first = line.initial();
        if (line.length() > 2 * LONGEST_MARK || first != 'B' && first != 'E') {
            return "";
        }
        String upper = line.text().strip().toUpperCase(Locale.ROOT);
        return upper.length() <= LONGEST_MARK && (upper.startsWith("BEGIN:") || upper.startsWith("END:"))
                ? upper.replaceAll("\\s*:\\s*", ":") : "";
    }

    private void inEvent(char initial, String mark) {
        if (mark.equals("END:VEVENT")) {
            endOfEvent("", lines.after());
        } else if (!mark.isEmpty()) {
            event.inner += mark.startsWith("BEGIN:") ? 1 : -1;
        } else if (event.inner == 0 && initial == 'U' && event.uid.isEmpty()) {
            ContentLine line = ContentLine.parse(lines.text());
            event.uid = line == null || !line.name().equals("UID") ? "" : line.value().strip();
        } else if (event.inner == 0 && initial == 'D' && isIdle()) {
            event.checksum.update(text.bytes(), event.summed, lines.start());
            event.summed = lines.after();
        }
    }

    /** Some write into DTSTAMP when they were asked, and so change every meeting whenever they are. */
    private boolean isIdle() {
        return lines.begins("DTSTAMP") && (method.isEmpty() || method.equals("PUBLISH"));
    }

    private void endOfEvent(String fault, int end) {
        Open done = event;
        event = null;
        done.checksum.update(text.bytes(), Math.min(done.summed, end), end);
        if (!TALK.contains(method)) {
            parts.add(new Part(done.from, end, done.line, method, done.uid, done.checksum.value() * 31 + method.hashCode(),
                    done.fault.isEmpty() ? fault : done.fault));
        }
    }

    private void outside(String mark, char initial) {
        switch (mark) {
            case "BEGIN:VEVENT" -> event = new Open(lines.start(), lines.number());
            case "BEGIN:VTIMEZONE" -> timeZone = new ArrayList<>();
            case "BEGIN:VCALENDAR" -> method = "";
            case "END:VCALENDAR" -> foreign = 0;
            case "END:VEVENT" -> {
                rejections.add(new Rejection(strayUid, lines.number(),
                        "its BEGIN:VEVENT is missing before line " + lines.number()));
                foreign = 0;
            }
            case "" -> property(initial);
            default -> foreign = Math.max(0, foreign + (mark.startsWith("BEGIN:") ? 1 : -1));
        }
        if (!mark.isEmpty()) {
            strayUid = "";
        }
    }

    private void property(char initial) {
        if (initial != 'U' && initial != 'M' && initial != 'X') {
            return;
        }
        String line = lines.text();
        String name = ContentLine.nameOf(line);
        if (name.equals("UID")) {
            strayUid = line.substring(line.indexOf(':') + 1).strip();
        } else if (foreign == 0 && name.equals("METHOD")) {
            method = line.substring(line.indexOf(':') + 1).strip().toUpperCase(Locale.ROOT);
        } else if (foreign == 0 && zone.isEmpty() && name.equals("X-WR-TIMEZONE")) {
            zone = line.substring(line.indexOf(':') + 1).strip();
        }
    }

    private void inTimeZone(String line, String mark) {
        if (mark.equals("END:VTIMEZONE")) {
            List<String> done = timeZone;
            done.stream().filter(one -> ContentLine.nameOf(one).equals("TZID")).findFirst().ifPresent(one ->
                    timeZones.putIfAbsent(one.substring(one.indexOf(':') + 1).strip(), done));
            timeZone = null;
        } else {
            timeZone.add(line);
        }
    }
}
