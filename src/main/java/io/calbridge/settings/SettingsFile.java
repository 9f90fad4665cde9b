package io.calbridge.settings;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** Reads {@code application.properties}, what the environment overrides, and the files that hold secrets. */
public final class SettingsFile {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final Path file;
    private final PropertyLines lines;
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    private SettingsFile(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
        this.lines = PropertyLines.read(file, problems);
    }

    /**
     * Settings, and what routes may name of them.
     *
     * @param placeholders every {@code calbridge.*} value but secrets, and all other keys of the file
     */
    public record Loaded(Settings settings, Properties placeholders) { }

    /**
     * Reads and checks everything.
     *
     * @param folder      holds {@code application.properties}
     * @param environment of the process: {@code CALBRIDGE_CMS_URL} overrides {@code calbridge.cms.url}; empty is absent
     * @throws ConfigurationException naming all that is wrong
     */
    public static Loaded load(Path folder, Map<String, String> environment) {
        return new SettingsFile(folder.resolve("application.properties"), environment).load();
    }

    private Loaded load() {
        if (problems.isEmpty()) {
            lines.keys().stream().filter(key -> key.startsWith("calbridge.") && !Keys.isKnown(key)).forEach(key ->
                    problem(key, "is unknown" + Keys.nearest(key).map(known -> "; do you mean " + known + "?")
                            .orElse("; see the table of keys in README.md")));
        }
        Settings settings = problems.isEmpty() || !lines.keys().isEmpty() ? settings() : null;
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        Properties placeholders = new Properties();
        lines.values().forEach((key, value) -> {
            if (!key.startsWith("calbridge.")) {
                placeholders.setProperty(key, value);
            }
        });
        Keys.DEFAULTS.keySet().stream().filter(key -> !Keys.isSecret(key))
                .forEach(key -> placeholders.setProperty(key, text(key)));
        Path rooms = settings.rooms().toAbsolutePath().normalize();
        placeholders.setProperty("calbridge.rooms.folder", rooms.getParent().toString());
        placeholders.setProperty("calbridge.rooms.name", rooms.getFileName().toString());
        return new Loaded(settings, placeholders);
    }

    private Settings settings() {
        String username = required("calbridge.cms.username");
        String password = secret("calbridge.cms.password");
        String alternateUsername = text("calbridge.cms.alternate-username");
        String alternatePassword = secret("calbridge.cms.alternate-password");
        Settings.Cms cms = new Settings.Cms(url("calbridge.cms.url", required("calbridge.cms.url")),
                new Settings.Credentials(username, password),
                list("calbridge.cms.alternates").stream().map(url -> url("calbridge.cms.alternates", url)).toList(),
                new Settings.Credentials(alternateUsername.isEmpty() ? username : alternateUsername,
                        alternatePassword.isEmpty() ? password : alternatePassword),
                oneOf("calbridge.cms.discover-peers", "true", "false").equals("true"), existing("calbridge.cms.ca-file"),
                number("calbridge.cms.max-concurrent-requests", 1, 1000),
                duration("calbridge.cms.request-timeout", Duration.ofMillis(100), Duration.ofMinutes(5)));
        Settings.Pool pool = pool();
        String rooms = text("calbridge.rooms.file");
        return new Settings(cms, pool, new Settings.Feeds(path("calbridge.feeds.folder")),
                rooms.isEmpty() ? file.resolveSibling("rooms.csv") : path("calbridge.rooms.file"),
                new Settings.Dial(list("calbridge.dial.allowed-domains").stream()
                        .map(domain -> domain.toLowerCase(Locale.ROOT)).toList(), list("calbridge.dial.allowed-numbers")),
                Settings.LogFormat.valueOf(oneOf("calbridge.log.format", "text", "json").toUpperCase(Locale.ROOT)),
                store(),
                new Settings.Schedule(duration("calbridge.schedule.start-early", Duration.ZERO, Duration.ofDays(1)),
                        duration("calbridge.schedule.horizon", Duration.ofHours(1), Duration.ofDays(731))),
                new Settings.Http(required("calbridge.http.host"), number("calbridge.http.port", 1, 65535)));
    }

    private Settings.Pool pool() {
        String prefix = required("calbridge.pool.name-prefix");
        String uriPrefix = text("calbridge.pool.uri-prefix");
        if (uriPrefix.contains("@") || uriPrefix.contains(" ")) {
            problem("calbridge.pool.uri-prefix", "must hold neither @ nor blanks; the domain goes to calbridge.pool.domain");
        }
        String domain = required("calbridge.pool.domain");
        if (domain.contains("@") || domain.contains("/") || domain.contains(" ")) {
            problem("calbridge.pool.domain", "must be a domain such as meet.example.com, not '" + domain + "'");
        }
        int first = number("calbridge.pool.first-number", 0, 999_999_999);
        int size = number("calbridge.pool.size", 1, 100_000);
        return new Settings.Pool(prefix, first, size, uriPrefix, domain);
    }

    private Settings.Store store() {
        String url = text("calbridge.store.url");
        if (!url.startsWith("jdbc:h2:file:") && !url.startsWith("jdbc:postgresql:")) {
            problem("calbridge.store.url", "must begin with jdbc:h2:file: or jdbc:postgresql:");
        } else if (url.toLowerCase(Locale.ROOT).contains("password=")) {
            problem("calbridge.store.url", "must not hold the password; use calbridge.store.password or .password-file");
        }
        return new Settings.Store(url, text("calbridge.store.username"), secret("calbridge.store.password"));
    }

    /** From the environment, else from the file, else the default; empty when there is none. */
    private String text(String key) {
        String value = environment.getOrDefault(Keys.environmentName(key), "");
        if (value.isEmpty()) {
            value = lines.values().getOrDefault(key, "");
        }
        return value.isEmpty() ? Optional.ofNullable(Keys.DEFAULTS.get(key)).orElse("") : value.strip();
    }

    private String required(String key) {
        String value = text(key);
        if (value.isEmpty()) {
            problem(key, "is missing; set it there, or " + Keys.environmentName(key) + " in the environment"
                    + switch (key) {
                        case "calbridge.cms.url" -> ", to the address of the primary call bridge, such as "
                                + "https://cms1.example.com:445";
                        case "calbridge.pool.domain" -> ", to the domain under which numbers are dialled, such as "
                                + "meet.example.com";
                        case "calbridge.cms.username", "calbridge.cms.password" -> ", to the API user of CMS";
                        default -> "";
                    });
        }
        return value;
    }

    private String secret(String key) {
        String fileKey = Keys.fileKey(key);
        String named = environment.getOrDefault(Keys.environmentName(fileKey), "");
        named = named.isEmpty() ? lines.values().getOrDefault(fileKey, "") : named;
        String direct = environment.getOrDefault(Keys.environmentName(key), "");
        direct = direct.isEmpty() ? lines.values().getOrDefault(key, "") : direct;
        if (named.isEmpty() || !environment.getOrDefault(Keys.environmentName(key), "").isEmpty()) {
            return direct.isEmpty() && Keys.DEFAULTS.get(key) == null ? required(key) : direct;
        }
        try {
            return Files.readString(Path.of(named)).stripTrailing();
        } catch (IOException e) {
            problem(fileKey, "names " + named + ", which cannot be read: " + e.getClass().getSimpleName());
            return "";
        }
    }

    private URI url(String key, String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            String host = uri.getHost();
            if (uri.getUserInfo() != null) {
                problem(key, "must not hold a user name or password; use calbridge.cms.username and .password");
            } else if (host == null || !Set.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
                problem(key, "must be like https://cms1.example.com:445, not '" + text + "'");
            } else if (!String.valueOf(uri.getPath()).isEmpty() || uri.getQuery() != null) {
                problem(key, "must end after host and port: '" + text + "'");
            } else if (uri.getScheme().equals("http") && !LOOPBACK.contains(host) && !host.startsWith("127.")) {
                problem(key, "must begin with https://, because http is for loopback addresses only: '" + text + "'");
            }
            return uri;
        } catch (URISyntaxException e) {
            problem(key, text.contains("@") ? "is no URL" : "is no URL: '" + text + "'");
            return null;
        }
    }

    private List<String> list(String key) {
        return Arrays.stream(text(key).split(",")).map(String::strip).filter(one -> !one.isEmpty()).toList();
    }

    private String oneOf(String key, String... allowed) {
        String value = text(key).toLowerCase(Locale.ROOT);
        if (!List.of(allowed).contains(value)) {
            problem(key, "must be " + String.join(" or ", allowed) + ", not '" + value + "'");
            return allowed[0];
        }
        return value;
    }

    private int number(String key, int least, int most) {
        try {
            int value = Integer.parseInt(text(key));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        problem(key, "must be a number from " + least + " to " + most + ", not '" + text(key) + "'");
        return least;
    }

    private Duration duration(String key, Duration least, Duration most) {
        String text = text(key).toUpperCase(Locale.ROOT);
        try {
            Duration value = text.contains("T") ? Duration.parse(text) : Duration.ofDays(days(Period.parse(text)));
            if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) {
                return value;
            }
            problem(key, "must be from " + least + " to " + most + ", not '" + text + "'");
        } catch (DateTimeException e) {
            problem(key, "must be a duration such as PT30S, PT10M or P30D, not '" + text + "'");
        }
        return least;
    }

    private static int days(Period period) {
        if (period.toTotalMonths() != 0) {
            throw new DateTimeException("months and years have no fixed length");
        }
        return period.getDays();
    }

    private Path path(String key) {
        try {
            return Path.of(text(key));
        } catch (java.nio.file.InvalidPathException e) {
            problem(key, "is no path: " + e.getReason());
            return Path.of("");
        }
    }

    private Optional<Path> existing(String key) {
        if (text(key).isEmpty()) {
            return Optional.empty();
        }
        if (!Files.isReadable(path(key))) {
            problem(key, "names " + text(key) + ", which cannot be read");
        }
        return Optional.of(path(key));
    }

    private void problem(String key, String what) {
        String environmentName = Keys.environmentName(key);
        String place = environment.getOrDefault(environmentName, "").isEmpty() ? lines.place(key)
                : "environment " + environmentName;
        problems.add(place + ": " + key + " " + what);
    }
}
