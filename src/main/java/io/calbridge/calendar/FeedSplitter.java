package io.calbridge.calendar;

import io.calbridge.booking.Rejection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Splits a feed by meeting, line by line, without understanding more of it than where each VEVENT begins and ends. */
final class FeedSplitter {

    private static final int LONGEST_LINE = 1024 * 1024;
    private static final int LONGEST_MARK = 40;
    /** These end a VEVENT whose own end was lost: they never stand inside one. */
    private static final Set<String> OUTER = Set.of("BEGIN:VEVENT", "BEGIN:VTIMEZONE", "BEGIN:VTODO", "BEGIN:VJOURNAL",
            "BEGIN:VFREEBUSY", "BEGIN:VCALENDAR", "END:VCALENDAR");

    private final Map<String, List<String>> timeZones = new LinkedHashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private String zone = "";
    private String method = "";
    private EventLines event;
    private List<String> timeZone;
    private int foreign;
    private int lineNumber = 1;
    private String strayUid = "";

    /** The VEVENTs of one UID. */
    private static final class Group {
        private final int line;
        private final String method;
        private final StringBuilder text = new StringBuilder();
        private final List<String> remarks = new ArrayList<>();

        Group(int line, String method) {
            this.line = line;
            this.method = method;
        }
    }

    private FeedSplitter() { }

    /** @param text as {@link FeedText#read} gives it */
    static SplitFeed split(String text) {
        FeedSplitter splitter = new FeedSplitter();
        int from = 0;
        while (from < text.length()) {
            int to = text.indexOf('\n', from);
            to = to < 0 ? text.length() : to;
            splitter.unfoldedLine(text, from, to);
            from = to + 1;
        }
        splitter.endOfFeed();
        return splitter.feed();
    }

    private void endOfFeed() {
        if (event != null) {
            event.fault("its END:VEVENT is missing");
            endOfEvent();
        }
    }

    private SplitFeed feed() {
        // Without one of its VEVENTs a series would be booked at wrong times: it is rejected whole.
        Set<String> broken = new HashSet<>();
        rejections.forEach(rejection -> broken.add(rejection.uid()));
        List<MeetingBlock> blocks = new ArrayList<>(groups.size());
        groups.forEach((uid, group) -> {
            if (!broken.contains(uid)) {
                blocks.add(new MeetingBlock(uid, group.line, group.method, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                        + "PRODID:calbridge\r\n" + group.text + "END:VCALENDAR\r\n", List.copyOf(group.remarks)));
            }
        });
        return new SplitFeed(zone, timeZones, blocks, rejections);
    }

    /** A form feed stands where a fold was: it counts as a line, and is not part of any. */
    private void unfoldedLine(String text, int from, int to) {
        int number = lineNumber++;
        int folds = 0;
        // Not indexOf: it would look through all the rest of a feed without folds, line after line.
        for (int at = from; at < to; at++) {
            folds += text.charAt(at) == '\f' ? 1 : 0;
        }
        lineNumber += folds;
        if (to - from > LONGEST_LINE) {
            if (event != null) {
                event.fault("line " + number + " is longer than 1 MB");
            }
            return;
        }
        String line = text.substring(from, to);
        line = folds > 0 ? line.replace("\f", "") : line;
        if (!line.isBlank()) {
            line(line, number);
        }
    }

    private void line(String line, int number) {
        String mark = mark(line);
        if (event != null && OUTER.contains(mark)) {
            event.fault("its END:VEVENT is missing before line " + number);
            endOfEvent();
        }
        if (event != null) {
            if (event.isEndedBy(line, mark, number)) {
                endOfEvent();
            }
        } else if (timeZone != null && !OUTER.contains(mark)) {
            inTimeZone(line, mark);
        } else {
            timeZone = null;
            outside(line, mark, number);
        }
    }

    /** BEGIN or END of a component, upper case; empty for any other line. */
    private static String mark(String line) {
        char first = Character.toUpperCase(line.stripLeading().charAt(0));
        if (line.length() > LONGEST_MARK || first != 'B' && first != 'E') {
            return "";
        }
        String upper = line.strip().toUpperCase(Locale.ROOT);
        return upper.startsWith("BEGIN:") || upper.startsWith("END:") ? upper.replaceAll("\\s*:\\s*", ":") : "";
    }

    private void outside(String line, String mark, int number) {
        switch (mark) {
            case "BEGIN:VEVENT" -> event = new EventLines(number, method);
            case "BEGIN:VTIMEZONE" -> timeZone = new ArrayList<>();
            case "BEGIN:VCALENDAR" -> method = "";
            case "END:VCALENDAR" -> foreign = 0;
            case "END:VEVENT" -> {
                rejections.add(new Rejection(strayUid, number, "its BEGIN:VEVENT is missing before line " + number));
                foreign = 0;
            }
            case "" -> property(line);
            default -> foreign = Math.max(0, foreign + (mark.startsWith("BEGIN:") ? 1 : -1));
        }
        if (!mark.isEmpty()) {
            strayUid = "";
        }
    }

    private void property(String line) {
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

    private void endOfEvent() {
        EventLines done = event;
        event = null;
        if (!done.fault().isEmpty()) {
            rejections.add(new Rejection(done.uid(), done.line(), done.fault()));
        } else if (done.isWanted()) {
            Group group = groups.computeIfAbsent(done.uid(), uid -> new Group(done.line(), done.method()));
            group.text.append(done.text());
            group.remarks.addAll(done.remarks());
        }
    }
}
