package io.calbridge.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {

    private static Span of(String... lines) {
        Span span = new Span();
        List.of(lines).forEach(line -> span.see(ContentLine.parse(line)));
        return span;
    }

    @ParameterizedTest
    @CsvSource({
        "FREQ=DAILY;COUNT=10, 2026-03-18", "FREQ=WEEKLY;COUNT=10, 2026-05-12", "FREQ=WEEKLY;COUNT=4;INTERVAL=2;BYDAY=MO;WKST=SU, 2026-04-27",
        "INTERVAL=3;FREQ=DAILY;COUNT=2, 2026-03-13", "FREQ=DAILY;UNTIL=20260320T100000Z, 2026-03-20"})
    void a_series_that_ends_is_over_some_time_after_its_last_occurrence_and_never_before(String rule, LocalDate last) {
        assertThat(of("DTSTART:20260309T100000", "DTEND:20260309T110000", "RRULE:" + rule).last())
                .isAfter(last).isBefore(last.plusDays(40));
    }

    @ParameterizedTest
    @CsvSource({"FREQ=DAILY", "FREQ=MONTHLY;COUNT=3", "FREQ=DAILY;COUNT=3;BYDAY=MO", "FREQ=WEEKLY;COUNT=3;BYMONTH=7", "FREQ=YEARLY;COUNT=2"})
    void of_a_series_whose_end_takes_an_expansion_no_end_is_guessed(String rule) {
        assertThat(of("DTSTART:20260309T100000", "DTEND:20260309T110000", "RRULE:" + rule).last()).isNull();
    }

    @Test
    void two_rules_last_as_long_as_the_longer_one() {
        assertThat(of("DTSTART:20260309T100000", "RRULE:FREQ=WEEKLY;COUNT=20", "RRULE:FREQ=DAILY;UNTIL=20260401").last())
                .isAfter(LocalDate.of(2026, 7, 20));
        assertThat(of("DTSTART:20260309T100000", "RRULE:FREQ=WEEKLY;COUNT=20", "RRULE:FREQ=YEARLY").last()).isNull();
    }
}
