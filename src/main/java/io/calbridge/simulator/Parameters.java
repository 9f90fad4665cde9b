package io.calbridge.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The parameters of a request, form-encoded; empty pairs are tolerated, as real bridges do. */
final class Parameters {

    private static final String GUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

    private final Map<String, String> pairs;

    private Parameters(Map<String, String> pairs) {
        this.pairs = pairs;
    }

    static Parameters parse(String encoded) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : encoded == null ? new String[0] : encoded.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                pairs.put(decode(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return new Parameters(pairs);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.parameter(text);
        }
    }

    Map<String, String> pairs() {
        return pairs;
    }

    /** @throws Refusal for a parameter that the object does not have */
    Parameters only(Set<String> known) {
        for (String name : pairs.keySet()) {
            if (!known.contains(name)) {
                throw Refusal.parameter(name);
            }
        }
        return this;
    }

    /** @throws Refusal if one of them is given and is neither true nor false */
    Parameters booleans(Set<String> names) {
        for (String name : names) {
            if (has(name) && !Set.of("true", "false").contains(pairs.get(name))) {
                throw Refusal.parameter(name);
            }
        }
        return this;
    }

    boolean has(String name) {
        return pairs.containsKey(name);
    }

    /** Null when absent or empty. */
    String text(String name) {
        String value = pairs.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    boolean is(String name) {
        return "true".equals(pairs.get(name));
    }

    int number(String name, int otherwise) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("\\d{1,9}")) {
            throw Refusal.parameter(name);
        }
        return Integer.parseInt(value);
    }

    static boolean isId(String value) {
        return value.matches(GUID);
    }
}
