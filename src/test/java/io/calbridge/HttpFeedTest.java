package io.calbridge;

import static io.calbridge.Invitation.meeting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.calbridge.simulator.CmsSimulator;
import io.calbridge.store.Booking;
import io.calbridge.store.BookingState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
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
        site = new Site(folder, CmsSimulator.builder().start()).with("often", "every minute");
    }

    @AfterEach
    void end() {
        site.close();
        server.close();
        log.close();
    }

    private void calendar(String... parameters) {
        calendars("""
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
                """.formatted(Arrays.stream(parameters).map(line -> "        " + line).collect(Collectors.joining("\n"))));
    }

    private void calendars(String routes) {
        try {
            Files.writeString(folder.resolve("calendars.camel.yaml"), routes);
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
    void a_feed_is_booked_and_a_changed_one_replaces_what_it_said_and_its_address_is_told_to_nobody() throws Exception {
        server.giving(feed(meeting("Board"), meeting("Staff")));
        site.with("board.address", server.url("/private-abc/x%40y/basic.ics?a=b%26c&d=e+f"));
        calendar("url: '{{board.address}}'");
        await().atMost(LONG).untilAsserted(() -> assertThat(site.bookings()).hasSize(2));
        assertThat(server.last().uri()).isEqualTo("/private-abc/x%40y/basic.ics?a=b%26c&d=e+f");

        server.giving(feed(meeting("Board")));
        await().atMost(LONG).untilAsserted(() -> assertThat(site.booking("Staff").state()).isEqualTo(BookingState.CANCELLED));
        server.refusing(404);
        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("404")).hasSize(1));
        assertThat(log.containing("private-abc")).isEmpty();
        String metrics = new String(URI.create("http://127.0.0.1:" + site.httpPort() + "/observe/metrics").toURL()
                .openStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(metrics).isNotEmpty().doesNotContain("private-abc");
    }

    @Test
    void an_unchanged_feed_is_not_sent_again_not_even_after_a_restart() {
        String text = feed(meeting("Board"));
        server.answering(exchange -> {
            boolean known = "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))
                    && "Mon, 23 Nov 2026 10:00:00 GMT".equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"));
            FeedServer.reply(exchange, known ? 304 : 200,
                    Map.of("ETag", "\"v1\"", "Last-Modified", "Mon, 23 Nov 2026 10:00:00 GMT"), known ? "" : text);
        });
        calendar("url: " + server.url("/a.ics"));
        await().atMost(LONG).until(() -> server.asked().size() >= 3);
        site.stop();
        int before = server.asked().size();
        site.start();
        await().atMost(LONG).until(() -> server.asked().size() > before + 1);

        assertThat(server.asked().get(0).headers()).doesNotContainKeys("If-None-Match", "If-Modified-Since");
        assertThat(server.asked().stream().skip(1)).allMatch(asked -> asked.header("If-None-Match").equals("\"v1\""));
        assertThat(site.bookings()).hasSize(1);
        assertThat(server.last().headers()).doesNotContainKeys("Calbridge-Method", "Authorization", "Depth");
    }

    @Test
    void other_parameters_or_another_address_have_the_whole_feed_sent_again() {
        server.giving(feed(meeting("Board")), "ETag", "\"v1\"");
        calendar("url: " + server.url("/a.ics"));
        await().atMost(LONG).until(() -> server.asked().size() >= 2);
        site.stop();
        int before = server.asked().size();
        calendar("url: " + server.url("/a.ics"), "priority: 5");
        await().atMost(LONG).until(() -> server.asked().size() > before);

        assertThat(server.asked().get(before).headers()).doesNotContainKey("If-None-Match");
    }

    @Test
    void a_version_that_could_not_be_taken_is_not_remembered() {
        String whole = feed(meeting("Board"));
        server.giving(whole.substring(0, whole.length() - 40), "ETag", "\"cut\"");
        calendar("url: " + server.url("/a.ics"));
        await().atMost(LONG).until(() -> server.asked().size() >= 2);
        assertThat(server.asked()).noneMatch(asked -> asked.headers().containsKey("If-None-Match"));

        server.giving(whole, "ETag", "\"cut\"");
        await().atMost(LONG).until(() -> site.bookings().size() == 1);
    }

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
        assertThat(log.containing("can be read again")).hasSize(1);
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
        assertThat(asked.get(1).at() - asked.get(0).at()).isBetween(600_000_000L, 1_900_000_000L);
        assertThat(asked.get(2).at() - asked.get(1).at()).isBetween(1_200_000_000L, 3_500_000_000L);
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

        await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(6)).until(() -> server.asked().size() == 1);
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
    void a_redirect_is_followed_on_its_host_but_not_elsewhere_nor_for_ever() {
        String text = feed(meeting("Board"));
        try (FeedServer other = FeedServer.start().giving(feed(meeting("Evil")))) {
            server.answering(exchange -> {
                String path = exchange.getRequestURI().getPath();
                FeedServer.reply(exchange, path.equals("/b.ics") ? 200 : 302, path.equals("/b.ics") ? Map.of()
                        : Map.of("Location", "b.ics"), path.equals("/b.ics") ? text : "");
            });
            calendar("url: " + server.url("/a.ics"), "username: room", "password: 'p+w %41&x=#/ä\"'");
            await().atMost(LONG).until(() -> site.bookings().size() == 1);
            assertThat(server.asked().get(1).header("Authorization")).isEqualTo("Basic "
                    + Base64.getEncoder().encodeToString("room:p+w %41&x=#/ä\"".getBytes(StandardCharsets.UTF_8)));

            server.answering(exchange -> FeedServer.reply(exchange, 302,
                    Map.of("Location", "http://localhost:" + other.port() + "/evil.ics"), ""));
            await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("redirects to another host, localhost")).hasSize(1));
            server.answering(exchange -> FeedServer.reply(exchange, 301, Map.of("Location", "/a.ics"), ""));
            await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("redirects more than 5 times")).hasSize(1));
            server.answering(exchange -> FeedServer.reply(exchange, 302, Map.of("Location", "file:///etc/passwd"), ""));
            await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("redirects to what is no web address")).hasSize(1));
            assertThat(other.asked()).isEmpty();
            assertThat(log.containing("p+w")).isEmpty();
        }
    }

    @Test
    void a_redirect_to_a_host_that_is_allowed_is_followed_without_the_login() {
        try (FeedServer other = FeedServer.start().giving(feed(meeting("Board")))) {
            server.answering(exchange -> FeedServer.reply(exchange, 307,
                    Map.of("Location", "http://localhost:" + other.port() + "/b.ics"), ""));
            calendar("url: " + server.url("/a.ics"), "token: secret-token", "redirectHosts: 'example.com, localhost'");
            await().atMost(LONG).until(() -> site.bookings().size() == 1);

            assertThat(server.last().header("Authorization")).isEqualTo("Bearer secret-token");
            assertThat(other.last().headers()).doesNotContainKey("Authorization");
            assertThat(log.containing("secret-token")).isEmpty();
        }
    }

    @Test
    void a_token_is_read_from_its_file_each_time_and_a_missing_file_is_named() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "old\n");
        server.answering(exchange -> {
            boolean right = "Bearer new".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            FeedServer.reply(exchange, right ? 200 : 401, Map.of(), right ? feed(meeting("Board")) : "");
        });
        calendar("url: " + server.url("/a.ics"), "tokenFile: " + token);
        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("refuses our login (401)")).hasSize(1));
        Files.writeString(token, "new\n");
        await().atMost(LONG).until(() -> site.bookings().size() == 1);
        Files.delete(token);
        await().atMost(LONG).untilAsserted(() ->
                assertThat(log.containing("has a tokenFile that cannot be read: " + token)).hasSize(1));
    }

    @Test
    void a_proxy_is_asked_instead_of_the_server_itself() {
        server.giving(feed(meeting("Board")));
        calendar("url: http://calendar.example.invalid/a.ics", "proxy: http://127.0.0.1:" + server.port());
        await().atMost(LONG).until(() -> site.bookings().size() == 1);

        assertThat(server.last().header("Host")).isEqualTo("calendar.example.invalid");
    }

    @Test
    void a_private_authority_is_believed_when_it_is_named_and_not_before() throws Exception {
        KeyStore keys = keys();
        Path authority = Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getCertificate("feed").getEncoded()) + "\n-----END CERTIFICATE-----\n");
        try (FeedServer tls = FeedServer.startTls(context(keys)).giving(feed(meeting("Board")))) {
            calendar("url: " + tls.url("/private/a.ics"));
            await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("has a certificate that is not trusted")).hasSize(1));
            assertThat(tls.asked()).isEmpty();
            site.stop();
            calendar("url: " + tls.url("/private/a.ics"), "caFile: " + folder.resolve("rooms.csv"));
            await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("cannot be asked: caFile: ")).hasSize(1));
            site.stop();
            calendar("url: webcals://127.0.0.1:" + tls.port() + "/private/a.ics", "caFile: " + authority);
            await().atMost(LONG).until(() -> site.bookings().size() == 1);

            tls.answering(exchange -> FeedServer.reply(exchange, 302, Map.of("Location", server.url("/a.ics")), ""));
            await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("redirects from https to http")).hasSize(1));
            assertThat(server.asked()).isEmpty();
            assertThat(log.containing("/private/")).isEmpty();
        }
    }

    private KeyStore keys() throws Exception {
        Path store = folder.resolve("feed.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "feed", "-keyalg", "EC", "-dname", "CN=feed", "-ext", "san=ip:127.0.0.1",
                "-keystore", store.toString(), "-storepass", "changeit", "-validity", "2").redirectErrorStream(true).start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    }

    private static SSLContext context(KeyStore keys) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void webcal_means_http_on_this_machine_and_what_makes_no_sense_is_said() {
        server.giving(feed(meeting("Board")));
        calendar("url: webcal://127.0.0.1:" + server.port() + "/a.ics");
        await().atMost(LONG).until(() -> site.bookings().size() == 1);
        site.stop();
        calendar("url: ftp://secret.example.com/a.ics");
        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("does not begin with http://")).hasSize(1)
                .allMatch(line -> line.contains("Calendar 'web'") && !line.contains("secret")));
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
                new CountDownLatch(1).await(15, TimeUnit.SECONDS);
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

        await().atMost(Duration.ofSeconds(6)).until(() -> site.bookings().size() == 1);
        long stopping = System.nanoTime();
        site.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(Duration.ofSeconds(5));
        assertThat(log.containing("WARN Calendar")).isEmpty();
    }

    @Test
    void a_stop_right_after_the_start_waits_for_nobody() {
        for (int i = 0; i < 3; i++) {
            calendar("url: " + server.url("/a.ics"));
            long stopping = System.nanoTime();
            site.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(Duration.ofSeconds(10));
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
