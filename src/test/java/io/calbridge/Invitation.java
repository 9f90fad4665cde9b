package io.calbridge;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A meeting as a calendar writes it. */
record Invitation(String title, Instant start, Instant end, int sequence, List<String> lines) {

    static Invitation meeting(String title) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new Invitation(title, now.plusSeconds(3600), now.plusSeconds(7200), 0, List.of());
    }

    /** Starts so long from now and lasts so long. */
    Invitation in(int seconds, int length) {
        Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(seconds);
        return new Invitation(title, begin, begin.plusSeconds(length), sequence, lines);
    }

    Invitation at(Instant newStart, Duration length) {
        return new Invitation(title, newStart, newStart.plus(length), sequence, lines);
    }

    Invitation ending(Instant newEnd) {
        return new Invitation(title, start, newEnd, sequence + 1, lines);
    }

    Invitation inviting(String... addresses) {
        Invitation result = this;
        for (String address : addresses) {
            result = result.with("ATTENDEE:" + address);
        }
        return result;
    }

    /** The same meeting under another title. */
    Invitation renamed(String newTitle) {
        return with("X-WAS:" + newTitle).titled(newTitle);
    }

    private Invitation titled(String newTitle) {
        return new Invitation(title + "\n" + newTitle, start, end, sequence + 1, lines);
    }

    Invitation with(String line) {
        List<String> more = new ArrayList<>(lines);
        more.add(line);
        return new Invitation(title, start, end, sequence, more);
    }

    Invitation without(String line) {
        return new Invitation(title, start, end, sequence + 1, lines.stream().filter(one -> !one.contains(line)).toList());
    }

    @Override
    public String toString() {
        String[] names = title.split("\n");
        return "BEGIN:VEVENT\r\nUID:" + names[0].replaceAll("\\W", "") + "@test\r\nSUMMARY:" + names[names.length - 1]
                + "\r\nSEQUENCE:" + sequence + "\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:" + utc(start) + "\r\nDTEND:"
                + utc(end) + "\r\n" + String.join("\r\n", lines) + (lines.isEmpty() ? "" : "\r\n") + "END:VEVENT\r\n";
    }

    private static String utc(Instant at) {
        return at.toString().replaceAll("[-:]|\\.\\d+", "");
    }
}
