package io.calbridge.settings;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code application.properties}, what {@code -D} and the environment override, and files that hold secrets. */
public final class SettingsFile {

    private static final String OURS = "calbridge.";
    /** What the launcher and the log say with {@code -D}; no keys of the file. */
    private static final Set<String> INTERNAL = Set.of("calbridge.home", "calbridge.log");
    private static final String DOMAIN = "(?i)[\\p{L}\\p{N}_]([\\p{L}\\p{N}_-]*[\\p{L}\\p{N}_])?"
            + "(\\.[\\p{L}\\p{N}_]([\\p{L}\\p{N}_-]*[\\p{L}\\p{N}_])?)*";

    private final Path file;
    private final List<String> problems;
    private final PropertyLines lines;
    private final Properties system;
    private final Values values;

    private SettingsFile(Path file, PropertyLines lines, List<String> problems, Map<String, String> environment,
                         Properties system) {
        this.file = file;
        this.problems = problems;
        this.lines = lines;
        this.system = system;
        this.values = new Values(lines, environment, system, problems);
    }

    /**
     * Settings, and what routes may name of them.
     *
     * @param placeholders every {@code calbridge.*} value but secrets, and all other keys of the file
     * @param values       a line for each key: its value and where it is set; without secrets
     */
    public record Loaded(Settings settings, Properties placeholders, List<String> values) { }

    /**
     * Reads and checks everything.
     *
     * @param folder      holds {@code application.properties}
     * @param environment of the process: {@code CALBRIDGE_CMS_URL} overrides {@code calbridge.cms.url}; empty is absent
     * @throws ConfigurationException naming all that is wrong
     */
    public static Loaded load(Path folder, Map<String, String> environment) {
        return load(folder, environment, new Properties());
    }

    /**
     * Reads and checks everything.
     *
     * @param folder      holds {@code application.properties}
     * @param environment of the process: {@code CALBRIDGE_CMS_URL} overrides {@code calbridge.cms.url}; empty is absent
     * @param system      what was given with {@code -D}; overrides the environment
     * @throws ConfigurationException naming all that is wrong
     */
    public static Loaded load(Path folder, Map<String, String> environment, Properties system) {
        Path file = folder.resolve("application.properties");
        List<String> problems = new ArrayList<>();
        return new SettingsFile(file, PropertyLines.read(file, problems), problems, environment, system).load();
    }

    /** Every default; what has none is made up, for those who ask no bridge and open no store. */
    public static Settings usual() {
        Properties required = new Properties();
        required.putAll(Map.of("calbridge.cms.url", "https://cms.invalid", "calbridge.cms.username", "nobody",
                "calbridge.cms.password", "none", "calbridge.pool.domain", "pool.invalid"));
        return new SettingsFile(Path.of("application.properties"), PropertyLines.none(), new ArrayList<>(), Map.of(), required)
                .load().settings();
    }

    private Loaded load() {
        if (lines.isUnread()) {
            throw new ConfigurationException(problems);
        }
        refuseUnknown();
        Settings settings = settings();
        if (!problems.isEmpty()) {
            throw new ConfigurationException(new ArrayList<>(new LinkedHashSet<>(problems)));
        }
        return new Loaded(settings, placeholders(settings), Keys.DEFAULTS.keySet().stream().map(values::line).toList());
    }

    private void refuseUnknown() {
        lines.values().keySet().stream().filter(key -> key.startsWith(OURS) && !Keys.isKnown(key))
                .forEach(key -> problems.add(lines.place(key) + ": " + key + " is unknown" + Keys.suggestion(key)));
        system.stringPropertyNames().stream().sorted()
                .filter(key -> key.startsWith(OURS) && !Keys.isKnown(key) && !INTERNAL.contains(key))
                .forEach(key -> problems.add("system property -D" + key + ": " + key + " is unknown" + Keys.suggestion(key)));
    }

    private Properties placeholders(Settings settings) {
        Properties placeholders = new Properties();
        lines.values().forEach((key, value) -> {
            if (!key.startsWith(OURS)) {
                placeholders.setProperty(key, value.strip());
            }
        });
        Keys.DEFAULTS.keySet().stream().filter(key -> !Keys.isSecret(key))
                .forEach(key -> placeholders.setProperty(key, values.text(key)));
        Path rooms = settings.rooms().toAbsolutePath().normalize();
        placeholders.setProperty("calbridge.rooms.file", rooms.toString());
        placeholders.setProperty("calbridge.rooms.folder", rooms.getParent().toString());
        placeholders.setProperty("calbridge.rooms.name", rooms.getFileName().toString());
        return placeholders;
    }

    private Settings settings() {
        return new Settings(cms(), pool(), new Settings.Feeds(values.path("calbridge.feeds.folder")), rooms(), dial(),
                Settings.LogFormat.valueOf(values.oneOf("calbridge.log.format", "text", "json").toUpperCase(Locale.ROOT)),
                store(),
                new Settings.Schedule(values.duration("calbridge.schedule.start-early", Duration.ZERO, Duration.ofDays(1)),
                        values.duration("calbridge.schedule.horizon", Duration.ofHours(1), Duration.ofDays(731))),
                new Settings.Http(values.required("calbridge.http.host", "[^\\s/@]+", "an address or host name of this machine"),
                        values.number("calbridge.http.port", 1, 65535)), meetings());
    }

    private Settings.Meetings meetings() {
        String names = Arrays.stream(Settings.Option.values()).map(Settings.Option::key).collect(Collectors.joining(", "));
        List<String> allowed = values.list("calbridge.options.allowed").stream()
                .filter(name -> isOption(name, names)).toList();
        return new Settings.Meetings(values.oneOf("calbridge.calendar.all-day", "ignore", "book").equals("book"),
                allowed.stream().flatMap(name -> Settings.Option.of(name).stream()).collect(Collectors.toSet()));
    }

    private boolean isOption(String name, String names) {
        boolean known = Settings.Option.of(name).isPresent();
        if (!known) {
            values.problem("calbridge.options.allowed", "must hold some of " + names + ", not '" + name + "'");
        }
        return known;
    }

    private Settings.Cms cms() {
        URI primary = address("calbridge.cms.url", values.required("calbridge.cms.url"));
        List<URI> alternates = values.list("calbridge.cms.alternates").stream()
                .map(url -> address("calbridge.cms.alternates", url)).filter(Objects::nonNull).toList();
        return new Settings.Cms(primary, credentials(), alternates, alternateCredentials(),
                values.oneOf("calbridge.cms.discover-peers", "true", "false").equals("true"), certificates(),
                values.number("calbridge.cms.max-concurrent-requests", 1, 1000),
                values.duration("calbridge.cms.request-timeout", Duration.ofMillis(100), Duration.ofMinutes(5)));
    }

    private Settings.Credentials credentials() {
        String password = values.secret("calbridge.cms.password");
        if (password.isEmpty()) {
            values.problem("calbridge.cms.password", Keys.missing("calbridge.cms.password"));
        }
        return new Settings.Credentials(user("calbridge.cms.username", values.required("calbridge.cms.username")), password);
    }

    private Settings.Credentials alternateCredentials() {
        String username = values.text("calbridge.cms.alternate-username");
        String password = values.secret("calbridge.cms.alternate-password");
        return new Settings.Credentials(
                username.isEmpty() ? values.text("calbridge.cms.username") : user("calbridge.cms.alternate-username", username),
                password.isEmpty() ? values.secret("calbridge.cms.password") : password);
    }

    private String user(String key, String name) {
        if (name.contains(":")) {
            values.problem(key, "must not hold a colon, which Basic authentication cannot carry, as in '" + name + "'");
        }
        return name;
    }

    private URI address(String key, String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return BridgeAddress.parse(text);
        } catch (BridgeAddress.WrongException e) {
            values.problem(key, e.getMessage());
            return null;
        }
    }

    private Optional<Path> certificates() {
        String key = "calbridge.cms.ca-file";
        String name = values.text(key);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Path pem = values.path(key);
        if (!Files.isRegularFile(pem) || !Files.isReadable(pem)) {
            values.problem(key, "names " + name + ", which is no readable file" + Keys.fromWorkingDirectory(name));
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(pem)) {
            if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
                throw new CertificateException("it is empty");
            }
        } catch (IOException | CertificateException e) {
            values.problem(key, "names " + name + ", which holds no certificate in PEM form; it must have lines from "
                    + "-----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----");
        }
        return Optional.of(pem);
    }

    private Settings.Pool pool() {
        return new Settings.Pool(
                values.required("calbridge.pool.name-prefix", "[^$]+", "a name without $, such as Calbridge_Meeting_"),
                values.number("calbridge.pool.first-number", 0, 999_999_999), values.number("calbridge.pool.size", 1, 100_000),
                uriPrefix(), values.required("calbridge.pool.domain", DOMAIN, "a domain such as meet.example.com"));
    }

    private String uriPrefix() {
        String key = "calbridge.pool.uri-prefix";
        String prefix = values.text(key);
        if (!prefix.matches("[^\\s@:/$]*")) {
            values.problem(key, "must hold no blanks, @, :, / or $; the domain goes to calbridge.pool.domain, not '"
                    + prefix + "'");
        }
        return prefix;
    }

    private Path rooms() {
        return values.text("calbridge.rooms.file").isEmpty() ? file.resolveSibling("rooms.csv")
                : values.path("calbridge.rooms.file");
    }

    private Settings.Dial dial() {
        return new Settings.Dial(
                values.list("calbridge.dial.allowed-domains", "\\*|(\\*\\.)?" + DOMAIN, "domains such as example.com or "
                        + "*.example.com, with commas between, or * for all").stream()
                        .map(domain -> domain.toLowerCase(Locale.ROOT)).toList(),
                values.list("calbridge.dial.allowed-numbers", "\\+?\\d+", "prefixes such as +4930 or 0, with commas between"));
    }

    private Settings.Store store() {
        String key = "calbridge.store.url";
        String url = values.text(key);
        if (!url.startsWith("jdbc:h2:file:") && !url.startsWith("jdbc:postgresql:")) {
            values.problem(key, "must begin with jdbc:h2:file: or jdbc:postgresql:");
        } else if (url.toLowerCase(Locale.ROOT).contains("password=") || url.contains("@")) {
            values.problem(key, "must not hold user or password; use calbridge.store.username, and calbridge.store.password "
                    + "or calbridge.store.password-file");
        }
        return new Settings.Store(url, values.text("calbridge.store.username"), values.secret("calbridge.store.password"));
    }
}
