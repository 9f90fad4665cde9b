package io.calbridge.settings;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

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
        keys.put("calbridge.calendar.all-day", "ignore");
        keys.put("calbridge.options.allowed", "");
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
        return DEFAULTS.containsKey(key) || key.endsWith("-file") && isSecret(key.substring(0, key.length() - 5))
                && DEFAULTS.containsKey(key.substring(0, key.length() - 5));
    }

    static String environmentName(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The rest of a sentence that names an unknown key: what was probably meant. */
    static String suggestion(String key) {
        Stream<String> all = Stream.concat(DEFAULTS.keySet().stream(),
                DEFAULTS.keySet().stream().filter(Keys::isSecret).map(Keys::fileKey));
        String nearest = all.min(Comparator.comparingInt(known -> distance(key, known))).orElseThrow();
        return distance(key, nearest) <= Math.max(3, key.length() / 4) ? "; did you mean " + nearest + "?"
                : "; take it out, or see the table of keys in README.md (the nearest is " + nearest + ")";
    }

    /** The rest of a sentence that names a required key: how to set it, and to what. */
    static String missing(String key) {
        String how = " is missing; set it there, or " + environmentName(key) + " in the environment";
        return how.strip() + switch (key) {
            case "calbridge.cms.url" -> ", to the address of the primary call bridge, such as https://cms1.example.com:445";
            case "calbridge.pool.domain" -> ", to the domain under which numbers are dialled, such as meet.example.com";
            case "calbridge.cms.username" -> ", to the name of CMS's API user";
            case "calbridge.cms.password" -> ", to the password of CMS's API user; or name a file that holds it by "
                    + "calbridge.cms.password-file";
            default -> "";
        };
    }

    /** Where a relative path was looked for; empty for an absolute one. */
    static String fromWorkingDirectory(String path) {
        return Path.of(path).isAbsolute() ? "" : " (looked for from the working directory, "
                + Path.of("").toAbsolutePath() + ")";
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
