package io.calbridge.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of generated series in many zones, read as the route reads them, and run by python-dateutil, which knows
 * nothing of ours. More of them: {@code -Dtest.series=100000}; others: {@code -Dtest.seed=1}.
 */
class RecurrenceAgainstDateutilTest {

    private static final int MANY = Integer.getInteger("test.series", 4000);
    private static final long SEED = Long.getLong("test.seed", 5545);
    private static final int MOST = 40;
    private static final String[] ZONES = {"UTC", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe",
        "Asia/Kolkata", "Asia/Tehran", "Africa/Casablanca", "Pacific/Apia", "America/St_Johns", "Pacific/Chatham", "Africa/Cairo"};
    private static final String[] STEPS = {"SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
    private static final String[] DAYS = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter BASIC = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

    private final Random random = new Random(SEED);

    @TempDir
    private Path folder;

    private record Series(String rule, LocalDateTime start, String zone, List<LocalDateTime> excluded, List<LocalDateTime> added) {

        private String line() {
            return String.join("\t", rule, ISO.format(start), zone, String.valueOf(MOST), list(excluded, ISO), list(added, ISO));
        }

        private String event() {
            String tzid = ";TZID=" + zone + ":";
            return ReadFeed.event("DTSTART" + tzid + BASIC.format(start), "RRULE:" + rule)
                    .replace("DURATION:PT1H", "DURATION:PT1M" + (excluded.isEmpty() ? "" : "\nEXDATE" + tzid + list(excluded, BASIC))
                            + (added.isEmpty() ? "" : "\nRDATE" + tzid + list(added, BASIC)));
        }

        private static String list(List<LocalDateTime> times, DateTimeFormatter format) {
            return times.stream().map(format::format).collect(Collectors.joining(","));
        }
    }

    @Test
    void generated_series_in_many_zones_have_the_starts_that_dateutil_finds() throws Exception {
        List<Series> all = IntStream.range(0, MANY).mapToObj(round -> series()).toList();
        List<String> theirs = dateutil(all);
        int compared = 0;
        List<String> different = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Series series = all.get(i);
            if (theirs.get(i).startsWith("!")) {
                different.add(series.line() + " gives up: " + theirs.get(i));
            } else if (!theirs.get(i).isBlank()) {
                TreeSet<String> wanted = new TreeSet<>(List.of(theirs.get(i).split(" ")));
                compared++;
                TreeSet<String> ours = ours(series, Instant.parse(wanted.last()));
                // RFC 5545 counts DTSTART as the first occurrence even where the rule does not give it; dateutil does not.
                String first = series.start().atZone(ZoneId.of(series.zone())).toInstant().toString();
                TreeSet<String> ruled = new TreeSet<>(ours);
                ruled.remove(first);
                if (!ours.equals(wanted) && !ruled.equals(wanted)) {
                    different.add(series.line() + "\n  ours   " + ours + "\n  theirs " + wanted);
                }
            }
        }
        assertThat(different).as("seed %s: %s of %s differ", SEED, different.size(), compared).isEmpty();
        assertThat(compared).isGreaterThan(MANY * 3 / 4);
    }

    private static TreeSet<String> ours(Series series, Instant last) {
        ReadFeed read = ReadFeed.bytes(ReadFeed.calendar(series.event()).getBytes(StandardCharsets.UTF_8),
                new DialPlan(ReadFeed.ANYWHERE, RoomDirectory.empty()), Instant.parse("2000-01-01T00:00:00Z"), last.plusSeconds(1));
        if (!read.rejections.isEmpty()) {
            return new TreeSet<>(List.of(read.rejections.toString()));
        }
        return new TreeSet<>(read.starts());
    }

    private List<String> dateutil(List<Series> all) throws IOException, InterruptedException {
        Path in = folder.resolve("in");
        Path out = folder.resolve("out");
        Files.write(in, all.stream().map(Series::line).toList());
        Process process = new ProcessBuilder("/usr/bin/python3", "src/test/python/starts.py").redirectInput(in.toFile())
                .redirectOutput(out.toFile()).redirectError(folder.resolve("err").toFile()).start();
        assertThat(process.waitFor(30, TimeUnit.MINUTES)).isTrue();
        Assumptions.assumeFalse(Files.readString(folder.resolve("err")).contains("No module named"),
                "python3-dateutil is missing: apt-get install python3-dateutil");
        assertThat(Files.readString(folder.resolve("err"))).isEmpty();
        return Files.readAllLines(out);
    }

    private Series series() {
        LocalDateTime start = LocalDateTime.of(2022 + random.nextInt(5), 1 + random.nextInt(12), 1 + random.nextInt(28),
                random.nextInt(24), 5 * random.nextInt(12));
        String rule = rule(start);
        return new Series(rule, start, ZONES[random.nextInt(ZONES.length)], times(start), times(start));
    }

    /** EXDATEs or RDATEs, seldom; at the time of day of the start, so that some of them hit. */
    private List<LocalDateTime> times(LocalDateTime start) {
        return random.nextInt(6) > 0 ? List.of() : Stream.generate(() -> start.plusDays(1 + random.nextInt(40)))
                .limit(1 + random.nextInt(5)).distinct().toList();
    }

    private String rule(LocalDateTime start) {
        int step = 3 + random.nextInt(4) - (random.nextInt(5) == 0 ? 3 : 0);
        StringBuilder rule = new StringBuilder("FREQ=" + STEPS[step]);
        if (random.nextBoolean()) {
            rule.append(";COUNT=").append(1 + random.nextInt(30));
        } else if (random.nextBoolean()) {
            rule.append(";UNTIL=").append(BASIC.format(start.plusDays(random.nextInt(step < 3 ? 3 : 900))));
        }
        boolean interval = add(rule, 3, "INTERVAL", 1 + random.nextInt(step < 3 ? 90 : 4));
        add(rule, 3, "WKST", DAYS[random.nextInt(7)]);
        if (step > 1) {
            add(rule, 4, "BYMONTH", numbers(12, false));
        }
        // dateutil does not see that week 52 may end in January, and that week -52 may begin in December.
        boolean weeks = step == 6 && !interval && add(rule, 5, "BYWEEKNO", numbers(51, true));
        // Of what comes every second or minute only the first day is compared: dateutil takes ages to find later ones.
        if (step < 2) {
            add(rule, 3, step == 0 ? "BYSECOND" : "BYMINUTE", numbers(59, false));
            return rule.toString();
        }
        // BYWEEKNO alone means the start's day of the week for us, as for libical; for dateutil all seven.
        boolean days = add(rule, weeks ? 1 : 2, "BYDAY", days(step >= 5 && !weeks));
        // YEARLY;BYMONTHDAY=29 without a month is once a year for us, as for libical; dateutil has it every month.
        boolean dates = step != 4 && !weeks && (step != 6 || rule.indexOf("BYMONTH=") > 0) && add(rule, days ? 6 : 3, "BYMONTHDAY", numbers(31, true));
        if ((step == 6 || step < 3) && !dates && !weeks) {
            add(rule, 5, "BYYEARDAY", numbers(366, true));
        }
        boolean hours = add(rule, 6, "BYHOUR", numbers(23, false));
        boolean minutes = add(rule, 6, "BYMINUTE", numbers(59, false));
        // In the first week dateutil counts only the days after the start.
        if (step >= 3 && step != 4 && !weeks && (days || dates || hours || minutes)) {
            add(rule, 4, "BYSETPOS", random.nextBoolean() ? "-1" : 1 + random.nextInt(3) + ",-2");
        }
        return rule.toString();
    }

    private boolean add(StringBuilder rule, int oneIn, String part, Object value) {
        boolean added = random.nextInt(oneIn) == 0;
        rule.append(added ? ";" + part + "=" + value : "");
        return added;
    }

    private String numbers(int most, boolean negative) {
        return IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(i -> (negative && random.nextInt(4) == 0 ? "-" : "")
                + (1 + random.nextInt(most))).distinct().collect(Collectors.joining(","));
    }

    /** Either all have an ordinal or none: dateutil passes over the others. */
    private String days(boolean possible) {
        boolean ordinals = possible && random.nextInt(3) == 0;
        return IntStream.rangeClosed(0, random.nextInt(4)).mapToObj(i -> (ordinals
                ? (random.nextBoolean() ? "-1" : "" + (1 + random.nextInt(4))) : "") + DAYS[random.nextInt(7)])
                .distinct().collect(Collectors.joining(","));
    }
}
