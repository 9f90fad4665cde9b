package io.calbridge;

import io.calbridge.bridge.Placeholders;
import io.calbridge.settings.SettingsFile;
import io.calbridge.simulator.CmsSimulator;
import io.calbridge.store.Booking;
import io.calbridge.store.Bookings;
import io.calbridge.store.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A whole Calbridge on a simulated CMS, with the routes as they stand, a folder of feeds and a room directory. */
final class Site implements AutoCloseable {

    private final Path folder;
    private final CmsSimulator simulator;
    private final Map<String, String> configuration = new LinkedHashMap<>();
    private Daemon daemon;

    /** @param configuration further lines, {@code key=value}; an empty value takes a key away */
    Site(Path folder, CmsSimulator simulator, String... configuration) {
        this.folder = folder;
        this.simulator = simulator;
        put("calbridge.cms.url", simulator.url(1).toString());
        put("calbridge.cms.alternates", simulator.urls().stream().skip(1).map(URI::toString)
                .collect(Collectors.joining(",")));
        put("calbridge.cms.username", simulator.username());
        put("calbridge.cms.password", simulator.password());
        put("calbridge.cms.request-timeout", "PT2S");
        put("calbridge.cms.discover-peers", "false");
        put("calbridge.pool.size", "3");
        put("calbridge.pool.domain", "meet.example.com");
        put("calbridge.feeds.folder", folder.resolve("feeds").toString());
        put("calbridge.store.url", "jdbc:h2:file:" + folder.resolve("data/calbridge"));
        put("calbridge.http.port", String.valueOf(freePort()));
        Arrays.stream(configuration).map(line -> line.split("=", 2)).forEach(pair -> put(pair[0], pair[1]));
        rooms("boardroom@example.com,Board room,sip:desk.ex90@example.com,automatic");
    }

    private void put(String key, String value) {
        configuration.put(key, value);
    }

    Site with(String key, String value) {
        put(key, value);
        return this;
    }

    /** Starts the daemon, or starts it again on the same store. */
    Site start() {
        try {
            Files.createDirectories(folder.resolve("feeds"));
            Files.write(folder.resolve("application.properties"), configuration.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue()).toList());
            if (!Files.exists(folder.resolve("calendars.camel.yaml"))) {
                Files.copy(Path.of("config/calendars.camel.yaml"), folder.resolve("calendars.camel.yaml"));
            }
            SettingsFile.Loaded loaded = SettingsFile.load(folder, Map.of());
            daemon = new Daemon(loaded.settings(), loaded.placeholders(), Path.of("").toAbsolutePath(), folder,
                    Clock.systemUTC());
            daemon.start();
            return this;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until the placeholders exist: a meeting within seconds is not to wait for them. */
    Site awaitPool() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> bean("placeholders", Placeholders.class).ready());
        return this;
    }

    /** Stops the daemon in order. */
    void stop() {
        if (daemon != null) {
            daemon.close();
            daemon = null;
        }
    }

    @Override
    public void close() {
        stop();
        simulator.close();
    }

    Site rooms(String... lines) {
        List<String> all = new ArrayList<>(List.of("address,name,dial,mode"));
        all.addAll(List.of(lines));
        write(folder.resolve("rooms.csv"), String.join("\n", all) + "\n");
        return this;
    }

    /** A feed with these meetings, in a file of this name. */
    void drop(String file, Invitation... meetings) {
        dropText(file, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n"
                + Arrays.stream(meetings).map(Invitation::toString).collect(Collectors.joining()) + "END:VCALENDAR\r\n");
    }

    void dropText(String file, String text) {
        write(feeds().resolve(file), text);
    }

    Path feeds() {
        return folder.resolve("feeds");
    }

    Path folder() {
        return folder;
    }

    CmsSimulator cms() {
        return simulator;
    }

    int httpPort() {
        return Integer.parseInt(configuration.get("calbridge.http.port"));
    }

    <T> T bean(String name, Class<T> type) {
        return daemon.context().getRegistry().lookupByNameAndType(name, type);
    }

    List<Booking> bookings() {
        return bean("bookings", Bookings.class).all();
    }

    /** The only booking of a title that is not cancelled. */
    Booking booking(String title) {
        List<Booking> found = bookings().stream().filter(booking -> booking.title().equals(title)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " bookings of '" + title + "': " + bookings());
        }
        return found.get(0);
    }

    List<String> journal(Booking booking) {
        return bean("journal", Journal.class).of(booking.id()).stream().map(Journal.Line::text).toList();
    }

    List<String> journal(Booking booking, String kind) {
        return bean("journal", Journal.class).of(booking.id()).stream().filter(line -> line.kind().equals(kind))
                .map(Journal.Line::text).toList();
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
