package io.calbridge;

import static io.calbridge.Invitation.meeting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calbridge.store.BookingState;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class HttpFeedTest extends HttpFeedSite {

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
}
