package io.calbridge.calendar;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which rules a TZID of one feed means: those of a zone that we know by its name, else the feed's own. */
final class Zones {

    private static final Map<String, String> KNOWN = known();

    private final Map<String, List<String>> own;
    private final Map<String, Optional<ZoneRules>> resolved = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** @param own the lines of each VTIMEZONE of the feed, by its TZID */
    Zones(Map<String, List<String>> own) {
        this.own = own;
    }

    /** @throws IllegalArgumentException naming the zone, if nothing says what it means */
    ZoneRules rules(String tzid) {
        return resolved.computeIfAbsent(tzid.strip().replace("\"", ""), this::resolve).orElseThrow(() ->
                new IllegalArgumentException("its time zone '" + tzid + "' is unknown, and the feed does not define it"));
    }

    private Optional<ZoneRules> resolve(String tzid) {
        Optional<ZoneRules> known = knownZone(tzid).map(ZoneId::getRules);
        return known.isPresent() ? known : own.entrySet().stream()
                .filter(entry -> entry.getKey().replace("\"", "").equalsIgnoreCase(tzid)).findFirst()
                .map(entry -> OwnZone.rules(tzid, entry.getValue()));
    }

    /** The zone of an IANA or Windows name, also behind a prefix such as {@code /citadel.org/20210210_1/Europe/Berlin}. */
    static Optional<ZoneId> knownZone(String name) {
        String[] parts = name.split("/");
        for (int from = 0; from < parts.length; from++) {
            String tail = String.join("/", java.util.Arrays.asList(parts).subList(from, parts.length));
            String known = KNOWN.get(tail);
            if (known != null) {
                return Optional.of(ZoneId.of(known));
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> known() {
        Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        names.putAll(ZoneId.getAvailableZoneIds().stream().collect(Collectors.toMap(id -> id, id -> id)));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(Objects.requireNonNull(
                Zones.class.getResourceAsStream("windows-zones.tsv")), StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).map(line -> line.split("\t"))
                    .forEach(pair -> names.putIfAbsent(pair[0], pair[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        names.put("tzone://Microsoft/Utc", "UTC");
        names.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).startsWith("systemv"));
        return names;
    }
}
