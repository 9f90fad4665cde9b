package io.calbridge.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests to one bridge exactly as they are written here: nothing is encoded, repeated or followed. */
final class Wire {

    /** What came back. */
    record Answer(int status, String body, String location, HttpResponse<String> whole) {

        /** The last segment of Location. */
        String id() {
            return location.substring(location.lastIndexOf('/') + 1);
        }

        /** The name in failureDetails; for a success, its status. */
        String reason() {
            Matcher reason = Pattern.compile("<failureDetails><([A-Za-z]+)").matcher(body);
            return status + (reason.find() ? " " + reason.group(1) : "");
        }

        /** The text of the first such element. */
        String text(String element) {
            Matcher text = Pattern.compile("<" + element + ">([^<]*)</" + element + ">").matcher(body);
            return text.find() ? text.group(1) : null;
        }

        int total() {
            Matcher total = Pattern.compile(" total=\"(\\d+)\"").matcher(body);
            return total.find() ? Integer.parseInt(total.group(1)) : -1;
        }

        int items() {
            return (int) Pattern.compile(" id=\"").matcher(body).results().count();
        }
    }

    private final HttpClient client;
    private final URI bridge;
    private final String authorization;

    Wire(URI bridge, String username, String password) {
        this(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), bridge, username, password);
    }

    Wire(HttpClient client, URI bridge, String username, String password) {
        this.client = client;
        this.bridge = bridge;
        this.authorization = username == null ? null : "Basic " + Base64.getEncoder()
                .encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    static Wire to(CmsSimulator simulator, int bridge) {
        return new Wire(simulator.url(bridge), simulator.username(), simulator.password());
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer post(String path, String body) {
        return send("POST", path, body);
    }

    Answer put(String path, String body) {
        return send("PUT", path, body);
    }

    Answer delete(String path) {
        return send("DELETE", path, "");
    }

    /** @throws UncheckedIOException when no answer came */
    Answer send(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(bridge.resolve("/api/v1" + path)).timeout(Duration.ofMillis(5500))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body(), answer.headers().firstValue("Location").orElse(null), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
