package io.calbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The JSON schema that Camel's YAML DSL ships with; it knows keys that the DSL's own loader passes over silently. */
final class DslSchema {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** What only says that none of several forms fits; the reason why is said of each form. */
    private static final Set<String> SUMMARIES = Set.of("oneOf", "anyOf", "not");

    private final JsonSchema schema;

    private DslSchema(JsonSchema schema) {
        this.schema = schema;
    }

    static DslSchema ofCamel() {
        try (InputStream schema = DslSchema.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            // Not preloaded: unfolded at once, with its recursion, it fills a heap of 256 MB.
            return new DslSchema(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema,
                    SchemaValidatorsConfig.builder().typeLoose(true).preloadJsonSchema(false)
                            .pathType(PathType.JSON_POINTER).build()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a file of routes. */
    List<String> problems(YamlFile file) {
        return problems(file, file.content(), "", "");
    }

    /** What is wrong with the template of a Kamelet. */
    List<String> kameletProblems(YamlFile file) {
        ArrayNode asRoute = JSON.createArrayNode();
        asRoute.addObject().putObject("route").set("from", file.content().at("/spec/template/from"));
        return problems(file, asRoute, "/0/route/from", "/spec/template/from");
    }

    private List<String> problems(YamlFile file, JsonNode content, String shown, String real) {
        List<ValidationMessage> messages = schema.validate(content).stream().filter(DslSchema::isNoPlaceholder).toList();
        return reasons(messages).stream().map(message -> {
            String pointer = message.getInstanceLocation().toString();
            pointer = pointer.startsWith(shown) ? real + pointer.substring(shown.length()) : real;
            String key = message.getProperty();
            return file.place(key == null ? pointer : pointer + "/" + YamlFile.escape(key)) + ": "
                    + route(content, message) + words(message, pointer);
        }).distinct().toList();
    }

    /** A placeholder stands for a value of any type. */
    private static boolean isNoPlaceholder(ValidationMessage message) {
        return message.getInstanceNode() == null || !message.getInstanceNode().isTextual()
                || !message.getInstanceNode().asText().contains("{{");
    }

    /** Of the messages about nested places only those about the innermost; of several forms that do not fit, the nearest. */
    private static Collection<ValidationMessage> reasons(List<ValidationMessage> messages) {
        List<ValidationMessage> reasons = new ArrayList<>();
        for (ValidationMessage message : messages) {
            String place = message.getInstanceLocation().toString();
            boolean deeper = messages.stream().map(other -> other.getInstanceLocation().toString())
                    .anyMatch(other -> other.startsWith(place + "/"));
            boolean plainer = SUMMARIES.contains(message.getType()) && messages.stream().anyMatch(other -> other != message
                    && other.getInstanceLocation().toString().equals(place) && !SUMMARIES.contains(other.getType()));
            boolean otherForm = message.getType().equals("type") && messages.stream().anyMatch(other ->
                    other.getInstanceLocation().toString().equals(place) && other.getProperty() != null);
            if (!deeper && !plainer && !otherForm) {
                reasons.add(message);
            }
        }
        return reasons;
    }

    private static String route(JsonNode content, ValidationMessage message) {
        String id = content.at("/" + message.getInstanceLocation().toString().replaceFirst("^/", "").split("/")[0]
                + "/route/id").asText("");
        return id.isEmpty() ? "" : "route " + id + ": ";
    }

    private static String words(ValidationMessage message, String pointer) {
        String where = pointer.substring(pointer.lastIndexOf('/') + 1);
        return switch (message.getType()) {
            case "additionalProperties" -> "'" + message.getProperty() + "' is unknown in " + where
                    + "; take it out, or see Camel's YAML DSL for what it may hold";
            case "required" -> where + " needs '" + message.getProperty() + "'";
            default -> message.getMessage().replaceFirst("^\\S*: ", where + ": ");
        };
    }
}
