package io.calbridge;

import io.calbridge.simulator.CmsSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Calbridge with a feed on a web server, both on loopback. */
abstract class HttpFeedSite {

    static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;
    Site site;
    FeedServer server;
    LogLines log;

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

    void calendar(String... parameters) {
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

    void calendars(String routes) {
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
}
