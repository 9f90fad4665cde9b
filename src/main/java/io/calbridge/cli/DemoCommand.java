package io.calbridge.cli;

import io.calbridge.Daemon;
import io.calbridge.settings.Settings;
import io.calbridge.settings.SettingsFile;
import io.calbridge.simulator.CmsSimulator;
import io.calbridge.simulator.CoSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code calbridge demo}: the main job, on the simulator, in half a minute; exit code 0 if all went as it should. */
@Command(name = "demo", description = "Show the main job on the built-in CMS simulator.",
        mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class DemoCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NUMBER = "1";

    @Option(names = "--rehearse", hidden = true, description = "End as soon as everything has started: how the build learns which classes a start needs.")
    private boolean rehearse;

    @Override
    public Integer call() throws Exception {
        LogFormat.use(Settings.LogFormat.TEXT);
        Path folder = Files.createTempDirectory("calbridge-demo");
        // Ctrl-C leaves nothing behind either.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "demo-clean-up"));
        try (CmsSimulator simulator = CmsSimulator.builder().voice(sentence -> say("CMS: " + sentence)).start()) {
            simulator.addCoSpace("Sales", "sales", "900");
            say("A Cisco Meeting Server simulator runs at " + simulator.url(1) + ", with one coSpace of somebody else's.");
            SettingsFile.Loaded loaded = SettingsFile.load(configuration(folder, simulator), Map.of());
            try (Daemon daemon = new Daemon(loaded.settings(), loaded.placeholders(), Places.home(), folder,
                    Clock.systemUTC())) {
                daemon.start();
                until("the placeholders exist", () -> simulator.coSpaces().size() == 11);
                if (rehearse) {
                    until("the daemon is ready", () -> isReady(loaded.settings().http()));
                    return 0;
                }
                return story(simulator, folder.resolve("feeds"));
            }
        } catch (TimeoutException e) {
            System.err.println("calbridge: the demo has failed: " + e.getMessage());
            return 1;
        } finally {
            delete(folder);
        }
    }

    private static int story(CmsSimulator simulator, Path feeds) throws Exception {
        Set<List<Object>> before = idle(simulator.coSpaces());
        // A calendar knows whole seconds.
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(6);
        say("A feed is dropped in " + feeds + ": a meeting that starts in 5 seconds and lasts 10.");
        feed(feeds, start, start.plusSeconds(10), 0);
        until("the meeting is open, and the board room is in", () -> simulator.calls().stream()
                .flatMap(call -> call.legs().stream()).anyMatch(leg -> leg.state().equals("connected")));
        say("The feed changes while the meeting runs: it lasts 5 seconds longer.");
        feed(feeds, start, start.plusSeconds(15), 1);
        until("the meeting has ended", () -> simulator.calls().isEmpty()
                && simulator.coSpace(NUMBER).filter(coSpace -> !coSpace.nonMemberAccess()).isPresent());
        boolean onTime = !Instant.now().isBefore(start.plusSeconds(15));
        boolean clean = idle(simulator.coSpaces()).equals(before);
        say(!onTime ? "The meeting ended before its time." : clean
                ? "The simulator is left as it was found: every placeholder is closed, there is no call, and 'Sales' was not "
                + "touched. That is the main job."
                : "Something is left on the simulator. Found: " + before + ". Left: " + idle(simulator.coSpaces()));
        return clean && onTime ? 0 : 1;
    }

    /** What must be the same afterwards; a placeholder's secret is a new one after each conference. */
    private static Set<List<Object>> idle(Collection<CoSpace> coSpaces) {
        return coSpaces.stream().map(coSpace -> Arrays.<Object>asList(coSpace.id(), coSpace.name(), coSpace.uri(),
                coSpace.callId(), coSpace.nonMemberAccess(), coSpace.passcode(), coSpace.cdrTag())).collect(Collectors.toSet());
    }

    private static boolean isReady(Settings.Http http) {
        try (Socket socket = new Socket(http.host(), http.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write("GET /observe/health/ready HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).contains(" 200 ");
        } catch (IOException e) {
            return false;
        }
    }

    private static Path configuration(Path folder, CmsSimulator simulator) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.createDirectories(folder.resolve("feeds"));
        Files.writeString(folder.resolve("application.properties"), String.join("\n",
                "calbridge.cms.url=" + simulator.url(1),
                "calbridge.cms.username=" + simulator.username(),
                "calbridge.cms.password=" + simulator.password(),
                "calbridge.pool.domain=meet.example.com",
                "calbridge.dial.allowed-domains=example.com",
                "calbridge.feeds.folder=" + folder.resolve("feeds"),
                "calbridge.store.url=jdbc:h2:file:" + folder.resolve("data").resolve("calbridge"),
                "calbridge.http.port=" + port));
        Files.writeString(folder.resolve("rooms.csv"), """
                address,name,dial,mode
                boardroom@example.com,Board room,sip:desk.ex90@example.com,automatic
                """);
        Files.copy(Places.home().resolve("config").resolve("calendars.camel.yaml"),
                folder.resolve("calendars.camel.yaml"));
        return folder;
    }

    private static void feed(Path feeds, Instant start, Instant end, int sequence) throws IOException {
        Files.writeString(feeds.resolve("demo.ics"), String.join("\r\n", "BEGIN:VCALENDAR", "VERSION:2.0",
                "PRODID:-//Calbridge//Demo//EN", "BEGIN:VEVENT", "UID:demo@calbridge", "SEQUENCE:" + sequence,
                "DTSTAMP:" + utc(Instant.now()), "DTSTART:" + utc(start), "DTEND:" + utc(end), "SUMMARY:Demo meeting",
                "ATTENDEE;CN=Board room;CUTYPE=ROOM:mailto:boardroom@example.com", "END:VEVENT", "END:VCALENDAR", ""));
    }

    private static String utc(Instant at) {
        return at.toString().replaceAll("[-:]|\\.\\d+", "");
    }

    private static void until(String what, BooleanSupplier condition) throws TimeoutException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new TimeoutException("after " + PATIENCE.toSeconds() + " s still not so: " + what);
            }
            Thread.sleep(100);
        }
    }

    private static void say(String sentence) {
        System.out.println("* " + sentence);
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("calbridge: " + folder + " cannot be deleted: " + e);
        }
    }
}
