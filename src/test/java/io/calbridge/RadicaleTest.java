package io.calbridge;

import static io.calbridge.Invitation.meeting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calbridge.simulator.CmsSimulator;
import io.calbridge.store.Booking;
import io.calbridge.store.BookingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CalDAV against a real server. */
class RadicaleTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path folder;
    private Site site;
    private Radicale server;
    private LogLines log;

    @BeforeEach
    void begin() {
        Assumptions.assumeTrue(Radicale.isInstalled(),
                "radicale is not installed; bin/test installs it, or: apt-get install --no-install-recommends radicale");
        server = Radicale.start(folder.resolve("radicale"));
        log = new LogLines();
        site = new Site(folder, CmsSimulator.builder().start());
    }

    @AfterEach
    void end() {
        if (server != null) {
            site.close();
            server.close();
            log.close();
        }
    }

    private void calendar(String... parameters) {
        String lines = Stream.concat(Radicale.login().stream(), Stream.of(parameters)).map(line -> "        " + line)
                .collect(Collectors.joining("\n"));
        try {
            Files.writeString(folder.resolve("calendars.camel.yaml"), """
                    - route:
                        id: calendar-dav
                        from:
                          uri: kamelet:caldav-source
                          parameters:
                            calendar: dav
                            every: PT1S
                    %s
                          steps:
                            - to: direct:calendar
                    """.formatted(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        site.start();
    }

    @Test
    void a_calendar_is_found_from_the_servers_address_alone_and_followed_by_its_changes() {
        server.make("/room1/cal/", "Board room");
        Invitation board = meeting("Board");
        server.put("/room1/cal/board%20%C3%A4.ics", board);
        server.put("/room1/cal/staff.ics", meeting("Staff"));
        calendar("url: " + server.url(""));
        await().atMost(LONG).untilAsserted(() -> assertThat(site.bookings()).hasSize(2));

        server.put("/room1/cal/new.ics", meeting("New"));
        server.put("/room1/cal/board%20%C3%A4.ics", board.ending(board.end().plusSeconds(600)));
        server.delete("/room1/cal/staff.ics");
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(site.booking("Board").end()).isEqualTo(board.end().plusSeconds(600));
            assertThat(site.booking("New").state()).isEqualTo(BookingState.BOOKED);
            assertThat(site.booking("Staff").state()).isEqualTo(BookingState.CANCELLED);
        });
        assertThat(log.containing("WARN Calendar")).isEmpty();
    }

    @Test
    void what_changed_while_calbridge_was_down_is_taken_by_its_token_alone() {
        server.make("/room1/cal/", "Board room");
        server.put("/room1/cal/a.ics", meeting("Board"));
        server.put("/room1/cal/b.ics", meeting("Staff"));
        calendar("url: " + server.url("/room1/cal/"));
        await().atMost(LONG).until(() -> site.bookings().size() == 2);
        await().during(Duration.ofSeconds(2)).until(() -> true);
        Booking before = site.booking("Board");
        site.stop();
        server.delete("/room1/cal/b.ics");
        site.start();

        await().atMost(LONG).untilAsserted(() -> assertThat(site.booking("Staff").state()).isEqualTo(BookingState.CANCELLED));
        assertThat(site.booking("Board")).isEqualTo(before);
    }

    @Test
    void one_of_several_calendars_must_be_named() {
        server.make("/room1/one/", "First room").make("/room1/two/", "Second room");
        server.put("/room1/two/a.ics", meeting("Board"));
        calendar("url: " + server.url("/room1/"));
        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("is one of several at its server; name one in the "
                + "parameter collection")).hasSize(1).first().asString().contains("one ('First room')", "two ('Second room')"));
        assertThat(site.bookings()).isEmpty();
        site.stop();
        calendar("url: " + server.url("/room1/"), "collection: second room");

        await().atMost(LONG).until(() -> site.bookings().size() == 1);
    }

    @Test
    void a_wrong_password_and_a_vanished_calendar_cancel_nothing() {
        server.make("/room1/cal/", "Board room");
        server.put("/room1/cal/a.ics", meeting("Board"));
        calendar("url: " + server.url("/room1/cal/"));
        await().atMost(LONG).until(() -> site.bookings().size() == 1);
        server.delete("/room1/cal/");
        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("is not there (404)")).hasSize(1));
        site.stop();
        calendar("url: " + server.url("/room1/cal/"), "within: PT20S");
        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("(404)")).hasSizeGreaterThan(1));

        assertThat(site.booking("Board").state()).isEqualTo(BookingState.BOOKED);
    }

    @Test
    void a_calendar_that_is_suddenly_empty_is_believed_at_the_second_time_only() {
        server.make("/room1/cal/", "Board room");
        server.put("/room1/cal/a.ics", meeting("Board"));
        calendar("url: " + server.url("/room1/cal/"));
        await().atMost(LONG).until(() -> site.bookings().size() == 1);
        site.stop();
        server.delete("/room1/cal/");
        server.make("/room1/cal/", "Board room");
        site.start();

        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("is suddenly empty")).hasSize(1));
        await().atMost(LONG).untilAsserted(() -> assertThat(site.booking("Board").state()).isEqualTo(BookingState.CANCELLED));
    }
}
