package io.calbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether an administrator's routes give each Kamelet the parameters that it has, and all that it needs. */
final class KameletUses {

    private static final String SCHEME = "kamelet:";

    private KameletUses() { }

    static List<String> problems(Path file, JsonNode routes, Map<String, JsonNode> kamelets) {
        List<String> problems = new ArrayList<>();
        for (JsonNode entry : routes) {
            JsonNode from = entry.at("/route/from");
            String uri = from.path("uri").asText("");
            if (uri.startsWith(SCHEME)) {
                String name = uri.substring(SCHEME.length()).split("[?/]")[0];
                String place = file + ": route " + entry.at("/route/id").asText("without an id") + ": ";
                if (kamelets.containsKey(name)) {
                    use(place, name, from.path("parameters"), kamelets.get(name).at("/spec/definition"), problems,
                            uri.contains("?"));
                } else {
                    problems.add(place + "there is no Kamelet " + name + "; there are "
                            + String.join(", ", kamelets.keySet()));
                }
            }
        }
        return problems;
    }

    private static void use(String place, String kamelet, JsonNode given, JsonNode definition, List<String> problems,
                            boolean moreInUri) {
        given.fieldNames().forEachRemaining(parameter -> {
            if (!definition.path("properties").has(parameter)) {
                problems.add(place + kamelet + " has no parameter " + parameter);
            }
        });
        definition.path("required").forEach(parameter -> {
            if (!given.has(parameter.asText()) && !moreInUri) {
                problems.add(place + kamelet + " needs the parameter " + parameter.asText());
            }
        });
    }
}
