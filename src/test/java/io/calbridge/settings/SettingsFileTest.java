package io.calbridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {

    private static final List<String> REQUIRED = List.of("calbridge.cms.url=https://cms1.example.com:445",
            "calbridge.cms.username=api", "calbridge.cms.password=pw", "calbridge.pool.domain=meet.example.com");

    @TempDir
    private Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final Properties system = new Properties();

    private SettingsFile.Loaded load(String... lines) {
        return loadLines(List.of(lines));
    }

    /** The required keys, but those that the lines set themselves, then the lines. */
    private Settings with(String... lines) {
        return loadWith(lines).settings();
    }

    private SettingsFile.Loaded loadWith(String... lines) {
        List<String> all = new ArrayList<>(REQUIRED);
        for (String line : lines) {
            all.removeIf(one -> one.startsWith(line.split("=")[0] + "="));
        }
        all.addAll(List.of(lines));
        return loadLines(all);
    }

    private SettingsFile.Loaded loadLines(List<String> lines) {
        write("application.properties", String.join("\n", lines) + "\n");
        return SettingsFile.load(folder, environment, system);
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> problemsWith(String... lines) {
        return catchThrowableOfType(ConfigurationException.class, () -> with(lines)).problems();
    }

    @Test
    void what_is_not_set_has_the_default_of_the_table() {
        Settings settings = with();

        assertThat(settings.cms()).isEqualTo(new Settings.Cms(URI.create("https://cms1.example.com:445"),
                new Settings.Credentials("api", "pw"), List.of(), new Settings.Credentials("api", "pw"), true,
                java.util.Optional.empty(), 10, Duration.ofSeconds(10)));
        assertThat(settings.pool()).isEqualTo(new Settings.Pool("Calbridge_Meeting_", 1, 10, "", "meet.example.com"));
        assertThat(settings.feeds().folder()).isEqualTo(Path.of("feeds"));
        assertThat(settings.rooms()).isEqualTo(folder.resolve("rooms.csv"));
        assertThat(settings.dial()).isEqualTo(new Settings.Dial(List.of("*"), List.of()));
        assertThat(settings.meetings()).isEqualTo(new Settings.Meetings(false, java.util.Set.of()));
        assertThat(settings.log()).isEqualTo(Settings.LogFormat.TEXT);
        assertThat(settings.store()).isEqualTo(new Settings.Store("jdbc:h2:file:./data/calbridge", "", ""));
        assertThat(settings.schedule()).isEqualTo(new Settings.Schedule(Duration.ZERO, Duration.ofDays(30)));
        assertThat(settings.http()).isEqualTo(new Settings.Http("127.0.0.1", 8080));
    }

    @Test
    void every_key_can_be_set() {
        Settings settings = with("calbridge.cms.alternates=https://cms2.example.com , https://cms3.example.com:445/",
                "calbridge.cms.alternate-username=other", "calbridge.cms.alternate-password=secret",
                "calbridge.cms.discover-peers=false", "calbridge.cms.max-concurrent-requests=3",
                "calbridge.cms.request-timeout=PT2.5S", "calbridge.pool.name-prefix=TMS_Scheduled_Meeting_",
                "calbridge.pool.first-number=8000", "calbridge.pool.size=20", "calbridge.pool.uri-prefix=meet.",
                "calbridge.feeds.folder=/srv/feeds", "calbridge.rooms.file=rooms/all.csv",
                "calbridge.dial.allowed-domains=Example.com, *.partner.org", "calbridge.dial.allowed-numbers=+4930,0",
                "calbridge.log.format=JSON", "calbridge.store.url=jdbc:postgresql://db/calbridge",
                "calbridge.store.username=cal", "calbridge.store.password=db", "calbridge.schedule.start-early=PT5M",
                "calbridge.schedule.horizon=P1DT12H", "calbridge.http.host=0.0.0.0", "calbridge.http.port=9090");

        assertThat(settings.cms().alternates()).extracting(URI::toString)
                .containsExactly("https://cms2.example.com", "https://cms3.example.com:445");
        assertThat(settings.cms().alternate()).isEqualTo(new Settings.Credentials("other", "secret"));
        assertThat(settings.cms().discoverPeers()).isFalse();
        assertThat(settings.cms().maxConcurrentRequests()).isEqualTo(3);
        assertThat(settings.cms().requestTimeout()).isEqualTo(Duration.ofMillis(2500));
        assertThat(settings.pool()).isEqualTo(
                new Settings.Pool("TMS_Scheduled_Meeting_", 8000, 20, "meet.", "meet.example.com"));
        assertThat(settings.feeds().folder()).isEqualTo(Path.of("/srv/feeds"));
        assertThat(settings.rooms()).isEqualTo(Path.of("rooms/all.csv"));
        assertThat(settings.dial()).isEqualTo(new Settings.Dial(List.of("example.com", "*.partner.org"),
                List.of("+4930", "0")));
        assertThat(settings.log()).isEqualTo(Settings.LogFormat.JSON);
        assertThat(settings.store()).isEqualTo(new Settings.Store("jdbc:postgresql://db/calbridge", "cal", "db"));
        assertThat(settings.schedule()).isEqualTo(new Settings.Schedule(Duration.ofMinutes(5), Duration.ofHours(36)));
        assertThat(settings.http()).isEqualTo(new Settings.Http("0.0.0.0", 9090));
    }

    @Test
    void all_that_is_missing_is_said_at_once_with_file_key_and_cure() {
        assertThat(catchThrowableOfType(ConfigurationException.class, () -> load("# nothing")).problems())
                .hasSize(4)
                .allSatisfy(problem -> assertThat(problem).startsWith(folder.resolve("application.properties") + ": calbridge.")
                        .contains("is missing; set it there, or CALBRIDGE_"))
                .anySatisfy(problem -> assertThat(problem).contains("calbridge.cms.url", "CALBRIDGE_CMS_URL",
                        "such as https://cms1.example.com:445"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            calbridge.cms.url=cms1.example.com                    | must be like https://cms1.example.com:445, not 'cms1.example.com'
            calbridge.cms.url=ftp://cms1.example.com              | must be like https
            calbridge.cms.url=https://cms1.example.com/api/v1     | must end after host and port
            calbridge.cms.url=https://cms1.example.com?x=1        | must end after host and port
            calbridge.cms.url=https://cms1.example.com#x          | must end after host and port
            calbridge.cms.url=https://cms1.example.com:70000      | must have a port from 1 to 65535
            calbridge.cms.url=https://cms1 .example.com           | must be like https
            calbridge.cms.url=http://cms1.example.com             | must begin with https://
            calbridge.cms.url=http://127.evil.com                 | must begin with https://
            calbridge.cms.alternates=http://cms2.example.com      | must begin with https://
            calbridge.cms.username=a:b                            | must not hold a colon
            calbridge.cms.discover-peers=yes                      | must be true or false, not 'yes'
            calbridge.cms.ca-file=nowhere.pem                     | which is no readable file (looked for from the working directory,
            calbridge.cms.max-concurrent-requests=0               | must be a whole number from 1 to 1000, not '0'
            calbridge.cms.max-concurrent-requests=ten             | must be a whole number from 1 to 1000, not 'ten'
            calbridge.cms.request-timeout=10                      | must be a duration as ISO-8601 writes it
            calbridge.cms.request-timeout=PT0S                    | must be from PT0.1S to PT5M
            calbridge.pool.name-prefix=a$index$                   | must be a name without $
            calbridge.pool.first-number=-1                        | must be a whole number from 0
            calbridge.pool.first-number=4294967296                | must be a whole number from 0
            calbridge.pool.size=0                                 | must be a whole number from 1 to 100000
            calbridge.pool.uri-prefix=a@b                         | must hold no blanks
            calbridge.pool.domain=https://meet.example.com        | must be a domain such as meet.example.com
            calbridge.pool.domain=x@meet.example.com              | must be a domain such as meet.example.com
            calbridge.dial.allowed-domains=a@b.com                | must hold domains such as example.com
            calbridge.dial.allowed-domains=                       | is empty; write a value, or take the line out to have the default *
            calbridge.dial.allowed-numbers=tel:0                  | must hold prefixes such as +4930
            calbridge.log.format=xml                              | must be text or json, not 'xml'
            calbridge.store.url=jdbc:mysql://db/x                 | must begin with jdbc:h2:file: or jdbc:postgresql:
            calbridge.store.url=jdbc:postgresql://db/x?password=p | must not hold user or password
            calbridge.schedule.start-early=-PT5M                  | must be from PT0S to P1D
            calbridge.schedule.horizon=P1M                        | must be a duration as ISO-8601 writes it
            calbridge.schedule.horizon=P3000D                     | must be from PT1H to P731D
            calbridge.http.host=                                  | is empty
            calbridge.http.port=65536                             | must be a whole number from 1 to 65535
            """)
    void a_wrong_value_is_refused_with_its_line_and_a_cure(String line, String cure) {
        String key = line.split("=")[0];

        assertThat(problemsWith(line)).singleElement().satisfies(problem -> assertThat(problem).contains(cure)
                .matches("(?s)" + java.util.regex.Pattern.quote(folder + "/application.properties") + " line \\d+: "
                        + java.util.regex.Pattern.quote(key) + " .*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:4450", "http://127.0.0.1:4450", "http://127.1.2.3", "http://[::1]:4450"})
    void http_is_for_loopback_addresses(String url) {
        assertThat(with("calbridge.cms.url=" + url).cms().url()).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api:hunter2@cms1.example.com", "https://api:hunter2@cms_1", "https://api:hun ter2@cms1"})
    void a_password_in_a_url_is_refused_and_not_repeated(String url) {
        assertThat(problemsWith("calbridge.cms.url=" + url)).singleElement().asString()
                .contains("calbridge.cms.url must").contains("user name").doesNotContain("hunter2", "ter2");
    }

    @ParameterizedTest
    @CsvSource({"calbridge.cms.ulr,calbridge.cms.url", "calbridge.pool.frist-number,calbridge.pool.first-number",
        "calbridge.cms.pasword-file,calbridge.cms.password-file", "calbridge.log.foramt,calbridge.log.format"})
    void an_unknown_key_is_refused_with_the_one_that_was_meant(String typo, String meant) {
        assertThat(problemsWith(typo + "=x")).singleElement().asString()
                .contains("line 5: " + typo + " is unknown; did you mean " + meant + "?");
    }

    @Test
    void a_key_like_no_other_is_refused_too() {
        assertThat(problemsWith("calbridge.banana=1")).singleElement().asString().contains("is unknown", "README.md");
        assertThat(problemsWith("calbridge.pool.domain-file=x")).singleElement().asString().contains("is unknown");
    }

    @Test
    void a_key_that_stands_twice_is_refused() {
        assertThat(problemsWith("calbridge.log.format=text", "calbridge.log.format=json")).singleElement().asString()
                .endsWith("line 6: calbridge.log.format stands in line 5 already; keep one of them");
    }

    @Test
    void all_problems_are_told_together() {
        assertThat(problemsWith("calbridge.pool.size=0", "calbridge.pool.size=1", "calbridge.bad=1", "calbridge.cms.url=x",
                "calbridge.http.port=x")).hasSize(4);
    }

    @Test
    void the_environment_overrides_the_file_and_an_empty_variable_does_not() {
        environment.put("CALBRIDGE_CMS_URL", "https://other.example.com");
        environment.put("CALBRIDGE_CMS_REQUEST_TIMEOUT", "PT3S");
        environment.put("CALBRIDGE_CMS_USERNAME", "");

        Settings.Cms cms = with().cms();

        assertThat(cms.url()).hasToString("https://other.example.com");
        assertThat(cms.requestTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(cms.primary().username()).isEqualTo("api");
    }

    @Test
    void a_wrong_variable_is_named_as_such() {
        environment.put("CALBRIDGE_POOL_SIZE", "many");

        assertThat(problemsWith()).singleElement().asString()
                .startsWith("environment variable CALBRIDGE_POOL_SIZE: calbridge.pool.size must be");
    }

    @Test
    void a_system_property_overrides_the_environment_and_an_unknown_one_is_refused() {
        environment.put("CALBRIDGE_POOL_SIZE", "5");
        system.setProperty("calbridge.pool.size", "7");
        system.setProperty("calbridge.home", "/opt/calbridge");
        assertThat(with().pool().size()).isEqualTo(7);

        system.setProperty("calbridge.pol.size", "7");
        assertThat(problemsWith()).singleElement().asString().contains("-Dcalbridge.pol.size", "calbridge.pool.size?");
    }

    @Test
    void a_secret_comes_from_a_file_without_its_last_line_break() {
        Path cms = write("cms", " pass word \n");
        Path other = write("other", "other\r\n");
        environment.put("CALBRIDGE_STORE_PASSWORD_FILE", write("store", "db").toString());

        Settings settings = load(REQUIRED.get(0), REQUIRED.get(1), REQUIRED.get(3), "calbridge.cms.password-file=" + cms,
                "calbridge.cms.alternate-password-file=" + other).settings();

        assertThat(settings.cms().primary().password()).isEqualTo(" pass word ");
        assertThat(settings.cms().alternate()).isEqualTo(new Settings.Credentials("api", "other"));
        assertThat(settings.store().password()).isEqualTo("db");
    }

    @Test
    void a_secret_in_the_environment_overrides_a_secret_file_in_the_file_and_the_other_way_round() {
        environment.put("CALBRIDGE_CMS_PASSWORD", "direct");
        assertThat(load(REQUIRED.get(0), REQUIRED.get(1), REQUIRED.get(3), "calbridge.cms.password-file=nowhere")
                .settings().cms().primary().password()).isEqualTo("direct");

        environment.clear();
        environment.put("CALBRIDGE_CMS_PASSWORD_FILE", write("cms", "filed").toString());
        assertThat(with().cms().primary().password()).isEqualTo("filed");
    }

    @Test
    void a_secret_file_that_cannot_serve_is_named() {
        assertThat(problemsWith("calbridge.store.password-file=no/where")).singleElement().asString()
                .contains("line 5: calbridge.store.password-file names no/where, which does not exist (looked for from");
        assertThat(problemsWith("calbridge.store.password-file=" + write("empty", "\n"))).singleElement().asString()
                .contains("must hold the password alone");
        assertThat(problemsWith("calbridge.store.password-file=" + write("long", "x".repeat(5000)))).singleElement()
                .asString().contains("longer than");
        assertThat(problemsWith("calbridge.store.password-file=" + folder)).singleElement().asString()
                .contains("cannot be read");
        assertThat(problemsWith("calbridge.cms.password-file=" + write("pw", "x"))).singleElement().asString()
                .contains("calbridge.cms.password-file and calbridge.cms.password are both set; keep one");
    }

    @Test
    void placeholders_hold_every_value_but_secrets_and_what_is_camels() {
        environment.put("CALBRIDGE_POOL_SIZE", "5");

        Properties placeholders = loadWith("camel.main.name=mine", "calbridge.store.password=hidden").placeholders();

        assertThat(placeholders).containsEntry("camel.main.name", "mine").containsEntry("calbridge.pool.size", "5")
                .containsEntry("calbridge.schedule.horizon", "P30D").containsEntry("calbridge.rooms.name", "rooms.csv");
        assertThat(placeholders.stringPropertyNames()).noneMatch(key -> key.contains("password"));
        assertThat(placeholders).doesNotContainValue("pw").doesNotContainValue("hidden");
    }

    @Test
    void nothing_that_prints_settings_shows_a_password() {
        assertThat(with("calbridge.cms.password=hunter2", "calbridge.store.password=hunter3").toString())
                .doesNotContain("hunter");
    }

    @Test
    void utf_8_with_a_byte_order_mark_and_continued_lines_is_read() throws IOException {
        Files.writeString(folder.resolve("application.properties"), "\uFEFF" + String.join("\r\n", REQUIRED)
                + "\r\ncalbridge.pool.name-prefix=Besprechung_Größe_\r\ncalbridge.dial.allowed-domains=a.com,\\\r\n   b.com\r\n");

        Settings settings = SettingsFile.load(folder, environment).settings();

        assertThat(settings.pool().namePrefix()).isEqualTo("Besprechung_Größe_");
        assertThat(settings.dial().allowedDomains()).containsExactly("a.com", "b.com");
    }

    @Test
    void a_file_that_is_missing_or_not_utf_8_is_said_so() throws IOException {
        assertThat(catchThrowableOfType(ConfigurationException.class, () -> SettingsFile.load(folder, environment)))
                .hasMessageContaining("application.properties does not exist; name its folder with --config DIR");

        Files.write(folder.resolve("application.properties"), "calbridge.x=ü".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(catchThrowableOfType(ConfigurationException.class, () -> SettingsFile.load(folder, environment)))
                .hasMessageContaining("save it as UTF-8");
    }

    @Test
    void a_ca_file_must_hold_a_certificate() {
        assertThat(problemsWith("calbridge.cms.ca-file=" + write("ca.pem", "hello"))).singleElement().asString()
                .contains("holds no certificate in PEM form");
    }

    @Test
    void what_organisers_may_choose_is_a_list_of_options_and_an_unknown_one_is_refused() {
        assertThat(with("calbridge.options.allowed=Layout, lock,open-early", "calbridge.calendar.all-day=book").meetings())
                .isEqualTo(new Settings.Meetings(true, java.util.Set.of(Settings.Option.LAYOUT, Settings.Option.LOCK, Settings.Option.OPEN_EARLY)));
        assertThat(problemsWith("calbridge.options.allowed=layout,pin")).singleElement().asString()
                .endsWith("calbridge.options.allowed must hold some of layout, lock, recording, passcode, open-early, not 'pin'");
        assertThat(problemsWith("calbridge.calendar.all-day=yes")).singleElement().asString()
                .endsWith("calbridge.calendar.all-day must be ignore or book, not 'yes'");
    }
}
