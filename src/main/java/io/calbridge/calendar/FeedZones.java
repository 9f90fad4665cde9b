package io.calbridge.calendar;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The time zones that a feed defines itself under names that nobody else knows, each given a name that no other feed gives
 * to another zone: so that the meetings of one feed can be read without it, and beside those of another.
 */
final class FeedZones {

    private final Map<String, String> names = new TreeMap<>();
    private final Map<String, String> definitions = new HashMap<>();
    private final Map<String, String> known = new HashMap<>();
    private final String usual;

    /**
     * @param own   the lines of each VTIMEZONE, by its TZID
     * @param usual X-WR-TIMEZONE; empty where there is none, or none that is known
     */
    FeedZones(Map<String, List<String>> own, String usual) {
        this.usual = usual.replace("\"", "");
        own.forEach((tzid, lines) -> {
            if (Zones.knownZone(tzid).isEmpty()) {
                String text = String.join("\n", lines);
                String name = tzid.replace("\\", "").replace("\"", "") + " #" + FeedText.hash(text).substring(0, 12);
                if (names.putIfAbsent(Zones.key(tzid), name) == null) {
                    definitions.put(name, text);
                }
            }
        });
    }

    /** What the feed called a zone that was given a name of its own. */
    static String original(String name) {
        return name.replaceFirst(" #[0-9a-f]{12}$", "");
    }

    /** The name that a TZID of the feed is to have: for a zone that is known, or not defined, its own. */
    String name(String tzid) {
        return names.isEmpty() ? tzid : known.computeIfAbsent(tzid, id -> names.getOrDefault(Zones.key(id), id));
    }

    /** Of a start that names none; may be empty. */
    String usual() {
        return usual;
    }

    /** The definition of a zone of the feed's own; null for any other. */
    String definition(String name) {
        return definitions.get(name);
    }

    /** Differs whenever any of them does. */
    String hash() {
        return FeedText.hash(usual + names);
    }

    /** Puts definitions into one text. */
    static String joined(Map<String, String> definitions) {
        StringBuilder text = new StringBuilder();
        definitions.forEach((name, lines) -> text.append("NAME:").append(name).append('\n').append(lines).append('\n'));
        return text.toString();
    }

    /** Takes them out again: the lines of each zone by its name. */
    static Map<String, List<String>> parted(String joined) {
        Map<String, List<String>> zones = new LinkedHashMap<>();
        List<String> lines = List.of();
        for (String line : joined.split("\n")) {
            if (line.startsWith("NAME:")) {
                lines = new ArrayList<>();
                zones.put(line.substring("NAME:".length()), lines);
            } else if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        return zones;
    }
}
