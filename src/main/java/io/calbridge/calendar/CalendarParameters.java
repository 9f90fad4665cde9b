package io.calbridge.calendar;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an administrator says of a calendar, by the parameters of its Kamelet.
 *
 * @param zone        of times that name none: IANA or Windows name; empty for this machine's
 * @param conferences which meetings become conferences
 * @param keywords    that mark a meeting, in its location or description; lower case
 * @param categories  that mark a meeting; lower case
 * @param room        mail address of the calendar's own room, whose answer counts; lower case, empty for none
 * @param transparent whether meetings that leave the room free are booked
 * @param priority    the copy of a meeting in the calendar with the highest rules
 */
public record CalendarParameters(String zone, Conferences conferences, List<String> keywords, List<String> categories,
                                 String room, boolean transparent, int priority) {

    /** Which meetings become conferences. */
    public enum Conferences {
        /** Every meeting. */
        ALL,
        /** Those with something to dial. */
        DIALLED,
        /** Those with a keyword or a category. */
        MARKED
    }

    /**
     * Reads the parameters as a Kamelet hands them on.
     *
     * @param text one {@code key=value} a line; what is absent or empty has its default
     * @throws IllegalArgumentException in words, naming the parameter, if a value makes no sense
     */
    public static CalendarParameters parse(String text) {
        Map<String, String> values = new HashMap<>();
        (text == null ? "" : text).lines().filter(line -> line.contains("=")).forEach(line ->
                values.put(line.substring(0, line.indexOf('=')).strip(), line.substring(line.indexOf('=') + 1).strip()));
        return new CalendarParameters(values.getOrDefault("zone", ""),
                Conferences.valueOf(one(values, "conferences", "all", "dialled", "marked").toUpperCase(Locale.ROOT)),
                list(values.getOrDefault("keywords", "")), list(values.getOrDefault("categories", "")),
                values.getOrDefault("room", "").toLowerCase(Locale.ROOT),
                one(values, "transparent", "ignore", "book").equals("book"), priority(values.getOrDefault("priority", "")));
    }

    /** The first of the words is the default. */
    private static String one(Map<String, String> values, String key, String... words) {
        String value = values.getOrDefault(key, "").toLowerCase(Locale.ROOT);
        if (!value.isEmpty() && !Arrays.asList(words).contains(value)) {
            throw new IllegalArgumentException("its parameter '" + key + "' is " + value + ", which is none of "
                    + String.join(", ", words));
        }
        return value.isEmpty() ? words[0] : value;
    }

    private static List<String> list(String value) {
        return Arrays.stream(value.toLowerCase(Locale.ROOT).split(",")).map(String::strip).filter(word -> !word.isEmpty()).toList();
    }

    private static int priority(String value) {
        if (!value.matches("-?\\d{0,6}")) {
            throw new IllegalArgumentException("its parameter 'priority' is no number: " + value);
        }
        return value.matches("-?") ? 0 : Integer.parseInt(value);
    }
}
