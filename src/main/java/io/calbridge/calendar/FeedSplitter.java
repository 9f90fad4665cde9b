package io.calbridge.calendar;

import io.calbridge.booking.Rejection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Splits a feed by meeting, line by line, without understanding more of it than where each VEVENT begins and ends. */
final class FeedSplitter {

    private static final int LONGEST_LINE = 1024 * 1024;
    private static final int LONGEST_UID = 1000;
    private static final Set<String> KEPT = Set.of("UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE",
            "RECURRENCE-ID", "SUMMARY", "STATUS", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "CLASS", "ORGANIZER", "ATTENDEE");

    private final Map<String, List<String>> timeZones = new LinkedHashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private String zone = "";
    private String method = "";
    private Component event;
    private List<String> timeZone;
    private int foreign;
    private int lineNumber = 1;

    /** A VEVENT being read. */
    private static final class Component {
        private final int line;
        private final StringBuilder text = new StringBuilder("BEGIN:VEVENT\r\n");
        private String uid = "";
        private int inner;
        private String fault = "";

        Component(int line) {
            this.line = line;
        }
    }

    /** The VEVENTs of one UID. */
    private static final class Group {
        private final int line;
        private final String method;
        private final StringBuilder text = new StringBuilder();

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
        while (from <= text.length()) {
            int to = text.indexOf('\n', from);
            to = to < 0 ? text.length() : to;
            splitter.physicalLine(text, from, to);
            from = to + 1;
        }
        splitter.unfinished();
        List<MeetingBlock> blocks = new ArrayList<>();
        // Without one of its VEVENTs a series would be booked at wrong times: it is rejected whole.
        splitter.rejections.forEach(rejection -> splitter.groups.remove(rejection.uid()));
        splitter.groups.forEach((uid, group) -> blocks.add(new MeetingBlock(uid, group.line, group.method,
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:calbridge\r\n" + group.text + "END:VCALENDAR\r\n")));
        return new SplitFeed(splitter.zone, splitter.timeZones, blocks, splitter.rejections);
    }

    private void physicalLine(String text, int from, int to) {
        int number = lineNumber;
        lineNumber += 1 + (int) text.substring(from, to).chars().filter(one -> one == '\f').count();
        if (to - from > LONGEST_LINE) {
            fault("line " + number + " is longer than 1 MB");
            return;
        }
        String line = text.substring(from, to).replace("\f", "");
        if (!line.isBlank()) {
            line(line, number);
        }
    }

    private void line(String line, int number) {
        String upper = line.length() < 40 ? line.strip().toUpperCase(Locale.ROOT) : "";
        if (event != null) {
            inEvent(line, upper, number);
        } else if (timeZone != null) {
            inTimeZone(line, upper);
        } else if (upper.equals("BEGIN:VEVENT")) {
            event = new Component(number);
        } else if (upper.equals("BEGIN:VTIMEZONE")) {
            timeZone = new ArrayList<>();
        } else if (upper.startsWith("BEGIN:")) {
            foreign += upper.equals("BEGIN:VCALENDAR") ? 0 : 1;
            method = upper.equals("BEGIN:VCALENDAR") ? "" : method;
        } else if (upper.startsWith("END:")) {
            foreign -= upper.equals("END:VCALENDAR") ? foreign : Math.min(foreign, 1);
        } else if (foreign == 0 && upper.startsWith("METHOD:")) {
            method = upper.substring(7).strip();
        } else if (foreign == 0 && line.regionMatches(true, 0, "X-WR-TIMEZONE:", 0, 14)) {
            zone = line.substring(14).strip();
        }
    }

    private void inTimeZone(String line, String upper) {
        if (upper.equals("END:VTIMEZONE")) {
            timeZone.stream().filter(one -> one.regionMatches(true, 0, "TZID", 0, 4)).findFirst()
                    .ifPresent(one -> timeZones.putIfAbsent(one.substring(one.indexOf(':') + 1).strip(), timeZone));
            timeZone = null;
        } else {
            timeZone.add(line);
        }
    }

    private void inEvent(String line, String upper, int number) {
        if (event.inner > 0) {
            event.inner += upper.startsWith("BEGIN:") ? 1 : upper.startsWith("END:") ? -1 : 0;
        } else if (upper.equals("END:VEVENT")) {
            end();
        } else if (upper.equals("BEGIN:VEVENT") || upper.equals("END:VCALENDAR")) {
            fault("its END:VEVENT is missing before line " + number);
            end();
            event = upper.startsWith("BEGIN") ? new Component(number) : null;
        } else if (upper.startsWith("BEGIN:")) {
            event.inner = 1;
        } else {
            property(line, number);
        }
    }

    private void property(String line, int number) {
        int end = nameEnd(line);
        String name = line.substring(0, end).strip().toUpperCase(Locale.ROOT);
        int colon = valueStart(line, end);
        if (!KEPT.contains(name)) {
            return;
        }
        if (colon < 0) {
            fault("line " + number + " has no colon: " + (line.length() > 60 ? line.substring(0, 60) + "…" : line));
            return;
        }
        if (name.equals("UID")) {
            event.uid = line.substring(colon + 1).strip();
        }
        String parameters = line.substring(end, colon).replaceAll("(?i);TZID=", ";X-TZID=");
        event.text.append(name).append(parameters).append(line, colon, line.length()).append("\r\n");
    }

    private static int nameEnd(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) != ';' && line.charAt(at) != ':') {
            at++;
        }
        return at;
    }

    /** The colon that ends the parameters: the first one outside quotes; -1 for none. */
    private static int valueStart(String line, int from) {
        boolean quoted = false;
        for (int at = from; at < line.length(); at++) {
            char one = line.charAt(at);
            quoted ^= one == '"';
            if (one == ':' && !quoted) {
                return at;
            }
        }
        return -1;
    }

    private void fault(String fault) {
        if (event != null && event.fault.isEmpty()) {
            event.fault = fault;
        }
    }

    private void end() {
        Component done = event;
        event = null;
        String fault = !done.fault.isEmpty() ? done.fault : done.uid.isEmpty() ? "it has no UID"
                : done.uid.length() > LONGEST_UID ? "its UID is longer than " + LONGEST_UID + " characters" : "";
        if (fault.isEmpty()) {
            groups.computeIfAbsent(done.uid, uid -> new Group(done.line, method)).text
                    .append(done.text).append("END:VEVENT\r\n");
        } else {
            rejections.add(new Rejection(done.uid.length() > LONGEST_UID ? "" : done.uid, done.line, fault));
        }
    }

    private void unfinished() {
        if (event != null) {
            fault("its END:VEVENT is missing");
            end();
        }
    }
}
