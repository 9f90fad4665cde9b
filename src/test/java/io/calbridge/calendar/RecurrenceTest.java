package io.calbridge.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class RecurrenceTest {

    private static final ZoneRules UTC = ZoneOffset.UTC.getRules();
    private static final ZoneRules BERLIN = ZoneId.of("Europe/Berlin").getRules();
    private static final LocalDateTime START = LocalDateTime.of(2026, 11, 23, 9, 0);

    record Known(LocalDateTime start, String rule, List<LocalDateTime> expected) {
        @Override
        public String toString() {
            return rule + " from " + start;
        }
    }

    static Stream<Known> known() throws IOException {
        String text = new String(RecurrenceTest.class.getResourceAsStream("rules.tsv").readAllBytes(), StandardCharsets.UTF_8);
        return text.lines().filter(line -> !line.startsWith("#")).map(line -> line.split("\t", -1)).map(column ->
                new Known(time(column[0]), column[0].length() == 10 ? Recurrence.withoutTimes(column[1]) : column[1], column[2].isEmpty() || column[2].equals("?") ? null
                        : Arrays.stream(column[2].split(" ")).map(RecurrenceTest::time).toList()));
    }

    private static LocalDateTime time(String text) {
        return text.length() == 10 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text);
    }

    @ParameterizedTest
    @MethodSource("known")
    void a_known_rule_gives_its_known_occurrences(Known known) {
        if (known.expected() == null) {
            return;
        }
        LocalDateTime last = known.expected().get(known.expected().size() - 1);
        List<LocalDateTime> starts = Recurrence.starts(known.rule(), known.start(), UTC,
                known.start().toInstant(ZoneOffset.UTC), last.toInstant(ZoneOffset.UTC).plusSeconds(1));

        assertThat(starts).isEqualTo(known.expected());
    }

    @ParameterizedTest
    @MethodSource("known")
    void a_rule_gives_the_same_when_the_window_begins_late(Known known) {
        if (known.expected() == null) {
            return;
        }
        List<LocalDateTime> expected = known.expected();
        LocalDateTime middle = expected.get(expected.size() / 2);
        LocalDateTime last = expected.get(expected.size() - 1);
        List<LocalDateTime> starts = Recurrence.starts(known.rule(), known.start(), UTC,
                middle.toInstant(ZoneOffset.UTC), last.toInstant(ZoneOffset.UTC).plusSeconds(1));

        assertThat(starts).isEqualTo(expected.subList(expected.size() / 2, expected.size()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "FREQ=DAILY;UNTIL=20261125            | 23 24 25",
        "FREQ=DAILY;UNTIL=20261125T075959Z    | 23 24",
        "FREQ=DAILY;UNTIL=20261125T080000Z    | 23 24 25",
        "FREQ=DAILY;UNTIL=20261125T085959     | 23 24",
        "FREQ=DAILY;UNTIL=20261125T090000     | 23 24 25",
        "FREQ=DAILY;COUNT=2                   | 23 24",
        "FREQ=DAILY;COUNT=2;UNTIL=20261201    | 23 24",
        "freq=daily;count=2;                  | 23 24",
        "FREQ=DAILY;COUNT=2;X-EVOLUTION-END=1 | 23 24",
        "RSCALE=GREGORIAN;FREQ=DAILY;COUNT=2;SKIP=OMIT | 23 24",
        "FREQ=WEEKLY;BYDAY=1MO;COUNT=2        | 23 30",
        "FREQ=MONTHLY;BYDAY=+4MO;COUNT=1      | 23",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=1 | 30",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU;COUNT=2 | 23",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=MO;COUNT=2 | 23 29",
    })
    void an_end_is_understood_in_every_form_that_calendars_write(String rule, String days) {
        List<LocalDateTime> starts = Recurrence.starts(rule, START, BERLIN, Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2026-12-01T00:00:00Z"));

        assertThat(starts).extracting(start -> String.valueOf(start.getDayOfMonth())).containsExactly(days.split(" "));
        assertThat(starts).allMatch(start -> start.toLocalTime().equals(START.toLocalTime()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FREQ=DAILY;BYMONTH=13", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=-1", "FREQ=DAILY;COUNT=99999999999",
        "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=x", "FREQ=DAILY;BYHOUR=25", "FREQ=DAILY;BYDAY=", "FREQ=DAILY;BYDAY=XX",
        "FREQ=FORTNIGHTLY", "INTERVAL=2", "", "garbage", "FREQ=DAILY;UNTL=20261125", "FREQ=DAILY;FREQ=WEEKLY", "FREQ=DAILY;BYDAY",
        "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=DAILY;UNTIL=never", "FREQ=SECONDLY;BYSECOND=61"})
    void a_rule_that_makes_no_sense_is_refused_and_not_guessed(String rule) {
        assertThatThrownBy(() -> Recurrence.starts(rule, START, UTC, Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2027-11-01T00:00:00Z"))).isInstanceOf(IllegalArgumentException.class)
                .message().startsWith("its ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=SECONDLY;COUNT=100000", "FREQ=SECONDLY;COUNT=900000000",
        "FREQ=MINUTELY;INTERVAL=2", "FREQ=HOURLY;BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20"})
    void a_rule_that_explodes_is_refused_with_its_reason(String rule) {
        assertThatThrownBy(() -> Recurrence.starts(rule, START, UTC, Instant.parse("2026-11-23T00:00:00Z"),
                Instant.parse("2027-11-23T00:00:00Z"))).hasMessageContaining("more than 5000 occurrences");
        assertThatThrownBy(() -> Recurrence.starts("FREQ=SECONDLY;COUNT=900000000", START.minusYears(3), UTC, Instant.parse("2026-11-23T00:00:00Z"),
                Instant.parse("2027-11-23T00:00:00Z"))).hasMessageContaining("more than a million");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6;BYDAY=MO", "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30"})
    void a_rule_that_never_comes_true_ends(String rule) {
        assertThat(Recurrence.starts(rule, START, UTC, Instant.parse("2026-11-24T00:00:00Z"),
                Instant.parse("2046-11-24T00:00:00Z"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;INTERVAL=999999", "FREQ=YEARLY;INTERVAL=999999",
        "FREQ=MINUTELY;BYDAY=1MO;BYSETPOS=-366", "FREQ=HOURLY;BYYEARDAY=366;BYMONTH=1"})
    void no_rule_runs_for_ever(String rule) {
        try {
            assertThat(Recurrence.starts(rule, START, UTC, Instant.parse("2026-11-24T00:00:00Z"),
                    Instant.parse("2046-11-24T00:00:00Z"))).hasSizeLessThan(Recurrence.MOST);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("rule");
        }
    }

    @Test
    void a_series_that_began_long_ago_is_found_today() {
        assertThat(Recurrence.starts("FREQ=WEEKLY;BYDAY=MO", LocalDateTime.of(1601, 1, 1, 9, 0), BERLIN,
                Instant.parse("2026-11-23T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z")))
                .containsExactly(START, START.plusWeeks(1));
    }

    @Test
    void the_wall_clock_stays_when_the_offset_changes() {
        List<LocalDateTime> starts = Recurrence.starts("FREQ=WEEKLY", LocalDateTime.of(2027, 3, 22, 9, 0), BERLIN,
                Instant.parse("2027-03-20T00:00:00Z"), Instant.parse("2027-04-01T00:00:00Z"));

        assertThat(starts).extracting(start -> CalendarValue.toInstant(start, BERLIN).toString())
                .containsExactly("2027-03-22T08:00:00Z", "2027-03-29T07:00:00Z");
    }
}
