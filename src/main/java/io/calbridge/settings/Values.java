package io.calbridge.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The value of each key from where it is set: {@code -D}, else the environment, else the file, else the default. A wrong
 * value becomes a problem, and something harmless is returned, so that all problems are found in one go.
 */
final class Values {

    private static final int LONGEST_SECRET = 4096;

    private final PropertyLines lines;
    private final Map<String, String> environment;
    private final Properties system;
    private final List<String> problems;

    Values(PropertyLines lines, Map<String, String> environment, Properties system, List<String> problems) {
        this.lines = lines;
        this.environment = environment;
        this.system = system;
        this.problems = problems;
    }

    /** A value as it was written, and how a message names the place where it was. */
    private record Found(String value, String place) { }

    private Optional<Found> find(String key) {
        return inProperties(key).or(() -> inEnvironment(key)).or(() -> inFile(key));
    }

    private Optional<Found> inProperties(String key) {
        return Optional.ofNullable(system.getProperty(key)).filter(value -> !value.isBlank())
                .map(value -> new Found(value, "system property -D" + key));
    }

    private Optional<Found> inEnvironment(String key) {
        String name = Keys.environmentName(key);
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank())
                .map(value -> new Found(value, "environment variable " + name));
    }

    private Optional<Found> inFile(String key) {
        return Optional.ofNullable(lines.values().get(key)).map(value -> new Found(value, lines.place(key)));
    }

    /** Where {@code key} is set, or should be. */
    private String place(String key) {
        return find(key).map(Found::place).orElse(lines.place(key));
    }

    /** What a key is set to, and where; a secret is not shown. */
    String line(String key) {
        String value = Keys.isSecret(key) ? secret(key).isEmpty() ? "" : "*****" : text(key);
        Optional<Found> found = find(key).or(() -> Keys.isSecret(key) ? find(Keys.fileKey(key)) : Optional.empty());
        return key + " = " + value + (value.isEmpty() ? "(empty; " : " (") + found.map(Found::place).orElse("default") + ")";
    }

    /** Stripped; the default when it is not set, empty when it has none. */
    String text(String key) {
        String fallback = Keys.DEFAULTS.get(key);
        Optional<String> value = find(key).map(found -> found.value().strip());
        if (value.isPresent() && value.get().isEmpty() && fallback != null && !fallback.isEmpty()) {
            problem(key, "is empty; write a value, or take the line out to have the default " + fallback);
        }
        return value.filter(text -> !text.isEmpty()).orElse(fallback == null ? "" : fallback);
    }

    String required(String key) {
        String value = text(key);
        if (value.isEmpty()) {
            problem(key, Keys.missing(key));
        }
        return value;
    }

    String required(String key, String pattern, String like) {
        String value = required(key);
        if (!value.isEmpty() && !value.matches(pattern)) {
            problem(key, "must be " + like + ", not '" + value + "'");
        }
        return value;
    }

    /** A secret, or the content of the file that its {@code -file} key names; empty when neither is set. */
    String secret(String key) {
        String fileKey = Keys.fileKey(key);
        for (Stream<Optional<Found>> level : List.of(Stream.of(inProperties(key), inProperties(fileKey)),
                Stream.of(inEnvironment(key), inEnvironment(fileKey)), Stream.of(inFile(key), inFile(fileKey)))) {
            List<Optional<Found>> both = level.map(one -> one.filter(found -> !found.value().isBlank())).toList();
            if (both.get(0).isPresent() && both.get(1).isPresent()) {
                problems.add(both.get(1).get().place() + ": " + fileKey + " and " + key + " are both set; keep one");
                return both.get(0).get().value();
            }
            if (both.get(0).isPresent()) {
                return both.get(0).get().value();
            }
            if (both.get(1).isPresent()) {
                return content(fileKey, both.get(1).get());
            }
        }
        return "";
    }

    private String content(String key, Found named) {
        String file = named.value().strip();
        try {
            if (Files.size(Path.of(file)) > LONGEST_SECRET) {
                problem(key, "names " + file + ", which is longer than " + LONGEST_SECRET
                        + " bytes; the file must hold nothing but the password");
                return "unread";
            }
            String secret = Files.readString(Path.of(file)).replaceFirst("\\R\\z", "");
            if (secret.isEmpty() || secret.lines().count() > 1) {
                problem(key, "names " + file + ", which must hold the password alone, in one line");
            }
            return secret.isEmpty() ? "unread" : secret;
        } catch (NoSuchFileException e) {
            problem(key, "names " + file + ", which does not exist" + Keys.fromWorkingDirectory(file));
        } catch (AccessDeniedException e) {
            problem(key, "names " + file + ", which this user may not read; give the user that runs Calbridge access");
        } catch (CharacterCodingException e) {
            problem(key, "names " + file + ", which is not UTF-8; save it as UTF-8");
        } catch (IOException | InvalidPathException e) {
            problem(key, "names " + file + ", which cannot be read (" + e.getMessage() + "); name a readable file");
        }
        return "unread";
    }

    /** Comma-separated; blanks around an entry and empty entries do not count. */
    List<String> list(String key) {
        return Arrays.stream(text(key).split(",")).map(String::strip).filter(one -> !one.isEmpty()).toList();
    }

    List<String> list(String key, String pattern, String like) {
        List<String> entries = list(key);
        entries.stream().filter(entry -> !entry.matches(pattern)).forEach(entry ->
                problem(key, "must hold " + like + ", not '" + entry + "'"));
        return entries;
    }

    String oneOf(String key, String... allowed) {
        String value = text(key).toLowerCase(Locale.ROOT);
        if (!List.of(allowed).contains(value)) {
            problem(key, "must be " + String.join(" or ", allowed) + ", not '" + text(key) + "'");
            return allowed[0];
        }
        return value;
    }

    int number(String key, int least, int most) {
        String text = text(key);
        if (text.matches("\\d{1,10}") && Long.parseLong(text) >= least && Long.parseLong(text) <= most) {
            return Integer.parseInt(text);
        }
        problem(key, "must be a whole number from " + least + " to " + most + ", not '" + text + "'");
        return least;
    }

    /** ISO-8601: {@code PT30S}, {@code P30D}, {@code P1DT12H}; days of 24 hours. */
    Duration duration(String key, Duration least, Duration most) {
        String text = text(key).toUpperCase(Locale.ROOT);
        try {
            Duration value = text.contains("T") ? Duration.parse(text) : Duration.ofDays(days(Period.parse(text)));
            if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) {
                return value;
            }
            problem(key, "must be from " + words(least) + " to " + words(most) + ", not '" + text(key) + "'");
        } catch (DateTimeException | ArithmeticException e) {
            problem(key, "must be a duration as ISO-8601 writes it, such as PT30S, PT10M or P30D, not '" + text(key) + "'");
        }
        return least;
    }

    private static int days(Period period) {
        if (period.toTotalMonths() != 0) {
            throw new DateTimeException("months and years have no fixed length");
        }
        return period.getDays();
    }

    private static String words(Duration duration) {
        return duration.toHours() >= 24 ? "P" + duration.toDays() + "D" : duration.toString();
    }

    /** Relative to the working directory. */
    Path path(String key) {
        try {
            return Path.of(text(key));
        } catch (InvalidPathException e) {
            problem(key, "is no path: " + e.getReason());
            return Path.of("");
        }
    }

    void problem(String key, String what) {
        problems.add(place(key) + ": " + key + " " + what);
    }
}
