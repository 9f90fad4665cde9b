package io.calbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML file, read more strictly than Camel does (no key twice), that knows in which line each of its values begins. */
final class YamlFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LoadSettings STRICT = LoadSettings.builder().setAllowDuplicateKeys(false).build();

    private final Path path;
    private final String text;
    private final JsonNode content;
    private final Map<String, Integer> lines = new HashMap<>();

    private YamlFile(Path path, String text, JsonNode content) {
        this.path = path;
        this.text = text;
        this.content = content;
    }

    /** Empty, with a problem added, when the file holds no YAML. */
    static Optional<YamlFile> read(Path path, List<String> problems) {
        try {
            String text = Files.readString(path);
            Object content = new Load(STRICT).loadFromString(text);
            if (content == null) {
                problems.add(path + ": is empty, which Camel refuses; for no routes write [] into it");
                return Optional.empty();
            }
            return Optional.of(new YamlFile(path, text, JSON.valueToTree(content)));
        } catch (MarkedYamlEngineException e) {
            problems.add(path + e.getProblemMark().map(mark -> " line " + (mark.getLine() + 1)).orElse("") + ": "
                    + e.getProblem() + (e.getProblem().startsWith("found duplicate key") ? "; keep one of them" : ""));
        } catch (YamlEngineException e) {
            problems.add(path + ": " + e.getMessage());
        } catch (NoSuchFileException e) {
            problems.add(path + " does not exist; the distribution's config/ holds one to begin with");
        } catch (CharacterCodingException e) {
            problems.add(path + " is not UTF-8: save it as UTF-8");
        } catch (IOException e) {
            problems.add(path + " cannot be read (" + e + "); give the user that runs Calbridge access");
        }
        return Optional.empty();
    }

    private void note(String pointer, Node node) {
        node.getStartMark().ifPresent(mark -> lines.putIfAbsent(pointer, mark.getLine() + 1));
        if (node instanceof MappingNode map) {
            for (NodeTuple entry : map.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key) {
                    String below = pointer + "/" + escape(key.getValue());
                    key.getStartMark().ifPresent(mark -> lines.put(below, mark.getLine() + 1));
                    note(below, entry.getValueNode());
                }
            }
        } else if (node instanceof SequenceNode list) {
            for (int i = 0; i < list.getValue().size(); i++) {
                note(pointer + "/" + i, list.getValue().get(i));
            }
        }
    }

    /** As JSON pointers write a key. */
    static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    Path path() {
        return path;
    }

    JsonNode content() {
        return content;
    }

    /** File and line of a JSON pointer, or of what stands around it when it is not there. */
    String place(String pointer) {
        if (lines.isEmpty()) {
            // Only now, because a file is seldom wrong, and a start is to be fast.
            new Compose(STRICT).composeString(text).ifPresent(root -> note("", root));
        }
        String known = pointer;
        while (!known.isEmpty() && !lines.containsKey(known)) {
            known = known.substring(0, known.lastIndexOf('/'));
        }
        return path + (lines.containsKey(known) ? " line " + lines.get(known) : "");
    }
}
