package io.calbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.calbridge.settings.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Checks route files and Kamelets against the schema of Camel's YAML DSL, because its loader passes some mistakes over
 * silently: keys that stand twice, a file that is no list, unknown keys of a load balancer.
 */
public final class RouteFiles {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LoadSettings STRICT = LoadSettings.builder().setAllowDuplicateKeys(false).build();

    private RouteFiles() { }

    /**
     * What costs no time at a start: keys that stand twice, files that are no list, parameters that a Kamelet does not have.
     *
     * @throws ConfigurationException naming all that is wrong
     */
    static void check(Path home, Path config) {
        List<String> problems = problems(home, config, null).values().stream().flatMap(List::stream).toList();
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    /**
     * What is wrong with each file, by its path.
     *
     * @param home   holds {@code routes/}
     * @param config holds {@code calendars.camel.yaml}
     */
    public static Map<String, List<String>> problems(Path home, Path config) {
        return problems(home, config, schema());
    }

    /** @param schema null to go without */
    private static Map<String, List<String>> problems(Path home, Path config, JsonSchema schema) {
        Map<String, JsonNode> kamelets = new LinkedHashMap<>();
        Map<String, List<String>> problems = new LinkedHashMap<>();
        for (Path file : yamlFiles(home.resolve("routes"))) {
            problems.put(file.toString(), new ArrayList<>());
            JsonNode content = parse(file, problems.get(file.toString()));
            if (content != null && file.toString().endsWith(".kamelet.yaml")) {
                kamelets.put(content.at("/metadata/name").asText(), content);
                problems.get(file.toString()).addAll(kamelet(schema, file, content));
            } else if (content != null) {
                problems.get(file.toString()).addAll(routes(schema, file, content));
            }
        }
        Path calendars = config.resolve("calendars.camel.yaml");
        problems.put(calendars.toString(), new ArrayList<>());
        JsonNode content = parse(calendars, problems.get(calendars.toString()));
        if (content != null) {
            problems.get(calendars.toString()).addAll(routes(schema, calendars, content));
            problems.get(calendars.toString()).addAll(KameletUses.problems(calendars, content, kamelets));
        }
        return problems;
    }

    private static List<Path> yamlFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(Path file, List<String> problems) {
        try {
            Object content = new Load(STRICT).loadFromString(Files.readString(file));
            if (content == null) {
                problems.add(file + ": is empty; a file without routes is []");
            }
            return content == null ? null : JSON.valueToTree(content);
        } catch (YamlEngineException e) {
            problems.add(file + ": " + e.getMessage().replaceAll("\\s+", " "));
        } catch (IOException e) {
            problems.add(file + " cannot be read: " + e);
        }
        return null;
    }

    private static List<String> routes(JsonSchema schema, Path file, JsonNode content) {
        if (!content.isArray()) {
            return List.of(file + ": must be a list, each entry beginning with '- route:'");
        }
        return schema == null ? List.of() : schema.validate(content).stream()
                // A placeholder stands for a value of any type.
                .filter(message -> !(message.getType().equals("type") && message.getInstanceNode().asText().contains("{{")))
                .map(message -> file + ": " + words(content, message)).distinct().toList();
    }

    private static List<String> kamelet(JsonSchema schema, Path file, JsonNode content) {
        JsonNode from = content.at("/spec/template/from");
        if (!from.isObject()) {
            return List.of(file + ": spec.template.from is missing");
        }
        ArrayNode asRoute = JSON.createArrayNode();
        asRoute.addObject().putObject("route").set("from", from);
        return routes(schema, file, asRoute);
    }

    private static String words(JsonNode content, ValidationMessage message) {
        String place = message.getInstanceLocation().toString();
        String route = place.startsWith("$[") ? content.path(Integer.parseInt(place.substring(2, place.indexOf(']'))))
                .at("/route/id").asText("") : "";
        return (route.isEmpty() ? "" : "route " + route + ", ") + message.getMessage();
    }

    private static JsonSchema schema() {
        try (InputStream schema = RouteFiles.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema,
                    SchemaValidatorsConfig.builder().typeLoose(true).build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
