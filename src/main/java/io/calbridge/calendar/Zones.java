package io.calbridge.calendar;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which rules a TZID of one feed means: those of a zone that we know by its name, else the feed's own. */
final class Zones {

    private static final Pattern OFFSET = Pattern.compile("(?i)(?:UTC|GMT)?([+-])(\\d{1,2})(?::?(\\d\\d))?");

    private final Map<String, List<String>> own = new HashMap<>();
    private final Map<String, Meaning> meanings = new ConcurrentHashMap<>();

    /** @param problem why there are no rules, in words; null if there are */
    private record Meaning(ZoneRules rules, String problem) { }

    /** @param own the lines of each VTIMEZONE of the feed, by its TZID */
    Zones(Map<String, List<String>> own) {
        own.forEach((tzid, lines) -> this.own.putIfAbsent(key(tzid), lines));
    }

    /** @throws IllegalArgumentException naming the zone, if nothing says what it means */
    ZoneRules rules(String tzid) {
        Meaning meaning = meanings.computeIfAbsent(key(tzid), key -> meaning(tzid, FeedZones.original(tzid)));
        if (meaning.rules() == null) {
            throw new IllegalArgumentException(meaning.problem());
        }
        return meaning.rules();
    }

    private Meaning meaning(String tzid, String shown) {
        Optional<ZoneId> known = knownZone(tzid);
        if (known.isPresent()) {
            return new Meaning(known.get().getRules(), null);
        }
        List<String> lines = own.get(key(tzid));
        try {
            ZoneRules rules = lines != null ? OwnZone.rules(shown, lines) : offset(tzid);
            return new Meaning(rules, "its time zone '" + tzid + "' is unknown, and the feed does not define it");
        } catch (IllegalArgumentException e) {
            return new Meaning(null, e.getMessage());
        }
    }

    static String key(String tzid) {
        return tzid.replace("\"", "").replace("\\,", ",").strip().toLowerCase(Locale.ROOT);
    }

    /** UTC+1, GMT-05:00, +0200; null for any other name. */
    private static ZoneRules offset(String tzid) {
        Matcher parts = OFFSET.matcher(tzid.strip());
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > 18) {
            return null;
        }
        int minutes = Integer.parseInt(parts.group(2)) * 60 + (parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3)));
        return ZoneOffset.ofTotalSeconds((parts.group(1).equals("-") ? -60 : 60) * Math.min(minutes, 18 * 60)).getRules();
    }

    /**
     * The zone of an IANA or Windows name, of what Windows shows for it ("(UTC+01:00) Amsterdam, Berlin, …"), or of an
     * IANA name behind a prefix such as {@code /citadel.org/20210210_1/Europe/Berlin}.
     */
    static Optional<ZoneId> knownZone(String name) {
        String plain = name.replace("\"", "").replace("\\,", ",").strip();
        Optional<ZoneId> zone = ZoneNames.find(plain);
        String tail = plain;
        while (zone.isEmpty() && tail.indexOf('/') >= 0) {
            tail = tail.substring(tail.indexOf('/') + 1);
            // Behind a prefix without a slash before it, one word alone may be anybody's own name.
            zone = plain.startsWith("/") || tail.indexOf('/') > 0 ? ZoneNames.find(tail) : zone;
        }
        return zone;
    }
}
