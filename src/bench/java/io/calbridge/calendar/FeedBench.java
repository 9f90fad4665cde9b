package io.calbridge.calendar;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import io.calbridge.booking.FeedBlock;
import io.calbridge.booking.FeedMeeting;
import io.calbridge.settings.SettingsFile;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Period;

/**
 * What reading a large feed costs: ours, ical4j's and biweekly's way, side by side; {@code bin/bench}. Each cold figure is
 * that of a fresh JVM, the median of three; each warm one the median of nine in one JVM.
 */
final class FeedBench {

    private static final int MEETINGS = 20_000;

    private FeedBench() { }

    /** @param arguments none; for the JVMs that it starts itself: what to do, the feed, and how many days */
    public static void main(String... arguments) throws Exception {
        if (arguments.length > 0) {
            child(arguments[0], Files.readAllBytes(Path.of(arguments[1])), Integer.parseInt(arguments[2]));
            System.exit(0);
        }
        BenchFeed feed = new BenchFeed(MEETINGS);
        Path file = Files.write(Files.createTempFile("bench", ".ics"), feed.bytes());
        System.out.printf("%d meetings, %.1f MB, %d cores, Java %s%n", MEETINGS, Files.size(file) / 1e6,
                Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"));
        for (int days : new int[] {30, 365}) {
            for (String engine : List.of("ours", "biweekly", "ical4j")) {
                System.out.printf("cold, read and expanded over %3d days: %-8s %s%n", days, engine, median(engine, file, days));
            }
        }
        for (String engine : List.of("unchanged", "changed", "parse")) {
            System.out.printf("warm, %-40s %s%n", Map.of("unchanged", "poll with the same bytes: ours", "changed",
                    "poll with one event changed: ours", "parse", "poll, always parsed whole: biweekly").get(engine),
                    median(engine, file, 30));
        }
        Files.delete(file);
    }

    private static String median(String what, Path file, int days) throws Exception {
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xlog:disable",
                    "-XX:+UseSerialGC", what.equals("ical4j") || what.equals("biweekly") || what.equals("parse") ? "-Xmx3g" : "-Xmx256m",
                    "-cp", System.getProperty("java.class.path"), FeedBench.class.getName(), what, file.toString(),
                    String.valueOf(days)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            outcomes.add(process.waitFor() == 0 ? said : "failed");
        }
        outcomes.sort(null);
        return outcomes.get(1);
    }

    private static void child(String what, byte[] bytes, int days) throws Exception {
        Instant from = BenchFeed.NOW;
        Instant to = from.plus(Duration.ofDays(days));
        if (List.of("unchanged", "changed", "parse").contains(what)) {
            System.out.println(warm(what, bytes));
            return;
        }
        long start = System.nanoTime();
        Set<String> found = switch (what) {
            case "ours" -> ours(bytes, from, to);
            case "biweekly" -> biweekly(bytes, from, to);
            default -> ical4j(bytes, from, to);
        };
        long millis = (System.nanoTime() - start) / 1_000_000;
        Set<String> truth = new BenchFeed(MEETINGS).truth(from, to);
        Set<String> missing = new HashSet<>(truth);
        missing.removeAll(found);
        found.removeAll(truth);
        System.out.printf("%6d ms, %d of %d occurrences missing, %d too many%n", millis, missing.size(), truth.size(), found.size());
    }

    private static String warm(String what, byte[] bytes) throws Exception {
        Map<String, String> known = new HashMap<>();
        FeedSplitter.split(FeedText.read(bytes), "", "", Map.of()).blocks().forEach(block -> known.put(block.uid(), block.hash()));
        byte[] changed = new String(bytes, StandardCharsets.UTF_8).replaceFirst("SUMMARY:Meeting", "SUMMARY:Moeting")
                .getBytes(StandardCharsets.UTF_8);
        Callable<Object> poll = switch (what) {
            case "unchanged" -> () -> FeedText.read(bytes).hash();
            case "changed" -> () -> {
                FeedText text = FeedText.read(changed);
                text.hash();
                List<FeedBlock> blocks = FeedSplitter.split(text, "", "", known).blocks();
                if (blocks.size() != 1) {
                    throw new IllegalStateException(blocks.size() + " blocks are new");
                }
                return read(blocks, BenchFeed.NOW, BenchFeed.NOW.plus(Duration.ofDays(30)));
            };
            default -> () -> Biweekly.parse(new ByteArrayInputStream(bytes)).first();
        };
        long[] times = new long[9];
        for (int i = 0; i < times.length; i++) {
            long start = System.nanoTime();
            poll.call();
            times[i] = (System.nanoTime() - start) / 100_000;
        }
        Arrays.sort(times);
        return String.format("%8.1f ms", times[4] / 10.0);
    }

    private static Set<String> ours(byte[] bytes, Instant from, Instant to) throws Exception {
        FeedText text = FeedText.read(bytes);
        text.hash();
        return read(FeedSplitter.split(text, "", "", Map.of()).blocks(), from, to);
    }

    private static Set<String> read(List<FeedBlock> blocks, Instant from, Instant to) throws Exception {
        Set<String> found = new HashSet<>();
        ZoneCache zones = new ZoneCache();
        BlockFormat parser = new BlockFormat();
        Horizon horizon = new Horizon(from, from, to);
        HouseRules rules = HouseRules.of(SettingsFile.usual(), CalendarParameters.parse(""), RoomDirectory.empty());
        for (FeedBlock block : blocks) {
            FeedMeeting meeting = new FeedMeeting(block.uid(), List.of(block));
            if (horizon.mayHold(meeting)) {
                MeetingBlock all = rules.needed(MeetingBlock.of(meeting));
                Calendar parsed = parser.read(new StringReader(all.text()));
                new MeetingReader(all, zones.of(meeting), ZoneId.of("UTC").getRules(), from, to, rules).read(parsed).stream()
                        .filter(one -> !one.start().isBefore(from)).forEach(one -> found.add(one.uid() + " " + one.start()));
            }
        }
        return found;
    }

    private static Set<String> biweekly(byte[] bytes, Instant from, Instant to) throws Exception {
        ICalendar calendar = Biweekly.parse(new ByteArrayInputStream(bytes)).first();
        Map<String, Set<Instant>> moved = new HashMap<>();
        calendar.getEvents().stream().filter(event -> event.getRecurrenceId() != null).forEach(event -> moved
                .computeIfAbsent(event.getUid().getValue(), uid -> new HashSet<>())
                .add(event.getRecurrenceId().getValue().toInstant()));
        Set<String> found = new HashSet<>();
        for (VEvent event : calendar.getEvents()) {
            TimeZone zone = calendar.getTimezoneInfo().getTimezone(event.getDateStart()) == null ? TimeZone.getTimeZone("UTC")
                    : calendar.getTimezoneInfo().getTimezone(event.getDateStart()).getTimeZone();
            Set<Instant> others = event.getRecurrenceId() != null ? Set.of() : moved.getOrDefault(event.getUid().getValue(), Set.of());
            biweekly.util.com.google.ical.compat.javautil.DateIterator dates = event.getDateIterator(zone);
            dates.advanceTo(Date.from(from));
            while (dates.hasNext()) {
                Instant start = dates.next().toInstant();
                if (!start.isBefore(to)) {
                    break;
                }
                if (!start.isBefore(from) && !others.contains(start)) {
                    found.add(event.getUid().getValue() + " " + start);
                }
            }
        }
        return found;
    }

    private static Set<String> ical4j(byte[] bytes, Instant from, Instant to) throws Exception {
        Calendar calendar = new CalendarBuilder().build(new ByteArrayInputStream(bytes));
        Map<String, Set<Instant>> moved = new HashMap<>();
        List<net.fortuna.ical4j.model.component.VEvent> events = calendar.getComponents("VEVENT");
        events.stream().filter(event -> event.getRecurrenceId() != null).forEach(event -> moved
                .computeIfAbsent(event.getUid().orElseThrow().getValue(), uid -> new HashSet<>())
                .add(instant(event.getRecurrenceId().getDate())));
        Set<String> found = new HashSet<>();
        for (net.fortuna.ical4j.model.component.VEvent event : events) {
            String uid = event.getUid().orElseThrow().getValue();
            Set<Instant> others = event.getRecurrenceId() != null ? Set.of() : moved.getOrDefault(uid, Set.of());
            for (Period<?> period : event.calculateRecurrenceSet(new Period<>(from.atZone(ZoneId.of("UTC")), to.atZone(ZoneId.of("UTC"))))) {
                Instant start = instant(period.getStart());
                if (!start.isBefore(from) && start.isBefore(to) && !others.contains(start)) {
                    found.add(uid + " " + start);
                }
            }
        }
        return found;
    }

    private static Instant instant(Temporal temporal) {
        return temporal instanceof java.time.ZonedDateTime zoned ? zoned.toInstant() : Instant.from(temporal);
    }
}
