package io.calbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log-in, connections, and what tests can make go wrong. */
class FaultsTest {

    private CmsSimulator simulator;
    private Wire cms;
    private String board;

    @BeforeEach
    void start() {
        simulator = CmsSimulator.builder().bridges(2).credentials("api", "se:cret").start();
        cms = Wire.to(simulator, 1);
        board = simulator.addCoSpace("Board", "board", null);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void who_is_not_known_gets_an_empty_401_and_nothing_else() {
        for (Wire stranger : new Wire[] {new Wire(simulator.url(1), null, null), new Wire(simulator.url(1), "api", "x")}) {
            Wire.Answer answer = stranger.post("/calls", "coSpace=" + board);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.whole().headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"acano\"");
        }
        assertThat(simulator.calls()).isEmpty();
        assertThat(cms.get("/coSpaces").whole().headers().firstValue("Content-Type")).hasValue("text/xml");
    }

    @Test
    void an_answer_can_be_lost_after_its_effect_once() {
        simulator.loseNextAnswerTo("POST", "/api/v1/calls");

        assertThatThrownBy(() -> cms.post("/calls", "coSpace=" + board)).isInstanceOf(UncheckedIOException.class);

        assertThat(simulator.calls()).hasSize(1);
        assertThat(cms.post("/calls/", "coSpace=" + board).reason()).isEqualTo("200");
        assertThat(simulator.callsCreated(board)).isEqualTo(1);
        assertThat(simulator.requests()).extracting(ReceivedRequest::status).containsExactly(0, 200);
    }

    @Test
    void a_request_can_be_lost_before_its_effect_with_a_star_for_an_id() {
        String call = simulator.addCall(1, board);
        simulator.loseNextBefore("POST", "/api/v1/calls/*/callLegs");

        assertThatThrownBy(() -> cms.post("/calls/" + call + "/calllegs", "remoteParty=a@example.com"))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(simulator.legsCreated("a@example.com")).isZero();
        assertThat(cms.post("/calls/" + call + "/calllegs", "remoteParty=A@example.com").reason()).isEqualTo("200");
        assertThat(simulator.legsCreated("a@example.com")).isEqualTo(1);
    }

    @Test
    void one_answer_can_be_a_refusal() {
        simulator.answerNextWith("PUT", "/api/v1/coSpaces/*", 503, "databaseNotReady");

        assertThat(cms.put("/coSpaces/" + board, "name=B").reason()).isEqualTo("503 databaseNotReady");

        assertThat(simulator.coSpace("board").orElseThrow().name()).isEqualTo("Board");
        assertThat(cms.put("/coSpaces/" + board, "name=B").reason()).isEqualTo("200");
    }

    @Test
    void a_parameter_can_be_made_unknown() {
        simulator.refuseParameter("coSpaces", "cdrTag");
        simulator.refuseParameter("coSpaces", "secret");

        assertThat(cms.put("/cospaces/" + board, "cdrTag=x").reason()).isEqualTo("400 parameterError");
        assertThat(cms.put("/cospaces/" + board, "secret=x").reason()).isEqualTo("400 parameterError");
        assertThat(cms.put("/cospaces/" + board, "name=x").reason()).isEqualTo("200");
    }

    @Test
    void a_stopped_bridge_refuses_connections_and_comes_back_on_its_port_with_what_it_held() {
        URI before = simulator.url(1);
        String call = simulator.addCall(1, board);
        cms.get("/calls");

        simulator.bridge(1).stop();
        assertThatThrownBy(() -> cms.get("/calls")).hasCauseInstanceOf(ConnectException.class);
        assertThat(Wire.to(simulator, 2).get("/coSpaces").total()).isEqualTo(1);

        simulator.bridge(1).start();
        assertThat(simulator.url(1)).isEqualTo(before);
        assertThat(cms.get("/calls/" + call).reason()).isEqualTo("200");
    }

    @Test
    void a_bridge_answers_503_to_all_until_it_is_well_again() {
        simulator.bridge(1).answerWith(503);
        assertThat(cms.post("/calls", "coSpace=" + board).reason()).isEqualTo("503");
        assertThat(simulator.calls()).isEmpty();

        simulator.bridge(1).wellAgain();
        assertThat(cms.post("/calls", "coSpace=" + board).reason()).isEqualTo("200");
    }

    @Test
    void a_slow_bridge_answers_later_and_others_do_not_wait_for_it() {
        simulator.bridge(1).slow(Duration.ofSeconds(2));

        long begun = System.nanoTime();
        Wire.to(simulator, 2).get("/coSpaces");
        long other = System.nanoTime() - begun;
        assertThat(cms.get("/coSpaces").reason()).isEqualTo("200");

        assertThat(System.nanoTime() - begun).isGreaterThan(Duration.ofSeconds(2).toNanos());
        assertThat(other).isLessThan(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void a_hanging_bridge_keeps_its_client_waiting_longer_than_an_idle_connection_lives() {
        simulator.bridge(1).hang();

        assertThatThrownBy(() -> cms.get("/coSpaces")).hasCauseInstanceOf(HttpTimeoutException.class);

        assertThat(simulator.requests()).singleElement().satisfies(asked -> assertThat(asked.status()).isZero());
    }

    @Test
    void a_connection_ends_after_a_hundred_requests_and_an_idle_one_after_five_seconds() throws Exception {
        try (Socket idle = new Socket("127.0.0.1", simulator.url(1).getPort());
             Socket busy = new Socket("127.0.0.1", simulator.url(1).getPort())) {
            busy.setSoTimeout(30_000);
            idle.setSoTimeout(30_000);
            long begun = System.nanoTime();
            String request = "GET /api/v1/calls HTTP/1.1\r\nHost: cms\r\n\r\n";
            busy.getOutputStream().write(request.repeat(100).getBytes(StandardCharsets.US_ASCII));
            String answers = new String(busy.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answers.split("HTTP/1.1 401", -1).length).isEqualTo(101);
            assertThat(answers.split("onnection: close", -1).length).isEqualTo(2);

            assertThat(idle.getInputStream().read()).isEqualTo(-1);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void what_came_in_is_remembered_until_it_is_forgotten() {
        cms.put("/cospaces/" + board, "&name=A+B&passcode=");

        assertThat(simulator.requests()).singleElement().satisfies(asked -> {
            assertThat(asked.bridge()).isEqualTo(1);
            assertThat(asked.method()).isEqualTo("PUT");
            assertThat(asked.path()).isEqualTo("/api/v1/cospaces/" + board);
            assertThat(asked.form()).isEqualTo(Map.of("name", "A B", "passcode", ""));
            assertThat(asked.status()).isEqualTo(200);
        });
        simulator.forgetRequests();
        assertThat(simulator.requests()).isEmpty();
    }

    @Test
    void it_speaks_tls_with_the_certificate_that_it_was_given(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "cms", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=ip:127.0.0.1",
                "-keystore", store.toString(), "-storepass", "changeit", "-validity", "2").redirectErrorStream(true).start();
        await().until(() -> !keytool.isAlive());
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        Path certificate = pem(folder, "CERTIFICATE", keys.getCertificate("cms").getEncoded());
        Path key = pem(folder, "PRIVATE KEY", keys.getKey("cms", "changeit".toCharArray()).getEncoded());

        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (var pem = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry("cms", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (CmsSimulator safe = CmsSimulator.builder().tls(certificate, key).start()) {
            assertThat(safe.url(1)).hasScheme("https");
            assertThat(new Wire(HttpClient.newBuilder().sslContext(context).version(HttpClient.Version.HTTP_1_1).build(),
                    safe.url(1), "calbridge", "calbridge").get("/coSpaces").reason()).isEqualTo("200");
            assertThatThrownBy(() -> Wire.to(safe, 1).get("/coSpaces")).isInstanceOf(UncheckedIOException.class);
        }
    }

    private static Path pem(Path folder, String kind, byte[] content) throws Exception {
        String text = java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(folder.resolve(kind.replace(' ', '-') + ".pem"),
                "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
