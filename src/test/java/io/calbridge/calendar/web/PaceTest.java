package io.calbridge.calendar.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Instant BEGIN = Instant.parse("2026-11-24T10:00:00Z");

    private Instant now = BEGIN;
    private final Pace pace = new Pace(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    /** The moments at which a calendar is asked for, when all goes well or nothing does. */
    private List<Instant> asked(String calendar, boolean known, Duration watched, boolean well) {
        now = BEGIN;
        List<Instant> asked = new ArrayList<>();
        for (; now.isBefore(BEGIN.plus(watched)); now = now.plusSeconds(1)) {
            if (pace.isDue(calendar, MINUTE, known)) {
                asked.add(now);
                if (well) {
                    pace.went(calendar, MINUTE);
                } else {
                    pace.failed(calendar, MINUTE, Duration.ZERO);
                }
            }
        }
        return asked;
    }

    @Test
    void a_thousand_feeds_are_asked_for_all_over_the_minute_each_at_its_own_moment() {
        Map<Instant, Integer> bySecond = new TreeMap<>();
        for (int i = 0; i < 1000; i++) {
            List<Instant> asked = asked("room-" + i, true, Duration.ofMinutes(5), true);
            assertThat(asked).hasSizeBetween(4, 6);
            asked.forEach(at -> bySecond.merge(at, 1, Integer::sum));
            Instant last = asked.get(asked.size() - 1);
            assertThat(Duration.between(asked.get(asked.size() - 2), last)).isEqualTo(MINUTE);
        }

        assertThat(bySecond.values()).allMatch(feeds -> feeds < 50);
        assertThat(bySecond).hasSizeGreaterThan(280);
    }

    @Test
    void a_feeds_moment_is_the_same_after_every_start() {
        List<Instant> first = asked("board", true, Duration.ofMinutes(3), true);

        assertThat(new PaceTest().asked("board", true, Duration.ofMinutes(3), true)).isEqualTo(first);
    }

    @Test
    void a_feed_that_was_never_read_is_asked_for_at_once() {
        assertThat(asked("new", false, MINUTE, true)).first().isEqualTo(BEGIN);
    }

    @Test
    void a_feed_that_fails_is_asked_for_more_and_more_rarely_but_every_five_minutes_at_least() {
        List<Instant> asked = asked("bad", false, Duration.ofHours(1), false);

        assertThat(Duration.between(asked.get(0), asked.get(1))).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(90));
        for (int i = 1; i < asked.size(); i++) {
            assertThat(Duration.between(asked.get(i - 1), asked.get(i))).isLessThanOrEqualTo(Duration.ofMinutes(6));
        }
        assertThat(asked).hasSizeBetween(11, 16);
    }

    @Test
    void a_server_gets_the_pause_that_it_wants() {
        pace.failed("busy", MINUTE, Duration.ofMinutes(20));
        now = BEGIN.plus(Duration.ofMinutes(19));
        assertThat(pace.isDue("busy", MINUTE, true)).isFalse();
        now = BEGIN.plus(Duration.ofMinutes(22));
        assertThat(pace.isDue("busy", MINUTE, true)).isTrue();
    }

    @Test
    void whether_it_is_time_is_looked_after_often_enough_and_not_for_all_at_once() {
        assertThat(pace.apply("tick PT1M")).isEqualTo("5000");
        assertThat(pace.apply("tick PT10S")).isEqualTo("2000");
        assertThat(pace.apply("tick PT0.001S")).isEqualTo("200");
        assertThat(Long.parseLong(pace.apply("first PT1M board room"))).isBetween(0L, 4999L)
                .isNotEqualTo(Long.parseLong(pace.apply("first PT1M staff room")));
    }
}
