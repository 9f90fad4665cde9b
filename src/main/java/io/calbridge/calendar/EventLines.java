package io.calbridge.calendar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A VEVENT while it is read line by line: its UID, what is wrong with it, and the text that a parser is given. */
final class EventLines {

    private static final int LONGEST_UID = 1000;
    private static final int LONGEST_TITLE = 10_000;
    private static final int LONGEST_TEXT = 20_000;
    private static final int MOST_ATTENDEES = 2000;
    private static final int MOST_EXTRAS = 100;
    private static final int LONGEST_EXTRA = 50;
    /** Left to the parser, which knows how text is escaped. */
    private static final Set<String> TEXTS = Set.of("UID", "SUMMARY", "STATUS", "CLASS", "LOCATION", "DESCRIPTION");
    private static final Set<String> OURS = Set.of("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE",
            "RECURRENCE-ID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "ORGANIZER", "ATTENDEE",
            "X-MICROSOFT-CDO-ALLDAYEVENT", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS");
    /** A meeting takes place without them. */
    private static final Set<String> BY_THE_WAY = Set.of("LOCATION", "DESCRIPTION", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS");
    /** Any number of them may stand in a meeting; of these, not more than are sane. */
    private static final Pattern EXTRAS = Pattern.compile("CATEGORIES|CONFERENCE|X-CALBRIDGE-[A-Z-]{1,30}");
    private static final List<String> PARAMETERS = List.of("TZID", "RANGE", "PARTSTAT", "CN", "EMAIL", "CUTYPE", "ROLE", "LABEL");

    private final int line;
    private final String method;
    private final FeedZones zones;
    private final Span span = new Span();
    private final Map<String, String> ownZones = new TreeMap<>();
    private final StringBuilder text = new StringBuilder("BEGIN:VEVENT\r\n");
    private final List<String> remarks = new ArrayList<>();
    private String uid = "";
    private int inner;
    private int attendees;
    private int extras;
    private String fault = "";

    /**
     * @param line   of its BEGIN:VEVENT
     * @param method of the VCALENDAR around it
     * @param zones  of the feed around it
     */
    EventLines(int line, String method, FeedZones zones) {
        this.line = line;
        this.method = method;
        this.zones = zones;
    }

    int line() {
        return line;
    }

    /** Empty where there is none, or none that could be kept. */
    String uid() {
        return bytes(uid) > LONGEST_UID ? "" : uid;
    }

    /** Between which days it can have occurrences. */
    Span span() {
        return span;
    }

    /** The definitions of the time zones that it needs and that nobody knows by name. */
    Map<String, String> ownZones() {
        return ownZones;
    }

    List<String> remarks() {
        return remarks;
    }

    String text() {
        return text + (method.equals("CANCEL") ? "STATUS:CANCELLED\r\n" : "") + "END:VEVENT\r\n";
    }

    /** In words; empty for none. */
    String fault() {
        return !fault.isEmpty() ? fault : uid.isEmpty() ? "it has no UID"
                : bytes(uid) > LONGEST_UID ? "its UID is longer than " + LONGEST_UID + " bytes"
                : method.equals("ADD") ? "METHOD:ADD is not understood" : "";
    }

    /** It cannot be read to its end. */
    void unreadable(String ofUid, String found) {
        uid = ofUid;
        fault = found;
    }

    /** Only the first fault is told: the others often follow from it. */
    private void fault(String found) {
        fault = fault.isEmpty() ? found : fault;
    }

    /**
     * Takes one more line.
     *
     * @param mark   BEGIN or END of a component; empty for any other line
     * @param number of the line in its feed
     * @return whether it was the last one
     */
    boolean isEndedBy(String content, String mark, int number) {
        if (mark.equals("END:VEVENT")) {
            return true;
        }
        if (mark.startsWith("BEGIN:")) {
            inner++;
        } else if (mark.startsWith("END:")) {
            if (inner == 0) {
                fault("line " + number + " ends what never began: " + content.strip());
            }
            inner--;
        } else if (inner == 0) {
            property(content, number);
        }
        return false;
    }

    private void property(String content, int number) {
        String name = ContentLine.nameOf(content);
        if (!TEXTS.contains(name) && !OURS.contains(name)) {
            extra(content, name, number);
            return;
        }
        ContentLine read = ContentLine.parse(content);
        if (read == null) {
            broken(name, "line " + number + " has no colon: " + shortened(content));
        } else if (name.equals("UID")) {
            uid(read.value().strip(), number);
        } else if (name.equals("STATUS") && method.equals("CANCEL")) {
            return;
        } else if (TEXTS.contains(name)) {
            String value = read.value();
            int longest = name.equals("DESCRIPTION") ? LONGEST_TEXT : LONGEST_TITLE;
            text.append(name).append(':').append(value, 0, Math.min(value.length(), longest)).append("\r\n");
        } else if (!name.equals("ATTENDEE") || attendees++ < MOST_ATTENDEES) {
            setAside(read);
        } else if (attendees == MOST_ATTENDEES + 1) {
            remarks.add("it has more than " + MOST_ATTENDEES + " attendees; the others are not dialled");
        }
    }

    /** What may be wrong in it is not told: it may be a passcode. */
    private void extra(String content, String name, int number) {
        if (name.length() > LONGEST_EXTRA || !EXTRAS.matcher(name).matches()) {
            return;
        }
        ContentLine read = ContentLine.parse(content);
        if (read == null) {
            remarks.add("line " + number + " has no colon, and is ignored");
        } else if (extras++ < MOST_EXTRAS) {
            setAside(read.value().length() <= LONGEST_TITLE ? read
                    : new ContentLine(name, read.parameters(), read.value().substring(0, LONGEST_TITLE)));
        } else if (extras == MOST_EXTRAS + 1) {
            remarks.add("it has more than " + MOST_EXTRAS + " categories, conferences and X-CALBRIDGE lines; the others are ignored");
        }
    }

    private void uid(String value, int number) {
        if (!uid.isEmpty() && !uid.equals(value)) {
            fault("line " + number + " gives it a second UID");
        }
        uid = value;
    }

    /** An attendee that cannot be read is one who is not dialled; the meeting takes place all the same. */
    private void broken(String name, String what) {
        if (name.equals("ATTENDEE")) {
            remarks.add(what + "; this attendee is not dialled");
        } else if (BY_THE_WAY.contains(name)) {
            remarks.add("its " + name + " has no colon, and is ignored");
        } else {
            fault(what);
        }
    }

    private void setAside(ContentLine read) {
        span.see(read);
        text.append("X-").append(read.name());
        Map<String, String> parameters = new TreeMap<>(read.parameters());
        if (read.name().equals("DTSTART") && read.parameter("TZID").isEmpty()) {
            parameters.put("TZID", zones.usual());
        } else {
            parameters.computeIfPresent("TZID", (key, tzid) -> zones.name(tzid));
        }
        String definition = zones.definition(parameters.getOrDefault("TZID", ""));
        if (definition != null) {
            ownZones.put(parameters.get("TZID"), definition);
        }
        for (String parameter : PARAMETERS) {
            // A backslash would keep the parser from seeing the quote behind it.
            String value = parameters.getOrDefault(parameter, "").replace("\\", "");
            if (!value.isEmpty()) {
                // ical4j takes no parameter whose value is UTC, and would leave the time in the calendar's zone.
                value = value.equals("UTC") ? "Etc/UTC" : value;
                text.append(";X-").append(parameter).append("=\"").append(printable(value)).append('"');
            }
        }
        text.append(':').append(printable(read.value())).append("\r\n");
    }

    /** The parser would leave out control characters in silence, and make of them another address. */
    private static String printable(String value) {
        for (int at = 0; at < value.length(); at++) {
            if (Character.isISOControl(value.charAt(at))) {
                return value.strip().replaceAll("\\p{Cntrl}", "\uFFFD");
            }
        }
        return value;
    }

    private static int bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }

    private static String shortened(String content) {
        return content.length() > 60 ? content.substring(0, 60) + "…" : content;
    }
}
