package io.calbridge.calendar;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names under which a zone is known everywhere: IANA's, Windows's, and what Windows shows its users, in English. */
final class ZoneNames {

    /** (UTC+01:00), (GMT) Greenwich Mean Time:, GMT+01.00 */
    private static final Pattern SHOWN_OFFSET = Pattern.compile("^(\\((utc|gmt)[^)]*\\)|(utc|gmt)[+-]\\d\\d[.:]\\d\\d)\\s*"
            + "(greenwich mean time\\s*:\\s*)?");
    private static final Map<String, String> KNOWN = new HashMap<>();
    private static final Map<String, String> SHOWN = new HashMap<>();

    static {
        ZoneId.getAvailableZoneIds().stream().filter(id -> !id.startsWith("SystemV/"))
                .forEach(id -> KNOWN.put(key(id), id));
        // IANA names that java.time leaves out.
        KNOWN.putAll(Map.of("est", "-05:00", "mst", "-07:00", "hst", "-10:00", "tzone://microsoft/utc", "UTC", "z", "UTC"));
        lines("windows-zones.tsv").forEach(pair -> KNOWN.putIfAbsent(key(pair[0]), pair[1]));
        lines("shown-zones.tsv").forEach(pair -> SHOWN.put(shown(pair[0]), pair[1]));
    }

    private ZoneNames() { }

    /** The zone of a name that stands alone; whatever its case. */
    static Optional<ZoneId> find(String name) {
        String id = KNOWN.get(key(name));
        if (id == null && SHOWN_OFFSET.matcher(key(name)).find()) {
            id = SHOWN.get(shown(name));
        }
        return Optional.ofNullable(id).map(ZoneId::of);
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** The offset shown changed over the years, and so did commas, slashes and abbreviations. */
    private static String shown(String name) {
        String places = SHOWN_OFFSET.matcher(key(name)).replaceFirst("").replace("&", "and").replace("is.", "islands");
        return places.replaceAll("\\s*[,/;]\\s*", ",").replaceAll("\\s+", " ").strip();
    }

    private static List<String[]> lines(String resource) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(Objects.requireNonNull(
                ZoneNames.class.getResourceAsStream(resource), resource), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).map(line -> line.split("\t")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
