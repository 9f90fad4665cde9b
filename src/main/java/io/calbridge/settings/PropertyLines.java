package io.calbridge.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A properties file (UTF-8) that remembers in which line each key stands, and does not let one stand twice. */
final class PropertyLines {

    private final Path file;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private boolean unread;

    private PropertyLines(Path file) {
        this.file = file;
    }

    /** Without any file. */
    static PropertyLines none() {
        return new PropertyLines(Path.of("application.properties"));
    }

    static PropertyLines read(Path file, List<String> problems) {
        PropertyLines result = new PropertyLines(file);
        try {
            List<String> lines = Files.readString(file).replaceFirst("^\uFEFF", "").lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                int number = i + 1;
                StringBuilder logical = new StringBuilder(lines.get(i));
                while (endsInBackslash(logical) && !isComment(logical.toString()) && i + 1 < lines.size()) {
                    logical.append('\n').append(lines.get(++i));
                }
                result.line(logical.toString(), number, problems);
            }
            return result;
        } catch (NoSuchFileException e) {
            problems.add(file + " does not exist; name its folder with --config DIR");
        } catch (MalformedInputException e) {
            problems.add(file + " is not UTF-8: save it as UTF-8");
        } catch (IOException e) {
            problems.add(file + " cannot be read (" + e + "); give the user that runs Calbridge access");
        }
        result.unread = true;
        return result;
    }

    private void line(String text, int number, List<String> problems) {
        Properties parsed = new Properties();
        try {
            parsed.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(file + " line " + number + ": " + e.getMessage() + "; write a backslash twice");
        }
        parsed.stringPropertyNames().forEach(key -> {
            if (lines.containsKey(key)) {
                problems.add(file + " line " + number + ": " + key + " stands in line " + lines.get(key)
                        + " already; keep one of them");
            }
            lines.put(key, number);
            values.put(key, parsed.getProperty(key));
        });
    }

    private static boolean isComment(String line) {
        return line.stripLeading().startsWith("#") || line.stripLeading().startsWith("!");
    }

    private static boolean endsInBackslash(CharSequence line) {
        int count = 0;
        for (int at = line.length() - 1; at >= 0 && line.charAt(at) == '\\'; at--) {
            count++;
        }
        return count % 2 == 1;
    }

    Map<String, String> values() {
        return values;
    }

    /** How a message names the place of a key. */
    String place(String key) {
        return lines.containsKey(key) ? file + " line " + lines.get(key) : file.toString();
    }

    /** Whether the file could not be read at all; a problem says why. */
    boolean isUnread() {
        return unread;
    }
}
