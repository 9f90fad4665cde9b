package io.calbridge;

import static io.calbridge.Invitation.meeting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calbridge.simulator.CmsSimulator;
import io.calbridge.store.Booking;
import io.calbridge.store.BookingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invitations that were saved from mail, as files of one calendar, which together say what it holds. */
class InvitationFilesTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Instant START = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(26));

    @TempDir
    private Path folder;
    private Site site;

    @BeforeEach
    void begin() {
        site = new Site(folder, CmsSimulator.builder().start()).start();
    }

    @AfterEach
    void end() {
        site.close();
    }

    private void drop(String file, String method, Object... meetings) throws IOException {
        StringBuilder text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:" + method + "\r\n");
        for (Object meeting : meetings) {
            text.append(meeting);
        }
        Path path = site.feeds().resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "END:VCALENDAR\r\n");
    }

    private static Invitation daily() {
        return meeting("Daily").at(START, Duration.ofHours(1)).with("RRULE:FREQ=DAILY;COUNT=3");
    }

    private static String id(int day) {
        return "RECURRENCE-ID:" + START.plus(Duration.ofDays(day)).toString().replaceAll("[-:]", "");
    }

    private void awaitStates(BookingState... states) {
        await().atMost(LONG).untilAsserted(() -> assertThat(site.bookings().stream()
                .sorted(java.util.Comparator.comparing(Booking::start)).map(Booking::state)).containsExactly(states));
    }

    @Test
    void a_cancellation_in_a_file_of_its_own_cancels_the_meeting_and_stays_when_that_file_is_deleted() throws IOException {
        drop("invitation.ics", "REQUEST", meeting("Board"));
        awaitStates(BookingState.BOOKED);
        drop("cancelled.ics", "CANCEL", meeting("Board").ending(meeting("Board").end()));
        awaitStates(BookingState.CANCELLED);
        Files.delete(site.feeds().resolve("cancelled.ics"));
        drop("marker.ics", "REQUEST", meeting("Marker").in(10_000, 60));
        awaitStates(BookingState.CANCELLED, BookingState.BOOKED);

        drop("again.ics", "REQUEST", meeting("Board").ending(meeting("Board").end()).ending(meeting("Board").end()));

        await().atMost(LONG).untilAsserted(() -> assertThat(site.bookings().stream().filter(one -> one.title().equals("Board"))
                .map(Booking::state)).containsExactlyInAnyOrder(BookingState.CANCELLED, BookingState.BOOKED));
    }

    @Test
    void a_cancellation_cancels_nothing_that_another_calendar_gave() throws IOException {
        drop("invitation.ics", "REQUEST", meeting("Board"));
        drop("boardroom/cancelled.ics", "CANCEL", meeting("Board").ending(meeting("Board").end()));
        drop("boardroom/marker.ics", "REQUEST", meeting("Marker").in(10_000, 60));

        awaitStates(BookingState.BOOKED, BookingState.BOOKED);
    }

    @Test
    void one_occurrence_may_be_moved_or_cancelled_by_files_of_their_own_whichever_comes_first() throws IOException {
        Instant moved = START.plus(Duration.ofDays(1)).plusSeconds(7200);
        drop("moved.ics", "REQUEST", meeting("Daily").at(moved, Duration.ofHours(1)).with(id(1)));
        awaitStates(BookingState.BOOKED);
        drop("series.ics", "REQUEST", daily());
        awaitStates(BookingState.BOOKED, BookingState.BOOKED, BookingState.BOOKED);
        assertThat(site.bookings()).extracting(Booking::start).containsExactlyInAnyOrder(START, moved, START.plus(Duration.ofDays(2)));
        drop("cancelled.ics", "CANCEL", meeting("Daily").at(START, Duration.ofHours(1)).with(id(0)));

        awaitStates(BookingState.CANCELLED, BookingState.BOOKED, BookingState.BOOKED);
        Files.delete(site.feeds().resolve("moved.ics"));
        await().atMost(LONG).untilAsserted(() -> assertThat(site.bookings()).extracting(Booking::start)
                .contains(START.plus(Duration.ofDays(1))));
    }

    @Test
    void a_newer_invitation_for_a_series_rules_whatever_older_files_say() throws IOException {
        drop("old.ics", "REQUEST", daily());
        awaitStates(BookingState.BOOKED, BookingState.BOOKED, BookingState.BOOKED);
        drop("new.ics", "REQUEST", daily().without("RRULE").with("RRULE:FREQ=DAILY;COUNT=2"));

        awaitStates(BookingState.BOOKED, BookingState.BOOKED, BookingState.CANCELLED);
    }

    @Test
    void an_answer_of_somebody_else_changes_nothing() throws IOException {
        drop("invitation.ics", "REQUEST", meeting("Board"));
        awaitStates(BookingState.BOOKED);
        drop("answer.ics", "REPLY", meeting("Board").ending(meeting("Board").end()).in(99, 99));
        drop("marker.ics", "REQUEST", meeting("Marker").in(10_000, 60));

        awaitStates(BookingState.BOOKED, BookingState.BOOKED);
    }

    @Test
    void each_sub_folder_is_a_calendar_of_its_own_and_takes_what_it_gave_when_it_is_removed() throws IOException {
        Invitation board = meeting("Board");
        drop("boardroom/all.ics", "PUBLISH", board, meeting("Staff").in(10_000, 60));
        drop("lobby/all.ics", "PUBLISH", board);
        awaitStates(BookingState.BOOKED, BookingState.BOOKED);

        Files.delete(site.feeds().resolve("boardroom/all.ics"));
        Files.delete(site.feeds().resolve("boardroom"));

        awaitStates(BookingState.BOOKED, BookingState.CANCELLED);
    }

    @Test
    void a_feed_whose_stamps_change_whenever_it_is_asked_for_says_nothing_new() throws IOException {
        Invitation board = meeting("Board");
        drop("all.ics", "PUBLISH", board, meeting("Staff").in(10_000, 60));
        awaitStates(BookingState.BOOKED, BookingState.BOOKED);
        Booking before = site.booking("Board");
        drop("all.ics", "PUBLISH", board.toString().replace("DTSTAMP:2026", "DTSTAMP:2027"),
                meeting("Staff").in(11_000, 60).toString().replace("DTSTAMP:2026", "DTSTAMP:2027"));

        await().atMost(LONG).untilAsserted(() -> assertThat(site.journal(site.booking("Staff"))).hasSize(2));
        assertThat(site.booking("Board")).isEqualTo(before);
    }
}
