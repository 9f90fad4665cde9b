package io.calbridge.conference;

import static org.assertj.core.api.Assertions.assertThat;

import io.calbridge.store.Booking;
import io.calbridge.store.BookingState;
import io.calbridge.store.MeetingOptions;
import io.calbridge.store.OnCms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NumberPlanTest {

    private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void the_lowest_number_that_no_overlapping_booking_holds_is_free() {
        NumberPlan plan = plan(Duration.ZERO, booking(1, 0, 60, 1), booking(2, 30, 90, 2));

        assertThat(plan.lowestFree(booking(9, 45, 50, null))).contains(3);
        assertThat(plan.lowestFree(booking(9, 70, 80, null))).contains(1);
    }

    @Test
    void back_to_back_meetings_share_a_number_unless_conferences_open_early() {
        assertThat(plan(Duration.ZERO, booking(1, 0, 60, 1)).lowestFree(booking(9, 60, 90, null))).contains(1);
        assertThat(plan(Duration.ofMinutes(5), booking(1, 0, 60, 1)).lowestFree(booking(9, 60, 90, null))).contains(2);
    }

    @Test
    void when_all_numbers_are_taken_the_competitors_are_named() {
        NumberPlan plan = plan(Duration.ZERO, booking(1, 0, 60, 1), booking(2, 0, 60, 2), booking(3, 0, 60, 3));

        assertThat(plan.lowestFree(booking(9, 30, 40, null))).isEmpty();
        assertThat(plan.competitors(booking(9, 30, 40, null))).hasSize(3);
    }

    @Test
    void a_conference_that_has_not_closed_at_its_end_keeps_its_number() {
        Booking late = booking(1, -120, -60, 1).in(BookingState.CLOSING, "");

        assertThat(plan(Duration.ZERO, late).lowestFree(booking(9, -90, 30, null))).contains(2);
    }

    @Test
    void what_is_cancelled_gives_its_number_back() {
        NumberPlan plan = plan(Duration.ZERO, booking(1, 0, 60, 1));
        plan.hold(booking(1, 0, 60, 1).in(BookingState.CANCELLED, ""));

        assertThat(plan.lowestFree(booking(9, 0, 60, null))).contains(1);
    }

    @Test
    void a_meeting_that_opens_early_holds_its_number_from_then_on() {
        MeetingOptions early = new MeetingOptions(null, null, null, null, Duration.ofMinutes(10));
        Booking first = booking(1, 0, 60, 1);

        assertThat(plan(Duration.ZERO, first).lowestFree(booking(2, 60, 120, null))).contains(1);
        assertThat(plan(Duration.ZERO, first).lowestFree(booking(2, 60, 120, null).choosing(early))).contains(2);
        assertThat(plan(Duration.ZERO, first).lowestFree(booking(2, 70, 120, null).choosing(early))).contains(1);
    }

    private static NumberPlan plan(Duration early, Booking... bookings) {
        return new NumberPlan(new TreeSet<>(List.of(1, 2, 3)), List.of(bookings), early, TEN);
    }

    private static Booking booking(int id, int fromMinute, int toMinute, Integer number) {
        return new Booking(new UUID(0, id), "uid" + id, null, "", TEN.plusSeconds(fromMinute * 60L),
                TEN.plusSeconds(toMinute * 60L), "Meeting " + id, false, number, BookingState.BOOKED, "", null,
                OnCms.NOTHING, List.of(), 0, null, 0);
    }
}
