package io.calbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calbridge.settings.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFilesTest {

    private static final String KAMELET = "ical-folder-source.kamelet.yaml";

    @TempDir
    private Path home;

    @BeforeEach
    void layOut() throws IOException {
        Files.createDirectories(home.resolve("routes/calendars"));
        Files.createDirectories(home.resolve("config"));
        Files.copy(Path.of("routes/calendars", KAMELET), home.resolve("routes/calendars").resolve(KAMELET));
        Files.copy(Path.of("config/calendars.camel.yaml"), home.resolve("config/calendars.camel.yaml"));
    }

    private List<String> problemsOf(String file, String text) throws IOException {
        Files.writeString(home.resolve(file), text);
        return RouteFiles.problems(home, home.resolve("config")).values().stream().flatMap(List::stream).toList();
    }

    private String place(String file, int line) {
        return home.resolve(file) + " line " + line + ": ";
    }

    @Test
    void every_shipped_route_and_kamelet_obeys_the_schema() throws IOException {
        Map<String, List<String>> problems = RouteFiles.problems(Path.of("."), Path.of("config"));

        try (var shipped = Files.walk(Path.of("routes"))) {
            assertThat(problems).hasSize((int) shipped.filter(file -> file.toString().endsWith(".yaml")).count() + 1);
        }
        assertThat(problems.values().stream().flatMap(List::stream)).isEmpty();
    }

    @Test
    void a_key_that_stands_twice_is_refused() throws IOException {
        assertThat(problemsOf("routes/a.camel.yaml", """
                - route:
                    id: a
                    id: b
                    from: {uri: "direct:a", steps: []}
                """)).singleElement().asString().startsWith(place("routes/a.camel.yaml", 3)).contains("duplicate key id");
    }

    @Test
    void a_file_whose_root_is_no_list_is_refused() throws IOException {
        assertThat(problemsOf("routes/a.camel.yaml", """
                route:
                  from: {uri: "direct:a", steps: []}
                """)).singleElement().asString().startsWith(place("routes/a.camel.yaml", 1)).contains("must be a list");
    }

    @Test
    void an_empty_file_is_refused() throws IOException {
        assertThat(problemsOf("routes/a.camel.yaml", "# later\n")).singleElement().asString().contains("is empty");
    }

    @Test
    void what_is_no_yaml_is_refused_with_its_line() throws IOException {
        assertThat(problemsOf("routes/a.camel.yaml", "- route:\n    id: [a\n    from: b\n")).singleElement().asString()
                .startsWith(home.resolve("routes/a.camel.yaml") + " line ");
    }

    @Test
    void an_unknown_key_of_a_load_balancer_is_refused_with_its_line() throws IOException {
        assertThat(problemsOf("routes/a.camel.yaml", """
                - route:
                    id: door
                    from:
                      uri: direct:a
                      steps:
                        - loadBalance:
                            failoverLoadBalancer:
                              roundRobin: "false"
                              inheritErrorHandler: "false"
                            steps:
                              - to: {uri: "direct:b"}
                """)).singleElement().asString().isEqualTo(place("routes/a.camel.yaml", 9)
                        + "route door: 'inheritErrorHandler' is unknown in failoverLoadBalancer; take it out, or see "
                        + "Camel's YAML DSL for what it may hold");
    }

    @Test
    void an_unknown_step_is_refused_with_its_line() throws IOException {
        assertThat(problemsOf("config/calendars.camel.yaml", """
                - route:
                    id: mine
                    from:
                      uri: direct:a
                      steps:
                        - log: hello
                        - sendTo: direct:calendar
                """)).singleElement().asString().startsWith(place("config/calendars.camel.yaml", 7)).contains("'sendTo'");
    }

    @Test
    void an_endpoint_of_a_component_that_there_is_not_is_refused_with_its_line() throws IOException {
        assertThat(problemsOf("config/calendars.camel.yaml", """
                - route:
                    id: mine
                    from:
                      uri: tiemr:x
                      steps:
                        - to: directt:calendar
                        - toD: "direct:${body}"
                        - to: "{{somewhere}}"
                """)).containsExactly(
                        place("config/calendars.camel.yaml", 4) + "there is no component 'tiemr', as in tiemr:x",
                        place("config/calendars.camel.yaml", 6) + "there is no component 'directt', as in directt:calendar");
    }

    @Test
    void a_route_without_from_is_refused() throws IOException {
        assertThat(problemsOf("routes/a.camel.yaml", "- route:\n    id: a\n")).singleElement().asString()
                .startsWith(place("routes/a.camel.yaml", 1)).contains("needs 'from'");
    }

    @Test
    void a_broken_kamelet_is_refused() throws IOException {
        String kamelet = "routes/calendars/" + KAMELET;
        String good = Files.readString(home.resolve(kamelet));

        assertThat(problemsOf(kamelet, good.replace("name: ical-folder-source", "name: other"))).singleElement().asString()
                .startsWith(place(kamelet, 4)).contains("must be ical-folder-source");
        assertThat(problemsOf(kamelet, good.replace("- to: kamelet:sink", "- too: kamelet:sink"))).isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).contains("'too' is unknown"));
    }

    @Test
    void an_unknown_kamelet_is_named_with_those_that_there_are() throws IOException {
        assertThat(problemsOf("config/calendars.camel.yaml", calendar("kamelet:ical-fodler-source", "{calendar: a}")))
                .containsExactly(place("config/calendars.camel.yaml", 4)
                        + "there is no Kamelet ical-fodler-source; there are ical-folder-source");
    }

    @Test
    void an_unknown_parameter_of_a_kamelet_is_named() throws IOException {
        assertThat(problemsOf("config/calendars.camel.yaml",
                calendar("kamelet:ical-folder-source", "{calendar: a, folder: b, fodler: c}"))).singleElement().asString()
                .startsWith(place("config/calendars.camel.yaml", 5))
                .contains("ical-folder-source has no parameter fodler; it has calendar, folder");
        assertThat(problemsOf("config/calendars.camel.yaml",
                calendar("kamelet:ical-folder-source?fodler=c", "{calendar: a, folder: b}"))).singleElement().asString()
                .contains("has no parameter fodler");
    }

    @Test
    void a_missing_parameter_of_a_kamelet_is_named_with_its_meaning() throws IOException {
        assertThat(problemsOf("config/calendars.camel.yaml", calendar("kamelet:ical-folder-source", "{calendar: a}")))
                .singleElement().asString().contains("ical-folder-source needs the parameter folder: The folder to watch.");
    }

    @Test
    void a_parameter_of_the_wrong_type_is_named_but_a_placeholder_fits_everywhere() throws IOException {
        assertThat(problemsOf("config/calendars.camel.yaml",
                calendar("kamelet:ical-folder-source", "{calendar: a, folder: b, every: often}"))).singleElement().asString()
                .contains("every of ical-folder-source must be of type integer, not 'often'");
        assertThat(problemsOf("config/calendars.camel.yaml",
                calendar("kamelet:ical-folder-source", "{calendar: a, folder: b, every: '{{often}}'}"))).isEmpty();
    }

    @Test
    void a_parameter_that_is_none_of_its_words_or_breaks_its_pattern_is_named_but_a_secret_is_not_shown() throws IOException {
        Files.copy(Path.of("routes/calendars/ical-http-source.kamelet.yaml"),
                home.resolve("routes/calendars/ical-http-source.kamelet.yaml"));

        assertThat(problemsOf("config/calendars.camel.yaml", calendar("kamelet:ical-http-source",
                "{calendar: a, url: 'http://x', every: 5 minutes, transparent: maybe}"))).hasSize(2)
                .anyMatch(problem -> problem.contains("every of ical-http-source must be like PT1M, not '5 minutes'"))
                .anyMatch(problem -> problem.contains("transparent of ical-http-source must be one of ignore, book, not 'maybe'"));
        assertThat(problemsOf("config/calendars.camel.yaml", calendar("kamelet:ical-http-source",
                "{calendar: a, url: 'secret.example.com/private'}"))).singleElement().asString()
                .contains("url of ical-http-source must be like https://calendar.example.com/room.ics", "address of the feed").doesNotContain("secret.example.com");
        assertThat(problemsOf("config/calendars.camel.yaml", calendar("kamelet:ical-http-source",
                "{calendar: a, url: 'RAW(webcal://x)', every: PT0.5S, priority: '{{mine}}'}"))).isEmpty();
    }

    @Test
    void a_start_refuses_what_needs_no_schema_to_be_known() throws IOException {
        Files.writeString(home.resolve("config/calendars.camel.yaml"), calendar("kamelet:ical-folder-source", "{x: a}"));

        assertThatThrownBy(() -> RouteFiles.check(home, home.resolve("config")))
                .isInstanceOf(ConfigurationException.class).hasMessageContaining("has no parameter x")
                .hasMessageContaining("needs the parameter calendar");
    }

    @Test
    void a_missing_calendars_file_is_said_so() throws IOException {
        Files.delete(home.resolve("config/calendars.camel.yaml"));

        assertThatThrownBy(() -> RouteFiles.check(home, home.resolve("config")))
                .isInstanceOf(ConfigurationException.class).hasMessageContaining("calendars.camel.yaml does not exist");
    }

    private static String calendar(String uri, String parameters) {
        return """
                - route:
                    id: mine
                    from:
                      uri: %s
                      parameters: %s
                      steps:
                        - to: direct:calendar
                """.formatted(uri, parameters);
    }
}
