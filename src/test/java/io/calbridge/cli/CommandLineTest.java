package io.calbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.calbridge.Calbridge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class CommandLineTest {

    @TempDir
    private Path config;
    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        // The log's format is chosen once for a JVM: not here, by one command of many.
        LoggerFactory.getLogger(CommandLineTest.class).debug("begin");
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(realOut);
        System.setErr(realErr);
        System.clearProperty("calbridge.log");
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "demo", "simulator", "check"})
    void every_command_has_help_and_version(String command) {
        String[] help = command.isEmpty() ? new String[] {"--help"} : new String[] {command, "--help"};
        String[] version = command.isEmpty() ? new String[] {"--version"} : new String[] {command, "--version"};

        assertThat(Calbridge.execute(help)).isZero();
        assertThat(out()).contains("Usage: calbridge" + (command.isEmpty() ? "" : " " + command), "--help", "--version");
        out.reset();
        assertThat(Calbridge.execute(version)).isZero();
        assertThat(out()).startsWith("calbridge ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rum", "run --confg x", "run extra", "simulator --port many", "simulator --port 65536",
        "simulator --cluster 0", "check --port 1"})
    void wrong_usage_is_exit_code_2_with_a_word_on_standard_error(String arguments) {
        assertThat(Calbridge.execute(arguments.isEmpty() ? new String[0] : arguments.split(" "))).isEqualTo(2);
        assertThat(err()).isNotBlank().doesNotContain("\tat ");
        assertThat(out()).isEmpty();
    }

    @Test
    void a_wrong_configuration_is_exit_code_1_on_standard_error_without_a_stack_trace() throws IOException {
        Files.writeString(config.resolve("application.properties"), "calbridge.pool.size=none\n");

        assertThat(Calbridge.execute("run", "--config", config.toString())).isEqualTo(1);
        assertThat(err()).contains("application.properties line 1: calbridge.pool.size must be", "calbridge.cms.url is missing")
                .doesNotContain("\tat ", "Exception");
        assertThat(out()).isEmpty();
    }

    @Test
    void a_configuration_folder_that_is_none_is_named() {
        assertThat(Calbridge.execute("run", "--config", config.resolve("none").toString())).isEqualTo(1);
        assertThat(err()).contains(config.resolve("none") + " is no folder", "--config DIR");
    }

    private void goodSettings(String... more) throws IOException {
        Files.writeString(config.resolve("application.properties"), """
                calbridge.cms.url=http://127.0.0.1:9
                calbridge.cms.username=api
                calbridge.cms.password=pw
                calbridge.pool.domain=meet.example.com
                calbridge.dial.allowed-domains=example.com
                calbridge.store.url=jdbc:h2:file:%s/store
                """.formatted(config) + String.join("\n", more) + "\n");
        Files.copy(Path.of("config/calendars.camel.yaml"), config.resolve("calendars.camel.yaml"));
    }

    @Test
    void a_port_that_is_taken_stops_the_start() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            goodSettings("calbridge.http.port=" + taken.getLocalPort());

            assertThat(Calbridge.execute("run", "--config", config.toString())).isEqualTo(1);
            assertThat(err()).contains("calbridge.http.port " + taken.getLocalPort(), "choose another")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void a_camel_key_that_is_unknown_stops_the_start() throws IOException {
        goodSettings("calbridge.http.port=" + freePort(), "camel.main.banana=1");

        assertThat(Calbridge.execute("run", "--config", config.toString())).isEqualTo(1);
        assertThat(err()).contains("application.properties: camel.main.banana cannot be set to '1'").doesNotContain("\tat ");
    }

    @Test
    void a_route_that_camel_cannot_make_stops_the_start_and_is_named() throws IOException {
        goodSettings("calbridge.http.port=" + freePort());
        Files.writeString(config.resolve("calendars.camel.yaml"), """
                - route:
                    id: mine
                    from:
                      uri: timer:x
                      parameters: {peroid: 1000}
                      steps:
                        - to: direct:calendar
                """);

        assertThat(Calbridge.execute("run", "--config", config.toString())).isEqualTo(1);
        assertThat(err()).contains("route mine cannot be made", "peroid").doesNotContain("\tat ");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    @Test
    void check_goes_on_after_wrong_settings_and_says_all_that_is_wrong() throws IOException {
        Files.writeString(config.resolve("application.properties"), "calbridge.pool.size=none\n");
        Files.writeString(config.resolve("calendars.camel.yaml"), "- route:\n    id: mine\n");

        assertThat(Calbridge.execute("check", "--config", config.toString())).isEqualTo(1);
        assertThat(out().lines()).allMatch(line -> line.startsWith("ok    ") || line.startsWith("WRONG "))
                .anyMatch(line -> line.startsWith("WRONG ") && line.contains("calbridge.pool.size must be"))
                .anyMatch(line -> line.startsWith("WRONG ") && line.contains("calendars.camel.yaml line 1"))
                .anyMatch(line -> line.startsWith("ok    ") && line.endsWith("conferences.camel.yaml"));
    }
}
