package io.calbridge.settings;

import java.util.List;

/** The configuration cannot be used; each problem names file, line, key and cure, and none holds a secret. */
public final class ConfigurationException extends RuntimeException {

    private final List<String> problems;

    /** @param problems at least one */
    public ConfigurationException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence each. */
    public List<String> problems() {
        return problems;
    }
}
