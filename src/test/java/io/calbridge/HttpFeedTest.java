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
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpFeedTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path folder;
    private Site site;
    private FeedServer server;
    private LogLines log;

    @BeforeEach
    void begin() {
        server = FeedServer.start();
        log = new LogLines();
        site = new Site(folder, CmsSimulator.builder().start());
    }

    @AfterEach
    void end() {
        site.close();
        server.close();
        log.close();
    }

    private void calendar(String... parameters) {
        try {
            Files.writeString(folder.resolve("calendars.camel.yaml"), """
                    - route:
                        id: calendar-web
                        from:
                          uri: kamelet:ical-http-source
                          parameters:
                            calendar: web
                            every: PT1S
                    %s
                          steps:
                            - to: direct:calendar
                    """.formatted(Arrays.stream(parameters).map(line -> "        " + line)
                    .collect(Collectors.joining("\n"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        site.start();
    }

    static String feed(Invitation... meetings) {
        return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n"
                + Arrays.stream(meetings).map(Invitation::toString).collect(Collectors.joining()) + "END:VCALENDAR\r\n";
    }

    @Test
    void a_feed_is_booked_and_a_changed_one_replaces_what_it_said() {
        server.giving(feed(meeting("Board"), meeting("Staff")));
        calendar("url: " + server.url("/private-abc/basic.ics?a=b%26c&d=e+f"));
        await().atMost(LONG).untilAsserted(() -> assertThat(site.bookings()).hasSize(2));
        assertThat(server.last().uri()).isEqualTo("/private-abc/basic.ics?a=b%26c&d=e+f");
        assertThat(log.containing("private-abc")).isEmpty();

        server.giving(feed(meeting("Board")));
        await().atMost(LONG).untilAsserted(() -> assertThat(site.booking("Staff").state()).isEqualTo(BookingState.CANCELLED));
    }
}
