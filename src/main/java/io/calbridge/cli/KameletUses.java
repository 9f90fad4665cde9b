package io.calbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Whether an administrator's routes give each Kamelet the parameters that it has, and all that it needs. */
final class KameletUses {

    private static final String SCHEME = "kamelet:";

    private final YamlFile file;
    private final Map<String, JsonNode> kamelets;
    private final List<String> problems = new ArrayList<>();

    private KameletUses(YamlFile file, Map<String, JsonNode> kamelets) {
        this.file = file;
        this.kamelets = kamelets;
    }

    /** @param kamelets all that there are, by name */
    static List<String> problems(YamlFile file, Map<String, JsonNode> kamelets) {
        KameletUses uses = new KameletUses(file, kamelets);
        uses.search("", file.content());
        return uses.problems;
    }

    private void search(String pointer, JsonNode node) {
        String uri = node.path("uri").asText("");
        if (uri.startsWith(SCHEME) && !uri.equals("kamelet:sink") && !uri.equals("kamelet:source")) {
            use(pointer, uri.substring(SCHEME.length()), node.path("parameters"));
        }
        node.fields().forEachRemaining(field -> search(pointer + "/" + YamlFile.escape(field.getKey()), field.getValue()));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            search(pointer + "/" + i, node.get(i));
        }
    }

    private void use(String pointer, String uri, JsonNode parameters) {
        String name = uri.split("[?/]")[0];
        if (!kamelets.containsKey(name)) {
            problems.add(file.place(pointer + "/uri") + ": there is no Kamelet " + name + "; there are "
                    + String.join(", ", kamelets.keySet()));
            return;
        }
        JsonNode definition = kamelets.get(name).at("/spec/definition");
        Map<String, String> given = new LinkedHashMap<>();
        if (uri.contains("?")) {
            for (String pair : uri.substring(uri.indexOf('?') + 1).split("&")) {
                given.put(pair.split("=")[0], pair.contains("=") ? pair.substring(pair.indexOf('=') + 1) : "");
            }
        }
        parameters.fields().forEachRemaining(field -> given.put(field.getKey(), field.getValue().asText()));
        given.forEach((parameter, value) -> parameter(pointer, name, definition, parameter, value));
        definition.path("required").forEach(required -> {
            if (!given.containsKey(required.asText())) {
                problems.add(file.place(pointer + "/parameters") + ": " + name + " needs the parameter " + required.asText()
                        + meaning(definition, required.asText()));
            }
        });
    }

    private void parameter(String pointer, String kamelet, JsonNode definition, String parameter, String value) {
        String place = file.place(pointer + "/parameters/" + YamlFile.escape(parameter));
        JsonNode known = definition.path("properties").path(parameter);
        if (known.isMissingNode()) {
            problems.add(place + ": " + kamelet + " has no parameter " + parameter + "; it has "
                    + StreamSupport.stream(((Iterable<String>) () -> definition.path("properties").fieldNames()).spliterator(),
                            false).collect(Collectors.joining(", ")));
        } else if (!value.contains("{{") && !fits(known.path("type").asText("string"), value)) {
            problems.add(place + ": " + parameter + " of " + kamelet + " must be of type " + known.path("type").asText()
                    + not(known, value) + meaning(definition, parameter));
        } else if (!value.contains("{{") && !isAllowed(known, value)) {
            problems.add(place + ": " + parameter + " of " + kamelet + " must be " + allowed(known)
                    + not(known, value) + meaning(definition, parameter));
        }
    }

    private static boolean fits(String type, String value) {
        return switch (type) {
            case "integer" -> value.matches("-?\\d+");
            case "number" -> value.matches("-?\\d+(\\.\\d+)?");
            case "boolean" -> value.matches("true|false");
            default -> true;
        };
    }

    private static boolean isAllowed(JsonNode known, String value) {
        boolean listed = known.path("enum").isMissingNode();
        for (JsonNode one : known.path("enum")) {
            listed |= one.asText().equals(value);
        }
        return listed && (known.path("pattern").isMissingNode() || value.matches(known.path("pattern").asText()));
    }

    private static String allowed(JsonNode known) {
        return known.path("enum").isMissingNode() ? "like " + known.path(known.has("example") ? "example" : "default").asText()
                : "one of " + StreamSupport.stream(known.path("enum").spliterator(), false).map(JsonNode::asText)
                        .collect(Collectors.joining(", "));
    }

    /** Secrets are not shown. */
    private static String not(JsonNode known, String value) {
        return known.path("format").asText().equals("password") ? "" : ", not '" + value + "'";
    }

    private static String meaning(JsonNode definition, String parameter) {
        String description = definition.at("/properties/" + YamlFile.escape(parameter) + "/description").asText("");
        return description.isEmpty() ? "" : ": " + description;
    }
}
