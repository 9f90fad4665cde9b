package io.calbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calbridge.simulator.CmsSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {

    @Test
    void it_is_live_at_once_and_ready_when_a_bridge_answers_and_the_placeholders_exist(@TempDir Path folder) {
        CmsSimulator cms = CmsSimulator.builder().start();
        cms.bridge(1).answerWith(503);
        try (Site site = new Site(folder, cms).start()) {
            assertThat(get(site, "/observe/health/live").statusCode()).isEqualTo(200);
            assertThat(get(site, "/observe/health/ready").statusCode()).isEqualTo(503);

            cms.bridge(1).wellAgain();

            await().atMost(Duration.ofSeconds(40)).untilAsserted(() ->
                    assertThat(get(site, "/observe/health/ready").statusCode()).isEqualTo(200));
            assertThat(get(site, "/observe/metrics").body()).contains("# TYPE");
        }
    }

    private static HttpResponse<String> get(Site site, String path) {
        try {
            return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.httpPort()
                    + path)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
