package io.calbridge.settings;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The keys of the configuration and their defaults; null for none. */
final class Keys {

    static final Map<String, String> DEFAULTS = defaults();

    private Keys() { }

    private static Map<String, String> defaults() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("calbridge.cms.url", null);
        keys.put("calbridge.cms.username", null);
        keys.put("calbridge.cms.password", null);
        keys.put("calbridge.cms.alternates", "");
        keys.put("calbridge.cms.alternate-username", "");
        keys.put("calbridge.cms.alternate-password", "");
        keys.put("calbridge.cms.discover-peers", "true");
        keys.put("calbridge.cms.ca-file", "");
        keys.put("calbridge.cms.max-concurrent-requests", "10");
        keys.put("calbridge.cms.request-timeout", "PT10S");
        keys.put("calbridge.pool.name-prefix", "Calbridge_Meeting_");
        keys.put("calbridge.pool.first-number", "1");
        keys.put("calbridge.pool.size", "10");
        keys.put("calbridge.pool.uri-prefix", "");
        keys.put("calbridge.pool.domain", null);
        keys.put("calbridge.feeds.folder", "feeds");
        keys.put("calbridge.rooms.file", "");
        keys.put("calbridge.dial.allowed-domains", "*");
        keys.put("calbridge.dial.allowed-numbers", "");
        keys.put("calbridge.log.format", "text");
        keys.put("calbridge.store.url", "jdbc:h2:file:./data/calbridge");
        keys.put("calbridge.store.username", "");
        keys.put("calbridge.store.password", "");
        keys.put("calbridge.schedule.start-early", "PT0S");
        keys.put("calbridge.schedule.horizon", "P30D");
        keys.put("calbridge.http.host", "127.0.0.1");
        keys.put("calbridge.http.port", "8080");
        return keys;
    }

    static boolean isSecret(String key) {
        return key.endsWith("password");
    }

    /** A secret may come from the file that the key with this ending names. */
    static String fileKey(String secret) {
        return secret + "-file";
    }

    static boolean isKnown(String key) {
        return DEFAULTS.containsKey(key) || key.endsWith("password-file")
                && DEFAULTS.containsKey(key.substring(0, key.length() - 5));
    }

    static String environmentName(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The known key that was probably meant. */
    static Optional<String> nearest(String key) {
        return DEFAULTS.keySet().stream().min(java.util.Comparator.comparingInt(known -> distance(key, known)))
                .filter(known -> distance(key, known) <= Math.max(3, key.length() / 4));
    }

    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int next = Math.min(Math.min(row[j], row[j - 1]) + 1,
                        diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1));
                diagonal = row[j];
                row[j] = next;
            }
        }
        return row[other.length()];
    }
}
