package io.calbridge.calendar;

import io.calbridge.booking.Meeting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads feeds that were damaged at random, in one meeting, for as long as one likes: {@code bin/fuzz MINUTES [SEED]}. No
 * exception may escape but the one that says that it is no calendar, no other meeting may be harmed, and each feed
 * is to be read in bounded time.
 */
final class Fuzz {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String[] WORDS = {"BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VALARM", "UID:x", "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=YEARLY;BYSETPOS=-366;BYDAY=MO,TU", "RRULE:FREQ=MINUTELY;INTERVAL=0", "RRULE:FREQ=DAILY;COUNT=99999999999",
        "EXDATE:20261124", "RDATE;VALUE=PERIOD:20261124T090000Z/P999D", "DTSTART;TZID=:20261124T090000", "DTSTART:99991231T235959Z",
        "DTEND:00010101T000000", "DURATION:P999999999W", "DURATION:-PT1H", "SEQUENCE:-1", "RECURRENCE-ID;RANGE=THISANDFUTURE:20261124T090000Z",
        "ATTENDEE;CN=\"", "ATTENDEE:sip:", "ATTENDEE:tel:+49;ext=1", "X-CALBRIDGE-DIAL:sip:a@b,h323:c,,", "CONFERENCE:sip:%00@x",
        "DESCRIPTION:[calbridge]\\nlayout: \\npasscode: 12", "CLASS:", "STATUS:CANCELLED", "\u0000", "\t", " ", "\uFEFF", ";:;:;", "=\"=\"="};

    private final Random random;

    /** @param seed says which damages are made */
    Fuzz(long seed) {
        this.random = new Random(seed);
    }

    /**
     * Reads a feed, damages it, and reads it again, until the time is over.
     *
     * @return how many feeds were read
     * @throws AssertionError with the feed, if one is read as it should not be
     */
    int run(List<String> feeds, Duration time) throws InterruptedException {
        ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "fuzz");
            thread.setDaemon(true);
            return thread;
        });
        Instant end = Instant.now().plus(time);
        int count = 0;
        while (Instant.now().isBefore(end)) {
            String feed = feeds.get(random.nextInt(feeds.size()));
            List<String> lines = feed.lines().toList();
            int begin = events(lines).get(random.nextInt(events(lines).size()));
            int last = end(lines, begin);
            byte[] damaged = damaged(lines, begin, last);
            Map<String, List<Meeting>> whole = read(reader, feed.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)).byUid();
            Map<String, List<Meeting>> rest = read(reader, damaged).byUid();
            String uid = uid(lines, begin, last);
            for (Map.Entry<String, List<Meeting>> other : whole.entrySet()) {
                if (!other.getKey().equals(uid) && !other.getValue().equals(rest.get(other.getKey()))) {
                    throw new AssertionError("meeting " + other.getKey() + " became " + rest.get(other.getKey()) + " from "
                            + other.getValue() + " because of meeting " + uid + " in " + kept(damaged));
                }
            }
            count++;
        }
        reader.shutdownNow();
        return count;
    }

    private static ReadFeed read(ExecutorService reader, byte[] feed) throws InterruptedException {
        try {
            return reader.submit(() -> ReadFeed.bytes(feed)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not read within " + PATIENCE + ": " + kept(feed), e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause() + " escaped: " + kept(feed), e.getCause());
        }
    }

    private static Path kept(byte[] feed) {
        try {
            return Files.write(Files.createTempFile("fuzz", ".ics"), feed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> events(List<String> lines) {
        List<Integer> events = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at).equals("BEGIN:VEVENT")) {
                events.add(at);
            }
        }
        return events;
    }

    private static int end(List<String> lines, int begin) {
        return begin + lines.subList(begin, lines.size()).indexOf("END:VEVENT");
    }

    private static String uid(List<String> lines, int begin, int end) {
        return lines.subList(begin, end).stream().filter(line -> line.startsWith("UID:")).map(line -> line.substring(4))
                .findFirst().orElse("");
    }

    /** The meeting's marks and UID stay: whose lines they are must be plain, or nobody could say which meeting is harmed. */
    private byte[] damaged(List<String> lines, int begin, int end) {
        List<byte[]> inside = lines.subList(begin + 1, end).stream().map(line -> line.getBytes(StandardCharsets.UTF_8))
                .collect(Collectors.toCollection(ArrayList::new));
        for (int i = random.nextInt(5); i >= 0; i--) {
            damage(inside);
        }
        Stream<byte[]> all = Stream.of(lines.subList(0, begin + 1).stream().map(line -> line.getBytes(StandardCharsets.UTF_8)),
                inside.stream(), lines.subList(end, lines.size()).stream().map(line -> line.getBytes(StandardCharsets.UTF_8)))
                .flatMap(part -> part);
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        all.forEach(line -> {
            out.writeBytes(line);
            out.writeBytes(new byte[] {'\r', '\n'});
        });
        return out.toByteArray();
    }

    private void damage(List<byte[]> lines) {
        int at = random.nextInt(Math.max(1, lines.size()));
        if (lines.isEmpty() || random.nextInt(4) == 0) {
            String word = WORDS[random.nextInt(WORDS.length)];
            // Marks of other meetings would end this one, and begin one that nobody knows.
            if (!word.endsWith("VEVENT") && !word.startsWith("UID")) {
                lines.add(at, word.getBytes(StandardCharsets.UTF_8));
            }
            return;
        }
        byte[] line = lines.get(at);
        String text = new String(line, StandardCharsets.UTF_8);
        if (text.startsWith("UID") || text.startsWith(" ") || line.length == 0) {
            return;
        }
        switch (random.nextInt(8)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, line);
            case 2 -> lines.set(at, Arrays.copyOf(line, random.nextInt(line.length)));
            case 3 -> lines.set(at, flipped(line));
            case 4 -> lines.set(at, text.replaceFirst("\\d+", String.valueOf(random.nextLong())).getBytes(StandardCharsets.UTF_8));
            case 5 -> lines.set(at, (text + WORDS[random.nextInt(WORDS.length)]).getBytes(StandardCharsets.UTF_8));
            case 6 -> lines.set(at, text.repeat(1 + random.nextInt(1 + 1_000_000 / line.length)).getBytes(StandardCharsets.UTF_8));
            default -> lines.set(at, (text.substring(0, text.length() / 2) + "\r\n " + text.substring(text.length() / 2))
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Some bytes become others, but none the end of a line. */
    private byte[] flipped(byte[] line) {
        byte[] flipped = line.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            byte one = (byte) random.nextInt(256);
            flipped[random.nextInt(flipped.length)] = one == '\r' || one == '\n' ? (byte) ';' : one;
        }
        return flipped;
    }

    /** @param arguments minutes, and a seed if the damages are to be the same again */
    public static void main(String... arguments) throws Exception {
        Duration time = Duration.ofSeconds((long) (Double.parseDouble(arguments[0]) * 60));
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        System.out.println("Seed " + seed);
        System.out.println(new Fuzz(seed).run(FuzzTest.feeds(), time) + " damaged feeds were read as they should be");
        System.exit(0);
    }
}
