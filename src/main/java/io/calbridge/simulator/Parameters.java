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

    /** @throws Refusal for a parameter that the object does not have, or a value that it cannot have */
    Parameters only(Set<String> known) {
        pairs.forEach((name, value) -> {
            if (!known.contains(name) || !Types.fits(name, value)) {
                throw Refusal.parameter(name);
            }
        });
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

    /** False when absent or empty. */
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
