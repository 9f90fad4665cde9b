package io.calbridge.conference;

import static org.assertj.core.api.Assertions.assertThat;

import io.calbridge.store.Booking;
import io.calbridge.store.BookingState;
import io.calbridge.store.Invitee;
import io.calbridge.store.MeetingOptions;
import io.calbridge.store.OnCms;
import io.calbridge.store.Participant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NextStepTest {

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant END = START.plusSeconds(3600);
    private static final Duration EARLY = Duration.ofMinutes(5);

    @Test
    void a_booking_waits_until_its_start_less_the_early_opening() {
        assertThat(NextStep.of(booking(), START.minusSeconds(301), EARLY)).isEqualTo(NextStep.WAIT);
        assertThat(NextStep.of(booking(), START.minusSeconds(300), EARLY)).isEqualTo(NextStep.START);
        assertThat(NextStep.dueAt(booking(), EARLY)).contains(START.minusSeconds(300));
    }

    @Test
    void a_booking_whose_end_has_passed_is_missed_and_one_that_was_being_opened_is_ended() {
        assertThat(NextStep.of(booking(), END, EARLY)).isEqualTo(NextStep.MISS);
        assertThat(NextStep.of(booking().in(BookingState.OPENING, ""), END, EARLY)).isEqualTo(NextStep.END);
    }

    @Test
    void an_open_conference_ends_at_its_end_whatever_else_is_due_or_resting() {
        Booking resting = open().retrying(3, END.plusSeconds(9));

        assertThat(NextStep.of(resting, END, EARLY)).isEqualTo(NextStep.END);
        assertThat(NextStep.dueAt(resting.inviting(List.of(waiting())), EARLY)).contains(END);
    }

    @Test
    void what_failed_rests_until_its_next_try() {
        Booking resting = booking().in(BookingState.OPENING, "").retrying(1, START.plusSeconds(2));

        assertThat(NextStep.of(resting, START.plusSeconds(1), EARLY)).isEqualTo(NextStep.WAIT);
        assertThat(NextStep.of(resting, START.plusSeconds(2), EARLY)).isEqualTo(NextStep.START);
        assertThat(NextStep.dueAt(resting, EARLY)).contains(START.plusSeconds(2));
    }

    @Test
    void an_open_conference_tells_a_new_title_or_end_before_it_hangs_up_and_hangs_up_before_it_dials() {
        Invitee leaving = waiting().at(Invitee.Dial.LEAVING);

        assertThat(NextStep.of(open().named("Other", false), START, EARLY)).isEqualTo(NextStep.CHANGE);
        assertThat(NextStep.of(open().between(START, END.plusSeconds(60)), START, EARLY)).isEqualTo(NextStep.CHANGE);
        assertThat(NextStep.of(open().inviting(List.of(waiting(), leaving)), START, EARLY)).isEqualTo(NextStep.HANG_UP);
        assertThat(NextStep.of(open().inviting(List.of(waiting())), START, EARLY)).isEqualTo(NextStep.DIAL);
        assertThat(NextStep.of(open(), START, EARLY)).isEqualTo(NextStep.WAIT);
    }

    @Test
    void participants_whose_mode_is_none_are_not_dialled() {
        Invitee silent = Invitee.waiting(new Participant("a@example.com", "A", Participant.Mode.NONE));

        assertThat(NextStep.of(open().inviting(List.of(silent)), START, EARLY)).isEqualTo(NextStep.WAIT);
    }

    @Test
    void what_the_organiser_chose_is_told_to_the_coSpace_first_and_to_the_call_after_dialling() {
        MeetingOptions options = new MeetingOptions("stacked", true, null, "4711", null);
        Booking wanted = open().choosing(options).inviting(List.of(waiting()));

        assertThat(NextStep.of(wanted, START, EARLY)).isEqualTo(NextStep.CHANGE);
        Booking told = wanted.on(wanted.cms().told("Board", END, options));
        assertThat(NextStep.of(told, START, EARLY)).isEqualTo(NextStep.DIAL);
        Booking dialled = told.changing("room@example.com", one -> one.dialled("leg"));
        assertThat(NextStep.of(dialled, START, EARLY)).isEqualTo(NextStep.ADJUST);
        Booking adjusted = dialled.on(dialled.cms().told(options));
        assertThat(NextStep.of(adjusted, START, EARLY)).isEqualTo(NextStep.WAIT);
        assertThat(NextStep.dueAt(adjusted, EARLY)).contains(END);
        assertThat(NextStep.of(adjusted.on(adjusted.cms().with("other", "call2")), START, EARLY)).as("another call").isEqualTo(NextStep.ADJUST);
        assertThat(NextStep.of(adjusted.choosing(MeetingOptions.NONE), START, EARLY)).isEqualTo(NextStep.CHANGE);
    }

    @Test
    void a_meeting_opens_as_early_as_its_organiser_chose_instead_of_as_the_settings_say() {
        Booking early = booking().choosing(new MeetingOptions(null, null, null, null, Duration.ofMinutes(15)));
        Booking late = booking().choosing(new MeetingOptions(null, null, null, null, Duration.ZERO));

        assertThat(NextStep.dueAt(early, EARLY)).contains(START.minusSeconds(900));
        assertThat(NextStep.of(early, START.minusSeconds(900), EARLY)).isEqualTo(NextStep.START);
        assertThat(NextStep.of(late, START.minusSeconds(1), EARLY)).isEqualTo(NextStep.WAIT);
    }

    @Test
    void nothing_is_due_for_what_is_over() {
        for (BookingState over : List.of(BookingState.CLOSED, BookingState.CANCELLED, BookingState.MISSED)) {
            assertThat(NextStep.of(booking().in(over, ""), END, EARLY)).isEqualTo(NextStep.WAIT);
            assertThat(NextStep.dueAt(booking().in(over, ""), EARLY)).isEmpty();
        }
    }

    private static Invitee waiting() {
        return Invitee.waiting(new Participant("room@example.com", "Room", Participant.Mode.AUTOMATIC));
    }

    private static Booking open() {
        return booking().in(BookingState.OPEN, "").on(OnCms.NOTHING.told("Board", END, MeetingOptions.NONE));
    }

    private static Booking booking() {
        return new Booking(new UUID(0, 1), "uid", null, "", START, END, "Board", false, 1, BookingState.BOOKED, "", null,
                OnCms.NOTHING, List.of(), 0, null, 0);
    }
}
