package io.calbridge.booking;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BookingPlanTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
    private static final Participant ROOM = new Participant("room@example.com", "Room", Participant.Mode.AUTOMATIC);
    private static final Participant GUEST = new Participant("guest@example.com", "Guest", Participant.Mode.AUTOMATIC);

    @Test
    void a_meeting_without_a_booking_is_booked() {
        assertThat(compare(List.of(), meeting(TEN, 60))).singleElement().isInstanceOf(Change.Book.class);
    }

    @Test
    void a_meeting_that_is_booked_as_it_is_changes_nothing() {
        assertThat(compare(List.of(booked(TEN, 60)), meeting(TEN, 60))).isEmpty();
    }

    @Test
    void a_meeting_that_began_is_booked_and_one_that_ended_is_missed_with_a_reason() {
        assertThat(compare(List.of(), meeting(NOW.minusSeconds(600), 60))).singleElement()
                .isInstanceOf(Change.Book.class);
        assertThat(compare(List.of(), meeting(NOW.minusSeconds(7200), 60))).singleElement()
                .isEqualTo(new Change.Miss(meeting(NOW.minusSeconds(7200), 60), "found 60 minutes after its end"));
    }

    @Test
    void a_meeting_that_no_calendar_holds_is_cancelled_before_it_starts_and_goes_on_when_it_runs() {
        assertThat(compare(List.of(booked(TEN, 60)))).singleElement().isInstanceOf(Change.Cancel.class);
        assertThat(compare(List.of(running(NOW.minusSeconds(60), 60)))).singleElement().isInstanceOf(Change.Ignore.class);
    }

    @Test
    void a_start_that_is_moved_moves_the_booking() {
        assertThat(compare(List.of(booked(TEN, 60)), meeting(TEN.plusSeconds(900), 60))).singleElement()
                .isEqualTo(new Change.Move(booked(TEN, 60), TEN.plusSeconds(900), TEN.plusSeconds(4500)));
    }

    @Test
    void a_start_that_is_moved_while_it_runs_is_ignored_and_the_end_moved_with_it_applies() {
        Instant began = NOW.minusSeconds(60);

        assertThat(compare(List.of(running(began, 60)), meeting(began.plusSeconds(900), 60)))
                .hasExactlyElementsOfTypes(Change.Ignore.class, Change.Extend.class);
    }

    @Test
    void an_end_that_is_moved_extends_or_shortens() {
        assertThat(compare(List.of(booked(TEN, 60)), meeting(TEN, 90)))
                .containsExactly(new Change.Extend(booked(TEN, 60), TEN.plusSeconds(5400)));
        assertThat(compare(List.of(booked(TEN, 60)), meeting(TEN, 30)))
                .containsExactly(new Change.Shorten(booked(TEN, 60), TEN.plusSeconds(1800)));
    }

    @Test
    void a_new_title_and_new_participants_are_told_apart() {
        Meeting changed = new Meeting("uid", null, TEN, TEN.plusSeconds(3600), "Other", false, "boss@example.com", 1, NOW,
                List.of(GUEST), 0);

        assertThat(compare(List.of(booked(TEN, 60)), changed)).containsExactly(
                new Change.Rename(booked(TEN, 60), "Other", false),
                new Change.Invite(booked(TEN, 60), List.of(GUEST)),
                new Change.Uninvite(booked(TEN, 60), List.of("room@example.com")));
    }

    @Test
    void a_participant_who_is_no_longer_invited_is_forgotten_before_the_start_and_hung_up_after_it() {
        Booking before = new Change.Uninvite(booked(TEN, 60), List.of("room@example.com")).applyTo(booked(TEN, 60));
        Booking during = new Change.Uninvite(running(NOW, 60), List.of("room@example.com")).applyTo(running(NOW, 60));

        assertThat(before.invitees()).isEmpty();
        assertThat(during.invitees()).extracting(Invitee::dial).containsExactly(Invitee.Dial.LEAVING);
    }

    @Test
    void copies_in_two_calendars_are_one_meeting_with_the_participants_of_both() {
        Meeting copy = new Meeting("uid", null, TEN, TEN.plusSeconds(3600), "Board", false, "boss@example.com", 0, NOW,
                List.of(GUEST), 0);

        assertThat(compare(List.of(), meeting(TEN, 60), copy)).singleElement().satisfies(change ->
                assertThat(((Change.Book) change).meeting().participants()).containsExactlyInAnyOrder(ROOM, GUEST));
    }

    @Test
    void the_copy_with_the_higher_sequence_rules_even_if_its_stamp_is_older() {
        Meeting newer = new Meeting("uid", null, TEN.plusSeconds(60), TEN.plusSeconds(3600), "Board", false,
                "boss@example.com", 2, NOW.minusSeconds(9999), List.of(ROOM), 0);

        assertThat(compare(List.of(), meeting(TEN, 60), newer)).singleElement().satisfies(change ->
                assertThat(((Change.Book) change).meeting().start()).isEqualTo(TEN.plusSeconds(60)));
    }

    @Test
    void the_copy_in_the_calendar_with_the_higher_priority_rules_whatever_its_sequence() {
        Meeting preferred = new Meeting("uid", null, TEN.plusSeconds(60), TEN.plusSeconds(3600), "Board", false,
                "boss@example.com", 0, NOW.minusSeconds(9999), List.of(ROOM), 1);

        assertThat(compare(List.of(), preferred, meeting(TEN, 60))).singleElement().satisfies(change ->
                assertThat(((Change.Book) change).meeting().start()).isEqualTo(TEN.plusSeconds(60)));
    }

    @Test
    void meetings_that_share_a_uid_but_neither_start_nor_organizer_stay_apart() {
        Meeting stranger = new Meeting("uid", null, TEN.plusSeconds(60), TEN.plusSeconds(3600), "Other", false,
                "someone@example.org", 0, NOW, List.of(), 0);

        assertThat(compare(List.of(), meeting(TEN, 60), stranger))
                .hasExactlyElementsOfTypes(Change.Book.class, Change.Book.class);
    }

    @Test
    void a_conference_that_ran_is_not_booked_again_when_another_calendar_tells_of_it_later() {
        Booking over = booked(NOW.minusSeconds(7200), 60).in(BookingState.CLOSED, "");

        assertThat(compare(List.of(over), meeting(NOW.minusSeconds(7200), 60))).isEmpty();
    }

    @Test
    void a_conference_that_ended_and_is_then_extended_is_booked_anew() {
        Booking over = booked(NOW.minusSeconds(7200), 60).in(BookingState.CLOSED, "");

        assertThat(compare(List.of(over), meeting(NOW.minusSeconds(7200), 180))).singleElement()
                .isInstanceOf(Change.Book.class);
    }

    @Test
    void a_meeting_that_was_cancelled_and_comes_back_is_booked_again() {
        assertThat(compare(List.of(booked(TEN, 60).in(BookingState.CANCELLED, "")), meeting(TEN, 60))).singleElement()
                .isInstanceOf(Change.Book.class);
    }

    @Test
    void occurrences_of_a_series_are_told_apart_by_their_recurrence_id() {
        Meeting today = occurrence(TEN);
        Meeting tomorrow = occurrence(TEN.plus(Duration.ofDays(1)));

        assertThat(compare(List.of(), today, tomorrow)).hasExactlyElementsOfTypes(Change.Book.class, Change.Book.class);
    }

    @Test
    void what_the_organiser_chose_is_changed_before_and_while_it_runs_and_no_sentence_tells_the_passcode() {
        MeetingOptions chosen = new MeetingOptions("stacked", true, false, "47110815", Duration.ofMinutes(5));
        for (Booking booking : List.of(booked(TEN, 60), running(TEN, 60))) {
            assertThat(compare(List.of(booking), choosing(chosen, 0))).singleElement().satisfies(change -> {
                assertThat(change.sentence()).isEqualTo("is to be: layout stacked, locked, not recorded, with a passcode, open 5 minutes early");
                assertThat(change.toString()).doesNotContain("47110815");
                assertThat(((Change.Edit) change).applyTo(booking).options()).isEqualTo(chosen);
            });
            assertThat(compare(List.of(booking.choosing(chosen)), choosing(chosen, 0))).isEmpty();
            assertThat(compare(List.of(booking.choosing(chosen)), choosing(MeetingOptions.NONE, 0))).singleElement()
                    .extracting(Change::sentence).isEqualTo("is to be: everything as usual");
        }
    }

    @Test
    void a_copy_that_says_nothing_of_an_option_does_not_undo_what_another_copy_says() {
        Meeting stripped = choosing(new MeetingOptions("stacked", null, null, null, null), 2);
        Meeting older = choosing(new MeetingOptions("allEqual", true, null, null, null), 1);

        assertThat(WantedMeeting.merge(List.of(older, stripped))).singleElement()
                .returns(new MeetingOptions("stacked", true, null, null, null), Meeting::options);
    }

    @Test
    void one_private_copy_makes_the_meeting_private_whichever_rules() {
        Meeting open = new Meeting("uid", null, TEN, TEN.plusSeconds(3600), "Takeover", false, "boss@example.com", 9, NOW, List.of(), 5);
        Meeting secret = new Meeting("uid", null, TEN, TEN.plusSeconds(3600), "Takeover", true, "boss@example.com", 0, NOW, List.of(), 0);

        assertThat(compare(List.of(), open, secret)).singleElement().isInstanceOfSatisfying(Change.Book.class,
                book -> assertThat(book.meeting().confidential()).isTrue());
        assertThat(compare(List.of(booked(TEN, 60)), open, secret)).extracting(Change::sentence)
                .anyMatch(line -> line.equals("renamed from 'Board' to 'Private meeting'")).noneMatch(line -> line.contains("Takeover"));
    }

    @Test
    void what_is_stored_of_a_meeting_is_read_again_as_it_was() {
        Meeting meeting = choosing(new MeetingOptions("stacked", true, false, "4711", Duration.ofMinutes(5)), 1);

        assertThat(io.calbridge.store.StoredJson.read(io.calbridge.store.StoredJson.write(meeting),
                new com.fasterxml.jackson.core.type.TypeReference<Meeting>() { })).isEqualTo(meeting);
    }

    private static Meeting choosing(MeetingOptions options, int sequence) {
        return new Meeting("uid", null, TEN, TEN.plusSeconds(3600), "Board", false, "boss@example.com", sequence, NOW,
                List.of(ROOM), 0, options);
    }

    private static List<Change> compare(List<Booking> bookings, Meeting... meetings) {
        return BookingPlan.compare(bookings, List.of(meetings), NOW);
    }

    private static Meeting meeting(Instant start, int minutes) {
        return new Meeting("uid", null, start, start.plusSeconds(minutes * 60L), "Board", false, "boss@example.com", 0, NOW,
                List.of(ROOM), 0);
    }

    private static Meeting occurrence(Instant start) {
        return new Meeting("uid", start, start, start.plusSeconds(60), "Daily", false, "", 0, NOW, List.of(), 0);
    }

    private static Booking booked(Instant start, int minutes) {
        return new Booking(UUID.nameUUIDFromBytes(new byte[] {1}), "uid", null, "boss@example.com", start,
                start.plusSeconds(minutes * 60L), "Board", false, 1, BookingState.BOOKED, "", null, OnCms.NOTHING,
                Stream.of(ROOM).map(Invitee::waiting).toList(), 0, null, 0);
    }

    private static Booking running(Instant start, int minutes) {
        return booked(start, minutes).in(BookingState.OPEN, "");
    }
}
