package io.calbridge;

import static io.calbridge.Invitation.meeting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calbridge.simulator.CmsSimulator;
import io.calbridge.store.Booking;
import io.calbridge.store.BookingState;
import io.calbridge.store.Invitee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {

    private static final Duration LONG = Duration.ofSeconds(20);

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

    @Test
    void a_file_is_read_once_it_is_complete_and_not_before() throws IOException {
        String text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + meeting("Board") + "END:VCALENDAR\r\n";
        site.dropText("slow.ics", text.substring(0, 100));
        await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(20)).until(() -> site.bookings().isEmpty());
        site.dropText("slow.ics", text);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(site.bookings()).hasSize(1));
        assertThat(site.feeds().resolve("slow.ics")).exists();
    }

    @Test
    void reading_the_same_again_changes_nothing_not_even_after_a_restart() {
        Invitation board = meeting("Board").inviting("mailto:boardroom@example.com");
        site.drop("board.ics", board);
        await().atMost(LONG).until(() -> site.bookings().size() == 1);
        Booking before = site.booking("Board");
        site.drop("board.ics", board);
        site.stop();
        site.start();
        site.drop("other.ics", meeting("Other"));
        await().atMost(LONG).until(() -> site.bookings().size() == 2);

        assertThat(site.booking("Board")).isEqualTo(before);
        assertThat(site.journal(before)).hasSize(1);
    }

    @Test
    void a_changed_file_replaces_what_it_said_and_a_deleted_one_cancels_what_has_not_started() throws IOException {
        Invitation board = meeting("Board");
        site.drop("board.ics", board, meeting("Staff"));
        await().atMost(LONG).until(() -> site.bookings().size() == 2);
        site.drop("board.ics", board.at(board.start().plusSeconds(600), Duration.ofHours(1)));
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(site.booking("Board").start()).isEqualTo(board.start().plusSeconds(600));
            assertThat(site.booking("Staff").state()).isEqualTo(BookingState.CANCELLED);
        });
        Files.delete(site.feeds().resolve("board.ics"));

        await().atMost(LONG).untilAsserted(() ->
                assertThat(site.booking("Board").state()).isEqualTo(BookingState.CANCELLED));
    }

    @Test
    void a_deleted_file_leaves_a_running_conference_alone() throws IOException {
        site.drop("board.ics", meeting("Board").in(3, 12));
        await().atMost(LONG).until(() -> site.cms().calls().size() == 1);
        Files.delete(site.feeds().resolve("board.ics"));

        await().atMost(LONG).untilAsserted(() -> assertThat(site.journal(site.booking("Board")))
                .anyMatch(line -> line.contains("goes on to its end")));
        assertThat(site.cms().calls()).hasSize(1);
        await().atMost(LONG).untilAsserted(() ->
                assertThat(site.booking("Board").state()).isEqualTo(BookingState.CLOSED));
    }

    @Test
    void a_renamed_file_and_a_meeting_that_another_file_holds_lose_nothing() throws IOException {
        Invitation board = meeting("Board");
        site.drop("one.ics", board);
        site.drop("two.ics", board, meeting("Staff"));
        await().atMost(LONG).until(() -> site.bookings().size() == 2);
        Files.move(site.feeds().resolve("two.ics"), site.feeds().resolve("three.ics"));
        Files.delete(site.feeds().resolve("one.ics"));
        site.drop("marker.ics", meeting("Marker"));
        await().atMost(LONG).until(() -> site.bookings().size() == 3);

        await().during(Duration.ofSeconds(3)).atMost(LONG).untilAsserted(() -> assertThat(site.bookings())
                .extracting(Booking::state).containsOnly(BookingState.BOOKED));
    }

    @Test
    void what_is_no_calendar_is_rejected_with_a_reason_and_what_the_file_held_before_stays_booked() throws IOException {
        site.drop("board.ics", meeting("Board"));
        await().atMost(LONG).until(() -> site.bookings().size() == 1);
        site.dropText("board.ics", "<html><body>Please log in</body></html>\r\nEND:VCALENDAR");

        Path reason = site.feeds().resolve(".rejected/board.ics.txt");
        await().atMost(LONG).untilAsserted(() -> assertThat(reason).exists());
        assertThat(Files.readString(reason)).contains("board.ics", "is a web page, not a calendar", "line 1");
        assertThat(site.feeds().resolve(".rejected/board.ics")).content().contains("Please log in");
        assertThat(site.booking("Board").state()).isEqualTo(BookingState.BOOKED);

        site.drop("board.ics", meeting("Board"));
        await().atMost(LONG).untilAsserted(() -> assertThat(reason).doesNotExist());
    }

    @Test
    void one_bad_meeting_is_rejected_alone_with_its_line_and_the_rest_of_the_file_is_booked() throws IOException {
        String bad = meeting("Bad").toString().replaceFirst("DTSTART:\\d+T\\d+Z", "DTSTART:tomorrow at ten");
        site.dropText("mixed.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + meeting("Good") + bad + meeting("Fine")
                + "END:VCALENDAR\r\n");

        await().atMost(LONG).untilAsserted(() -> assertThat(site.bookings()).extracting(Booking::title)
                .containsExactlyInAnyOrder("Good", "Fine"));
        await().atMost(LONG).untilAsserted(() ->
                assertThat(site.feeds().resolve(".rejected/mixed.ics.txt")).exists().content()
                        .contains("mixed.ics line 11, meeting Bad@test"));
    }

    @Test
    void a_folder_that_is_not_there_cancels_nothing() throws IOException {
        site.drop("board.ics", meeting("Board"));
        await().atMost(LONG).until(() -> site.bookings().size() == 1);
        Path away = site.folder().resolve("away");
        Files.move(site.feeds(), away);
        await().during(Duration.ofSeconds(3)).atMost(LONG).untilAsserted(() ->
                assertThat(site.booking("Board").state()).isEqualTo(BookingState.BOOKED));
        // A mount point whose share is not mounted: an empty folder, but another one.
        Files.createDirectory(site.feeds());
        await().during(Duration.ofSeconds(3)).atMost(LONG).untilAsserted(() ->
                assertThat(site.booking("Board").state()).isEqualTo(BookingState.BOOKED));
        Files.delete(site.feeds());
        Files.move(away, site.feeds());
        Files.delete(site.feeds().resolve("board.ics"));

        await().atMost(LONG).untilAsserted(() ->
                assertThat(site.booking("Board").state()).isEqualTo(BookingState.CANCELLED));
    }

    @Test
    void a_changed_room_directory_changes_who_will_be_dialled() {
        site.drop("board.ics", meeting("Board").inviting("mailto:Boardroom@Example.com", "mailto:cafe@example.com"));
        await().atMost(LONG).untilAsserted(() -> assertThat(site.booking("Board").invitees())
                .extracting(Invitee::address).containsExactly("desk.ex90@example.com"));
        site.rooms("boardroom@example.com,Board room,sip:new@example.com,automatic",
                "cafe@example.com,Café,sip:cafe@example.com,none");

        await().atMost(LONG).untilAsserted(() -> assertThat(site.booking("Board").invitees())
                .extracting(Invitee::address).containsExactlyInAnyOrder("new@example.com", "cafe@example.com"));
    }
}
