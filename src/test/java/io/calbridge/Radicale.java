package io.calbridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.awaitility.Awaitility;

/** A real CalDAV server, Debian's package radicale, on a free port of loopback, with the user room1 and a password. */
final class Radicale implements AutoCloseable {

    static final String USER = "room1";
    static final String PASSWORD = "s3cret&%41+ä";

    private final Process process;
    private final int port = Site.freePort();

    private Radicale(Path folder) {
        try {
            Files.createDirectories(folder);
            Path users = Files.writeString(folder.resolve("users"), USER + ":" + PASSWORD + "\n");
            Path config = Files.writeString(folder.resolve("config"), """
                    [server]
                    hosts=127.0.0.1:%d
                    [auth]
                    type=htpasswd
                    htpasswd_filename=%s
                    htpasswd_encryption=plain
                    [storage]
                    filesystem_folder=%s
                    """.formatted(port, users, folder.resolve("store")));
            process = new ProcessBuilder("radicale", "--config", config.toString()).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("radicale").atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> ask("GET", "/.web/", "").statusCode() > 0);
    }

    static boolean isInstalled() {
        try {
            return new ProcessBuilder("radicale", "--version").redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static Radicale start(Path folder) {
        return new Radicale(folder);
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    Radicale make(String collection, String name) {
        require(ask("MKCALENDAR", collection, "<C:mkcalendar xmlns:D=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\"><D:set>"
                + "<D:prop><D:displayname>" + name + "</D:displayname></D:prop></D:set></C:mkcalendar>"));
        return this;
    }

    void put(String path, Invitation... meetings) {
        require(ask("PUT", path, HttpFeedSite.feed(meetings)));
    }

    void delete(String path) {
        require(ask("DELETE", path, ""));
    }

    private static void require(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("radicale: " + answer.statusCode() + " " + answer.body());
        }
    }

    HttpResponse<String> ask(String method, String path, String body) {
        try {
            // A new client each time: radicale closes its connections, which this client notices too late.
            return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build().send(HttpRequest.newBuilder(URI.create(url(path))).method(method, BodyPublishers.ofString(body))
                    .header("Authorization", "Basic " + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes("UTF-8")))
                    .header("Content-Type", body.startsWith("BEGIN") ? "text/calendar" : "application/xml").build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    static List<String> login() {
        return List.of("username: " + USER, "password: '" + PASSWORD + "'");
    }
}
