package io.calbridge.calendar;

import io.calbridge.settings.Settings.Option;
import io.calbridge.store.MeetingOptions;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.fortuna.ical4j.model.Property;

/**
 * What an organiser chose for a meeting: by X-CALBRIDGE- properties, or by {@code key: value} lines in the description, under
 * a line that says {@code [calbridge]}. Only what the administrator allows acts; the rest is a remark, and no remark holds
 * a passcode.
 */
final class OptionReader {

    static final String MARKER = "[calbridge]";
    private static final Pattern LINE = Pattern.compile("([\\p{L} _-]{1,30})[:=](.*)");
    private static final Pattern LINE_END = Pattern.compile("(?i)</?(?:br|p|div|li|ul)\\b[^<>]{0,200}>");
    private static final Pattern TAG = Pattern.compile("<[^<>]{1,200}>");
    private static final Pattern MINUTES = Pattern.compile("(\\d{1,4})(?: ?(?:m|min|minutes?))?");
    private static final Pattern PASSCODE = Pattern.compile("[0-9]{4,24}");
    /** The names that CMS has for layouts. */
    private static final List<String> LAYOUTS = List.of("allEqual", "speakerOnly", "telepresence", "stacked",
            "allEqualQuarters", "allEqualNinths", "allEqualSixteenths", "allEqualTwentyFifths", "onePlusFive",
            "onePlusSeven", "onePlusNine", "automatic", "onePlusN");

    private final Set<Option> allowed;

    OptionReader(Set<Option> allowed) {
        this.allowed = allowed;
    }

    /** Whether a description in the text may choose something, or make a remark. */
    boolean readsDescriptions(String text) {
        return !allowed.isEmpty() || text.contains(MARKER) || text.contains("[Calbridge]") || text.contains("[CALBRIDGE]");
    }

    /** @param remarks gets what is not done as it was written */
    MeetingOptions read(Event event, List<String> remarks) {
        Map<Option, String> wanted = new EnumMap<>(Option.class);
        for (Property property : event.ours()) {
            String name = property.getName().replaceFirst("(?i)^X-X-CALBRIDGE-", "");
            if (!name.equalsIgnoreCase("DIAL")) {
                add(name, property.getValue(), "X-CALBRIDGE-" + name.toUpperCase(Locale.ROOT) + " is no option", wanted, remarks);
            }
        }
        description(event.description(), wanted, remarks);
        if (wanted.isEmpty()) {
            return MeetingOptions.NONE;
        }
        wanted.keySet().stream().filter(option -> !allowed.contains(option)).forEach(option -> remarks.add("its option '"
                + option.key() + "' is ignored: calbridge.options.allowed does not name it"));
        wanted.keySet().retainAll(allowed);
        return new MeetingOptions(value(wanted, Option.LAYOUT, OptionReader::layout, remarks),
                value(wanted, Option.LOCK, OptionReader::isYes, remarks),
                value(wanted, Option.RECORDING, OptionReader::isYes, remarks),
                value(wanted, Option.PASSCODE, OptionReader::passcode, remarks),
                value(wanted, Option.OPEN_EARLY, OptionReader::early, remarks));
    }

    /** Until the first line that is none of ours. */
    private static void description(String description, Map<Option, String> wanted, List<String> remarks) {
        if (!description.toLowerCase(Locale.ROOT).contains(MARKER)) {
            return;
        }
        boolean under = false;
        for (String line : (Iterable<String>) plain(description).lines().map(String::strip)::iterator) {
            if (!under) {
                under = line.equalsIgnoreCase(MARKER);
            } else if (!line.isEmpty()) {
                Matcher pair = LINE.matcher(line);
                if (!pair.matches()) {
                    return;
                }
                String key = pair.group(1).strip();
                if (!add(key, pair.group(2), "'" + key + "' under " + MARKER + " is no option", wanted, remarks)) {
                    return;
                }
            }
        }
    }

    /** Google's page writes HTML. */
    private static String plain(String description) {
        String text = description.indexOf('<') < 0 ? description : TAG.matcher(LINE_END.matcher(description).replaceAll("\n")).replaceAll("");
        return text.replace("&nbsp;", " ").replace('\u00A0', ' ');
    }

    private static boolean add(String name, String value, String unknown, Map<Option, String> wanted, List<String> remarks) {
        Option.of(name).ifPresentOrElse(option -> wanted.putIfAbsent(option, value.strip()), () -> remarks.add(unknown
                + "; there are layout, lock, recording, passcode and open-early"));
        return Option.of(name).isPresent();
    }

    /** Null where it was not chosen, or makes no sense. */
    private static <T> T value(Map<Option, String> wanted, Option option, Function<String, T> reading, List<String> remarks) {
        String text = wanted.get(option);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            remarks.add("its option '" + option.key() + "' is ignored: " + e.getMessage());
            return null;
        }
    }

    private static String layout(String text) {
        return LAYOUTS.stream().filter(text::equalsIgnoreCase).findFirst().orElseThrow(() ->
                new IllegalArgumentException("it must be one of " + String.join(", ", LAYOUTS)));
    }

    private static boolean isYes(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException("it must be yes or no");
        };
    }

    private static String passcode(String text) {
        if (!PASSCODE.matcher(text).matches()) {
            throw new IllegalArgumentException("it must be 4 to 24 digits");
        }
        return text;
    }

    /** Minutes, or as ISO-8601 writes it. */
    private static Duration early(String text) {
        String fault = "it must be from 0 to " + MeetingOptions.EARLIEST.toMinutes() + " minutes, as 10 or PT10M";
        Matcher minutes = MINUTES.matcher(text.toLowerCase(Locale.ROOT));
        try {
            Duration early = minutes.matches() ? Duration.ofMinutes(Long.parseLong(minutes.group(1))) : Duration.parse(text);
            if (!early.isNegative() && early.compareTo(MeetingOptions.EARLIEST) <= 0) {
                return early;
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(fault, e);
        }
        throw new IllegalArgumentException(fault);
    }
}
