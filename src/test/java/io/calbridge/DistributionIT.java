package io.calbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.calbridge.simulator.CmsSimulator;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution that the build has made, copied elsewhere and started from a third folder. */
class DistributionIT {

    /** Stands nowhere else, so that it can be looked for in what is said. */
    private static final String PASSWORD = "hunter2";
    private static final Path BUILT = Path.of("target/calbridge").toAbsolutePath();

    @TempDir
    private static Path elsewhere;
    private static Path copy;

    @TempDir
    private Path folder;
    private Path config;

    /** How a process ended, and what it said on both outputs. */
    private record Outcome(int exitCode, String out, String err) { }

    @BeforeAll
    static void copy() throws IOException {
        copy = elsewhere.resolve("a folder").resolve("calbridge");
        Files.walkFileTree(BUILT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(copy.resolve(BUILT.relativize(dir).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, copy.resolve(BUILT.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @BeforeEach
    void configure() throws IOException {
        config = Files.createDirectory(folder.resolve("config"));
        Files.copy(copy.resolve("config/calendars.camel.yaml"), config.resolve("calendars.camel.yaml"));
    }

    private Process start(Path launcher, Map<String, String> environment, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString());
        builder.command().addAll(List.of(arguments));
        builder.directory(folder.toFile()).redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CALBRIDGE_") || name.equals("JAVA_OPTS"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Outcome end(Process process) throws IOException, InterruptedException {
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ended: " + process.info()).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), said("out"), said("err"));
    }

    private String said(String where) throws IOException {
        return Files.readString(folder.resolve(where));
    }

    private Outcome calbridge(String... arguments) throws IOException, InterruptedException {
        return end(start(copy.resolve("bin/calbridge"), Map.of(), arguments));
    }

    private void settings(String... lines) throws IOException {
        Files.write(config.resolve("application.properties"), List.of(lines));
    }

    private void settingsFor(CmsSimulator cms) throws IOException {
        settings("calbridge.cms.url=" + cms.url(1), "calbridge.cms.username=" + cms.username(),
                "calbridge.cms.password=" + cms.password(), "calbridge.pool.domain=meet.example.com",
                "calbridge.feeds.folder=feeds", "calbridge.http.port=" + Site.freePort());
        Files.createDirectories(folder.resolve("feeds"));
    }

    @Test
    void a_copy_starts_from_any_folder_and_knows_its_version() throws Exception {
        Outcome outcome = calbridge("--version");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).matches("calbridge \\d+\\.\\d+\\.\\d+\\s*");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void a_symbolic_link_to_the_launcher_serves_too() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("cb"), copy.resolve("bin/calbridge"));

        assertThat(end(start(link, Map.of(), "--version")).out()).startsWith("calbridge ");
    }

    @Test
    void the_shipped_configuration_says_what_it_still_needs_without_a_stack_trace() throws Exception {
        Outcome outcome = calbridge("run");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("calbridge.cms.url is missing", "calbridge.cms.username is missing",
                "calbridge.cms.password is missing", "calbridge.pool.domain is missing", "CALBRIDGE_CMS_URL")
                .doesNotContain("\tat ", "Exception");
        assertThat(outcome.err().lines()).hasSize(4);
    }

    @Test
    void wrong_usage_is_exit_code_2() throws Exception {
        assertThat(calbridge("rum").exitCode()).isEqualTo(2);
        assertThat(calbridge("run", "--confg", "x").exitCode()).isEqualTo(2);
        assertThat(calbridge("simulator", "--port", "many").exitCode()).isEqualTo(2);
    }

    @Test
    void java_that_is_missing_or_too_old_is_said_so() throws Exception {
        Outcome missing = end(start(copy.resolve("bin/calbridge"), Map.of("JAVA_HOME", "/nowhere"), "--version"));
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("JAVA_HOME is /nowhere", "17 or later");

        Path old = Files.createDirectories(folder.resolve("old java/bin"));
        Files.createFile(old.resolve("java"), PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(folder.resolve("old java/release"), "JAVA_VERSION=\"1.8.0_292\"\n");
        Outcome tooOld = end(start(copy.resolve("bin/calbridge"), Map.of("JAVA_HOME", folder + "/old java"), "--version"));
        assertThat(tooOld.exitCode()).isEqualTo(1);
        assertThat(tooOld.err()).contains("is Java 1.8.0_292: install version 17 or later");
    }

    @Test
    void check_names_every_file_and_every_bridge() throws Exception {
        try (CmsSimulator cms = CmsSimulator.builder().credentials("api", PASSWORD).start()) {
            settingsFor(cms);

            Outcome outcome = calbridge("check", "--config", config.toString());

            assertThat(outcome.out().lines()).allSatisfy(line -> assertThat(line).startsWith("ok    "));
            assertThat(outcome.out()).contains("calbridge.cms.url = " + cms.url(1), "calbridge.cms.password = *****",
                    "cms.camel.yaml", "ical-folder-source.kamelet.yaml", "calendars.camel.yaml", "calendar calendar-folder",
                    "room directory", "bridge " + cms.url(1).getAuthority() + " answers");
            assertThat(outcome.err()).isEmpty();
            assertThat(outcome.exitCode()).isZero();
        }
    }

    @Test
    void check_names_a_bridge_that_refuses_the_password_and_one_that_does_not_answer() throws Exception {
        try (CmsSimulator cms = CmsSimulator.builder().credentials("api", PASSWORD).start()) {
            settings("calbridge.cms.url=" + cms.url(1), "calbridge.cms.username=api", "calbridge.cms.password=wrong-" + PASSWORD,
                    "calbridge.cms.alternates=http://127.0.0.1:" + Site.freePort(), "calbridge.pool.domain=meet.example.com");

            Outcome outcome = calbridge("check", "--config", config.toString());

            assertThat(outcome.out().lines().filter(line -> line.startsWith("WRONG "))).hasSize(2)
                    .anySatisfy(line -> assertThat(line).contains("refuses", "calbridge.cms.password"))
                    .anySatisfy(line -> assertThat(line).contains("cannot be reached", "calbridge.cms.alternates"));
            assertThat(outcome.out() + outcome.err()).doesNotContain(PASSWORD, "\tat ");
            assertThat(outcome.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void a_log_for_machines_is_one_json_object_a_line() throws Exception {
        try (CmsSimulator cms = CmsSimulator.builder().credentials("api", PASSWORD).start()) {
            settingsFor(cms);
            Process process = start(copy.resolve("bin/calbridge"), Map.of("CALBRIDGE_LOG_FORMAT", "json"), "run",
                    "--config", config.toString());
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(said("out")).contains("INFO"));
            process.destroy();

            assertThat(end(process).out().lines()).isNotEmpty().allSatisfy(line -> {
                JsonNode event = new ObjectMapper().readTree(line);
                assertThat(event.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
                assertThat(event.path("message").asText()).isNotBlank();
                assertThat(event.has("level") && event.has("logger")).isTrue();
            });
        }
    }

    @Test
    void sigterm_ends_run_in_order_with_exit_code_0() throws Exception {
        try (CmsSimulator cms = CmsSimulator.builder().credentials("api", PASSWORD).start()) {
            settingsFor(cms);
            Process process = start(copy.resolve("bin/calbridge"), Map.of(), "run", "--config", config.toString());
            try {
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(said("out")).contains("INFO"));
                process.destroy();
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ends within 30 s").isTrue();
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.exitValue()).isZero();
            assertThat(said("err")).isEmpty();
            assertThat(said("out")).doesNotContain("\tat ", cms.password());
        }
    }

    @Test
    void a_plan_tells_how_files_differ_from_what_is_booked_beside_the_daemon_that_holds_the_store_and_without_it()
            throws Exception {
        Invitation kept = Invitation.meeting("Kept");
        try (CmsSimulator cms = CmsSimulator.builder().credentials("api", PASSWORD).start()) {
            settingsFor(cms);
            calendar(folder.resolve("feeds/before.ics"), kept, Invitation.meeting("Gone"));
            calendar(folder.resolve("after.ics"), kept.inviting("sip:guest@example.org"), Invitation.meeting("New"));
            Process daemon = start(copy.resolve("bin/calbridge"), Map.of(), "run", "--config", config.toString());
            try {
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(said("out")).contains("'Gone'"));
                Outcome beside = calbridge("plan", "--config", config.toString(), "--diff", "after.ics");
                daemon.destroy();
                assertThat(daemon.waitFor(30, TimeUnit.SECONDS)).isTrue();
                Outcome alone = calbridge("plan", "--config", config.toString(), "--diff", "after.ics");

                assertThat(beside.err()).isEmpty();
                for (Outcome outcome : List.of(beside, alone)) {
                    assertThat(outcome.out().lines().filter(line -> line.matches("(new|gone|changed) .*"))
                            .map(line -> line.replaceAll("  .*  (?=[KGN])", " "))).containsExactlyInAnyOrder("new New",
                            "gone Gone", "changed Kept  also dials guest@example.org");
                }
            } finally {
                daemon.destroyForcibly();
            }
        }
    }

    private static void calendar(Path file, Invitation... meetings) throws IOException {
        Files.writeString(file, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + meetings[0] + meetings[1] + "END:VCALENDAR\r\n");
    }

    @Test
    void the_demo_leaves_the_simulator_as_it_was_found() throws Exception {
        Outcome outcome = calbridge("demo");

        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out()).contains("left as it was found");
        try (var left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("config", "out", "err");
        }
    }
}
