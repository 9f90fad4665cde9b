package io.calbridge;

import static io.calbridge.Invitation.meeting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.calbridge.store.Booking;
import io.calbridge.store.BookingState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class HttpFeedTroubleTest extends HttpFeedSite {

    @Test
    void what_is_cut_off_or_empty_or_a_web_page_changes_nothing_and_is_said_once() {
        String whole = feed(meeting("Board"));
        server.giving(whole);
        calendar("url: " + server.url("/a.ics"));
        await().atMost(LONG).until(() -> site.bookings().size() == 1);

        server.giving("<!DOCTYPE html><html><body>Log in " + System.nanoTime() + "</body></html>", "Content-Type", "text/html");
        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("is a web page, not a calendar")).hasSize(1));
        server.giving("");
        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("came empty")).hasSize(1));
        server.answering(exchange -> {
            exchange.sendResponseHeaders(200, whole.length());
            exchange.getResponseBody().write(whole.substring(0, whole.length() - 30).getBytes(StandardCharsets.UTF_8));
        });
        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("came cut off")).hasSize(1));
        server.giving(feed());
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() ->
                assertThat(site.booking("Board").state()).isEqualTo(BookingState.CANCELLED));
        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("Calendar 'web'")).satisfiesExactly(
                line -> assertThat(line).contains("is a web page"), line -> assertThat(line).contains("came empty"),
                line -> assertThat(line).contains("came cut off"), line -> assertThat(line).contains("can be read again")));
    }

    @Test
    void a_missing_a_forbidden_a_gone_and_a_locked_feed_are_told_apart_and_each_is_said_once() {
        server.giving(feed(meeting("Board")));
        calendar("url: " + server.url("/a.ics"));
        await().atMost(LONG).until(() -> site.bookings().size() == 1);
        for (Map.Entry<Integer, String> one : Map.of(404, "is not there (404)", 403, "forbids reading it (403)",
                410, "is gone for good", 401, "asks for a login (401)").entrySet()) {
            server.refusing(one.getKey());
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(log.containing(one.getValue())).hasSize(1));
        }
        assertThat(site.booking("Board").state()).isEqualTo(BookingState.BOOKED);
        assertThat(log.containing("Calendar 'web' (127.0.0.1)")).hasSize(4)
                .allMatch(line -> line.startsWith("WARN") && line.endsWith("what it held before stays booked"));
    }

    @Test
    void a_server_in_trouble_is_asked_again_after_growing_pauses() {
        String text = feed(meeting("Board"));
        AtomicInteger count = new AtomicInteger();
        server.answering(exchange -> FeedServer.reply(exchange, count.incrementAndGet() < 3 ? 503 : 200, Map.of(), text));
        calendar("url: " + server.url("/a.ics"));
        await().atMost(LONG).until(() -> site.bookings().size() == 1);

        List<FeedServer.Asked> asked = server.asked();
        assertThat(asked.get(1).at() - asked.get(0).at()).isGreaterThan(600_000_000L);
        assertThat(asked.get(2).at() - asked.get(1).at()).isGreaterThan(1_200_000_000L);
        assertThat(log.containing("(503)")).isEmpty();
    }

    @Test
    void a_server_that_stays_in_trouble_is_left_for_the_next_turn() {
        server.refusing(500);
        calendar("url: " + server.url("/a.ics"));
        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("has trouble at its server (500)")).hasSize(1));
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void a_server_that_wants_to_be_left_alone_is_left_alone() {
        server.answering(exchange -> FeedServer.reply(exchange, 503, Map.of("Retry-After", "30"), ""));
        calendar("url: " + server.url("/a.ics"));
        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("has trouble at its server (503)")).hasSize(1));

        await().during(Duration.ofSeconds(5)).atMost(LONG).until(() -> server.asked().size() == 1);
    }

    @Test
    void a_packed_feed_is_unpacked_but_no_bomb() {
        server.answering(exchange -> FeedServer.reply(exchange, 200, Map.of("Content-Encoding", "gzip"),
                packed(feed(meeting("Board")).getBytes(StandardCharsets.UTF_8))));
        calendar("url: " + server.url("/a.ics"), "maxMegabytes: 1");
        await().atMost(LONG).until(() -> site.bookings().size() == 1);
        assertThat(server.last().header("Accept-Encoding")).contains("gzip");

        byte[] bomb = packed(new byte[300 * 1024 * 1024]);
        server.answering(exchange -> FeedServer.reply(exchange, 200, Map.of("Content-Encoding", "gzip"), bomb));
        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("is larger than 1 MB, unpacked")).hasSize(1));
        byte[] half = Arrays.copyOf(packed(feed(meeting("Staff")).getBytes(StandardCharsets.UTF_8)), 150);
        server.answering(exchange -> FeedServer.reply(exchange, 200, Map.of("Content-Encoding", "gzip"), half));
        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("came cut off")).hasSize(1));
        assertThat(site.bookings()).singleElement().extracting(Booking::state).isEqualTo(BookingState.BOOKED);
    }

    @Test
    void an_endless_answer_and_a_dripping_one_are_hung_up_on() {
        server.answering(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(new byte[8192]);
            }
        });
        calendar("url: " + server.url("/a.ics"), "maxMegabytes: 1", "within: PT2S");
        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("is larger than 1 MB")).hasSize(1));

        server.answering(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            CountDownLatch never = new CountDownLatch(1);
            try {
                while (!never.await(100, TimeUnit.MILLISECONDS)) {
                    exchange.getResponseBody().write('B');
                    exchange.getResponseBody().flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("was not there in time (PT2S)")).hasSize(1));
    }

    @Test
    void a_start_that_fails_tells_no_secret_and_names_a_period_that_is_none() {
        String route = """
                - route:
                    from:
                      uri: kamelet:ical-http-source
                      parameters: {calendar: a, every: '%s', url: "%s", token: s3cr3t, proxy: "http://a:s3cr3t@h:1"}
                      steps:
                        - to: direct:calendar
                """;
        String address = server.url("/private-abc/x");
        assertThatThrownBy(() -> calendars(route.formatted("PT1M", address).repeat(2)))
                .hasMessageContaining("Multiple consumers").hasStackTraceContaining("ical-http-source")
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain("private-abc", "s3cr3t"));
        assertThatThrownBy(() -> calendars(route.formatted("{{often}}", address)))
                .hasStackTraceContaining("every minute is no duration like PT1M");
        assertThat(log.containing("private-abc")).isEmpty();
        assertThat(log.containing("s3cr3t")).isEmpty();
    }

    @Test
    void slow_servers_leave_the_watched_folder_its_threads() {
        server.answering(exchange -> {
            try {
                new CountDownLatch(1).await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        StringBuilder routes = new StringBuilder("""
                - route:
                    from:
                      uri: kamelet:ical-folder-source
                      parameters: {calendar: folder, folder: "{{calbridge.feeds.folder}}"}
                      steps:
                        - to: direct:calendar
                """);
        for (int i = 0; i < 20; i++) {
            routes.append("""
                    - route:
                        from:
                          uri: kamelet:ical-http-source
                          parameters: {calendar: slow-%d, every: PT1S, url: "%s"}
                          steps:
                            - to: direct:calendar
                    """.formatted(i, server.url("/" + i)));
        }
        calendars(routes.toString());
        await().atMost(LONG).until(() -> server.asked().size() == 20);
        site.drop("a.ics", meeting("Board"));

        await().atMost(LONG).until(() -> site.bookings().size() == 1);
        long stopping = System.nanoTime();
        site.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(Duration.ofSeconds(20));
        assertThat(log.containing("WARN Calendar")).isEmpty();
    }

    @Test
    void a_stop_right_after_the_start_waits_for_nobody() {
        for (int i = 0; i < 3; i++) {
            calendar("url: " + server.url("/a.ics"));
            long stopping = System.nanoTime();
            site.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(Duration.ofSeconds(20));
        }
    }

    private static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
