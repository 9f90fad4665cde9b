package io.calbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.calbridge.settings.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Checks route files and Kamelets before Camel reads them, because its loader passes some mistakes over silently: keys
 * that stand twice, a file that is no list, unknown keys of a load balancer, parameters that a Kamelet does not have.
 */
public final class RouteFiles {

    private static final String KAMELET = ".kamelet.yaml";

    private final Optional<DslSchema> schema;
    private final Map<String, JsonNode> kamelets = new LinkedHashMap<>();
    private final Map<String, List<String>> problems = new LinkedHashMap<>();

    private RouteFiles(Optional<DslSchema> schema) {
        this.schema = schema;
    }

    /**
     * What costs no time at a start: all but the schema.
     *
     * @throws ConfigurationException naming all that is wrong
     */
    static void check(Path home, Path config) {
        List<String> problems = new RouteFiles(Optional.empty()).read(home, config).values().stream()
                .flatMap(List::stream).toList();
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    /**
     * What is wrong with each file, by its path; an empty list for nothing.
     *
     * @param home   holds {@code routes/}
     * @param config holds {@code calendars.camel.yaml}
     */
    public static Map<String, List<String>> problems(Path home, Path config) {
        return new RouteFiles(Optional.of(DslSchema.ofCamel())).read(home, config);
    }

    /** A line for each calendar that an administrator has set up; empty while the file cannot be read. */
    static List<String> calendars(Path config) {
        return YamlFile.read(config.resolve("calendars.camel.yaml"), new ArrayList<>()).stream()
                .flatMap(file -> StreamSupport.stream(file.content().spliterator(), false))
                .map(entry -> entry.path("route")).filter(JsonNode::isObject)
                .map(route -> "calendar " + route.path("id").asText("without an id") + ", from "
                        + route.at("/from/uri").asText().replaceFirst("\\?.*", "")).toList();
    }

    private Map<String, List<String>> read(Path home, Path config) {
        yamlFiles(home.resolve("routes")).forEach(file -> {
            if (file.toString().endsWith(KAMELET)) {
                kamelet(file);
            } else {
                routes(file);
            }
        });
        Path calendars = config.resolve("calendars.camel.yaml");
        routes(calendars).ifPresent(file -> of(calendars).addAll(KameletUses.problems(file, kamelets)));
        return problems;
    }

    private static List<Path> yamlFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> of(Path file) {
        return problems.computeIfAbsent(file.toString(), ignored -> new ArrayList<>());
    }

    private Optional<YamlFile> routes(Path path) {
        Optional<YamlFile> file = YamlFile.read(path, of(path)).filter(yaml -> {
            if (!yaml.content().isArray()) {
                of(path).add(yaml.place("") + ": must be a list, in which each entry begins with a hyphen, as in '- route:'");
            }
            return yaml.content().isArray();
        });
        file.ifPresent(yaml -> of(path).addAll(Endpoints.problems(yaml, "", yaml.content())));
        file.ifPresent(yaml -> schema.ifPresent(dsl -> of(path).addAll(dsl.problems(yaml))));
        return file;
    }

    private void kamelet(Path path) {
        YamlFile.read(path, of(path)).ifPresent(yaml -> {
            String name = path.getFileName().toString().replace(KAMELET, "");
            kamelets.put(name, yaml.content());
            if (!yaml.content().at("/metadata/name").asText().equals(name)) {
                of(path).add(yaml.place("/metadata/name") + ": metadata.name must be " + name + ", as the file's name says");
            }
            if (!yaml.content().at("/spec/template/from").isObject()) {
                of(path).add(yaml.place("/spec/template") + ": spec.template needs from, with uri and steps");
            } else {
                of(path).addAll(Endpoints.problems(yaml, "/spec/template", yaml.content().at("/spec/template")));
                schema.ifPresent(dsl -> of(path).addAll(dsl.kameletProblems(yaml)));
            }
        });
    }
}
