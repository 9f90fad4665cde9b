package io.calbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether each endpoint that a file names is of a component that there is. */
final class Endpoints {

    /** Steps whose whole value may be an endpoint; {@code uri} stands in their long form. */
    private static final Set<String> STEPS = Set.of("from", "to", "toD", "uri", "wireTap", "enrich", "pollEnrich");
    private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+.-]*):.*", Pattern.CASE_INSENSITIVE);

    private Endpoints() { }

    static List<String> problems(YamlFile file, String pointer, JsonNode node) {
        List<String> problems = new ArrayList<>();
        search(file, pointer, "", node, problems);
        return problems;
    }

    private static void search(YamlFile file, String pointer, String key, JsonNode node, List<String> problems) {
        if (node.isTextual() && STEPS.contains(key)) {
            Matcher uri = SCHEME.matcher(node.asText());
            if (uri.matches() && !exists(uri.group(1))) {
                problems.add(file.place(pointer) + ": there is no component '" + uri.group(1) + "', as in " + node.asText());
            }
        }
        // What stands in parameters belongs to the endpoint: a key uri there is no endpoint of ours.
        node.fields().forEachRemaining(field -> {
            if (!field.getKey().equals("parameters")) {
                search(file, pointer + "/" + YamlFile.escape(field.getKey()), field.getKey(), field.getValue(), problems);
            }
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            search(file, pointer + "/" + i, key, node.get(i), problems);
        }
    }

    private static boolean exists(String component) {
        return Endpoints.class.getResource("/META-INF/services/org/apache/camel/component/" + component) != null;
    }
}
