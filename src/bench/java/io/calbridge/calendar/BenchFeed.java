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
        for (String name : new String[] {"Europe/Berlin", "W. Europe Standard Time"}) {
            zone(name, "+0100", "+0200", "3;BYDAY=-1SU", "020000", "10;BYDAY=-1SU", "030000");
        }
        for (String name : new String[] {"America/New_York", "Pacific Standard Time"}) {
            boolean east = name.startsWith("America");
            zone(name, east ? "-0500" : "-0800", east ? "-0400" : "-0700", "3;BYDAY=2SU", "020000", "11;BYDAY=1SU", "020000");
        }
        zone("Australia/Lord_Howe", "+1030", "+1100", "10;BYDAY=1SU", "020000", "4;BYDAY=1SU", "020000");
        for (String fixed : new String[] {"Asia/Kolkata+0530", "Asia/Tokyo+0900", "America/Sao_Paulo-0300"}) {
            String offset = fixed.substring(fixed.length() - 5);
            text.append("BEGIN:VTIMEZONE\r\nTZID:").append(fixed, 0, fixed.length() - 5).append("\r\n");
            observance("STANDARD", "20200101T000000", "", offset, offset);
            text.append("END:VTIMEZONE\r\n");
        }
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

    private void zone(String name, String winter, String summer, String spring, String springs, String autumn, String falls) {
        text.append("BEGIN:VTIMEZONE\r\nTZID:").append(name).append("\r\n");
        observance("STANDARD", "20070101T" + falls, "RRULE:FREQ=YEARLY;BYMONTH=" + autumn + "\r\n", summer, winter);
        observance("DAYLIGHT", "20070101T" + springs, "RRULE:FREQ=YEARLY;BYMONTH=" + spring + "\r\n", winter, summer);
        text.append("END:VTIMEZONE\r\n");
    }

    private void observance(String kind, String start, String rule, String from, String to) {
        text.append("BEGIN:").append(kind).append("\r\nDTSTART:").append(start).append("\r\n").append(rule)
                .append("TZOFFSETFROM:").append(from).append("\r\nTZOFFSETTO:").append(to)
                .append("\r\nEND:").append(kind).append("\r\n");
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
