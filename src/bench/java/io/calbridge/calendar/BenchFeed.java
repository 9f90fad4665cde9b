package io.calbridge.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A feed of many meetings whose every occurrence is known: one in five recurs, some with exceptions, in many zones. */
final class BenchFeed {

    static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final String[] ZONES = {"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe",
        "W. Europe Standard Time", "Pacific Standard Time", "Asia/Tokyo", "America/Sao_Paulo"};
    private static final Map<String, String> WINDOWS = Map.of("W. Europe Standard Time", "Europe/Berlin",
            "Pacific Standard Time", "America/Los_Angeles");
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

    private final Random random = new Random(20_000);
    private final StringBuilder text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
            + "PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN\r\nMETHOD:PUBLISH\r\n");
    private final Map<String, Set<Instant>> truth = new TreeMap<>();

    BenchFeed(int meetings) {
        for (int i = 0; i < meetings; i++) {
            meeting(i);
        }
        text.append("END:VCALENDAR\r\n");
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** "uid start" of every occurrence that begins in a window. */
    Set<String> truth(Instant from, Instant to) {
        Set<String> all = new HashSet<>();
        truth.forEach((uid, starts) -> starts.stream().filter(start -> !start.isBefore(from) && start.isBefore(to))
                .forEach(start -> all.add(uid + " " + start)));
        return all;
    }

    private void meeting(int number) {
        String uid = "040000008200E00074C5B7101A82E008%08X@bench".formatted(number);
        String zone = ZONES[random.nextInt(ZONES.length)];
        LocalDateTime start = LocalDateTime.of(2026, 1, 1, 7, 0).plusDays(random.nextInt(700)).plusMinutes(15 * random.nextInt(48));
        List<LocalDateTime> starts = new ArrayList<>(List.of(start));
        String more = "";
        if (number % 5 == 0) {
            int count = 10 + random.nextInt(40);
            boolean daily = random.nextBoolean();
            int interval = 1 + random.nextInt(2);
            for (int i = 1; i < count; i++) {
                starts.add(daily ? start.plusDays((long) i * interval) : start.plusWeeks((long) i * interval));
            }
            more = "RRULE:FREQ=" + (daily ? "DAILY" : "WEEKLY") + ";INTERVAL=" + interval + ";COUNT=" + count + "\r\n";
            if (number % 20 == 0) {
                LocalDateTime excluded = starts.remove(3);
                more += "EXDATE;TZID=" + zone + ":" + LOCAL.format(excluded) + "\r\n";
            }
        }
        event(uid, zone, start, more);
        if (number % 25 == 0) {
            LocalDateTime original = starts.remove(2);
            LocalDateTime moved = original.plusHours(2);
            event(uid, zone, moved, "RECURRENCE-ID;TZID=" + zone + ":" + LOCAL.format(original) + "\r\n");
            starts.add(moved);
        }
        Set<Instant> instants = new TreeSet<>();
        starts.forEach(at -> instants.add(CalendarValue.toInstant(at, ZoneId.of(WINDOWS.getOrDefault(zone, zone)).getRules())));
        truth.put(uid, instants);
    }

    private void event(String uid, String zone, LocalDateTime start, String more) {
        text.append("BEGIN:VEVENT\r\nUID:").append(uid).append("\r\nDTSTAMP:20261101T000000Z\r\nDTSTART;TZID=").append(zone).append(':')
                .append(LOCAL.format(start)).append("\r\nDTEND;TZID=").append(zone).append(':').append(LOCAL.format(start.plusHours(1)))
                .append("\r\n").append(more).append("SUMMARY:Meeting of the board\r\nLOCATION:Room ").append(random.nextInt(50))
                .append("\r\nSEQUENCE:").append(random.nextInt(3)).append("\r\n");
        for (int i = 0; i < 4; i++) {
            text.append("ATTENDEE;CN=\"Person ").append(i).append("\";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCE\r\n PTED:mailto:person")
                    .append(random.nextInt(5000)).append("@example.com\r\n");
        }
        for (int i = 0; i < 8; i++) {
            text.append(i == 0 ? "DESCRIPTION:" : " ").append("Lorem ipsum dolor sit amet consectetur adipiscing elit sed do\r\n");
        }
        text.append("END:VEVENT\r\n");
    }
}
