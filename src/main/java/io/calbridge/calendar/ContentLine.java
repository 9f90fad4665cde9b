package io.calbridge.calendar;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One unfolded line (RFC 5545, section 3.1), read as leniently as it can be without guessing.
 *
 * @param name       upper case
 * @param parameters names in upper case, values without quotes
 * @param value      as it stands after the colon
 */
record ContentLine(String name, Map<String, String> parameters, String value) {

    /** Their values hold no colon, but the zone before them may, as Exchange writes it: TZID=(UTC+01:00) Amsterdam. */
    private static final Set<String> TIMES = Set.of("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE");
    private static final Set<String> ADDRESSES = Set.of("ATTENDEE", "ORGANIZER");
    private static final Pattern ADDRESS = Pattern.compile("(?i):\\s*(mailto|sips?|tel|h323|urn|https?|invalid):");

    /** The name alone, upper case: what stands before the first semicolon or colon. */
    static String nameOf(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) != ';' && line.charAt(at) != ':') {
            at++;
        }
        return line.substring(0, at).strip().toUpperCase(Locale.ROOT);
    }

    /** @return null where no colon parts name and value */
    static ContentLine parse(String line) {
        String name = nameOf(line);
        int from = Math.min(indexOfAny(line, 0), line.length());
        int colon = TIMES.contains(name) ? line.lastIndexOf(':') : valueStart(line, from);
        if (ADDRESSES.contains(name)) {
            colon = addressStart(line, from, colon);
        }
        return colon < 0 ? null : new ContentLine(name, parameters(line.substring(from, colon)), line.substring(colon + 1));
    }

    String parameter(String parameter) {
        return parameters.getOrDefault(parameter, "");
    }

    private static int indexOfAny(String line, int from) {
        for (int at = from; at < line.length(); at++) {
            if (line.charAt(at) == ';' || line.charAt(at) == ':') {
                return at;
            }
        }
        return line.length();
    }

    /** The first colon outside quotes; where a quote is never closed, the first colon; -1 for none. */
    private static int valueStart(String line, int from) {
        boolean quoted = false;
        for (int at = from; at < line.length(); at++) {
            char one = line.charAt(at);
            quoted ^= one == '"';
            if (one == ':' && !quoted) {
                return at;
            }
        }
        return line.indexOf(':', from);
    }

    /** A name may hold a colon or a stray quote: then the address tells where the value begins. */
    private static int addressStart(String line, int from, int colon) {
        Matcher address = ADDRESS.matcher(line);
        if (colon >= 0 && address.region(colon, line.length()).lookingAt()) {
            return colon;
        }
        address.region(from, line.length());
        int last = -1;
        while (address.find()) {
            last = address.start();
        }
        return last >= 0 ? last : colon;
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new TreeMap<>();
        int from = 0;
        while (from < text.length()) {
            int to = parameterEnd(text, from + 1);
            String parameter = text.substring(from + 1, to);
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(parameter.substring(0, equals).strip().toUpperCase(Locale.ROOT),
                        parameter.substring(equals + 1).replace("\"", "").strip());
            }
            from = to;
        }
        return parameters;
    }

    private static int parameterEnd(String text, int from) {
        boolean quoted = false;
        for (int at = from; at < text.length(); at++) {
            char one = text.charAt(at);
            quoted ^= one == '"' && (quoted || text.indexOf('"', at + 1) > 0);
            if (one == ';' && !quoted) {
                return at;
            }
        }
        return text.length();
    }
}
