package io.calbridge.calendar.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A calendar on a web server, as an administrator describes it by the parameters of its Kamelet.
 *
 * @param calendar      its name
 * @param uri           http or https; often a secret, so it is never shown
 * @param authorization the header's value, empty for none
 * @param client        how the connection is made
 * @param redirectHosts other hosts that a redirect may lead to, {@code host} or {@code host:port}, lower case
 * @param every         from one look to the next
 * @param collection    which of several calendars on a CalDAV server; empty for the only one
 * @param fingerprint   changes when the address, or what an administrator says of the calendar, changes
 */
public record WebSource(String calendar, URI uri, String authorization, ClientProfile client, List<String> redirectHosts,
                        Duration every, String collection, String fingerprint) {

    /** The least time from one look to the next. */
    private static final Duration LEAST_EVERY = Duration.ofSeconds(1);

    /**
     * How connections are made; sources that need the same share a client.
     *
     * @param certificates PEM file with authorities; empty for the system's trust
     * @param proxy        host and port of an HTTP proxy, {@code http://user:password@host:port}; empty for none
     * @param largest      bytes of an answer
     * @param timeout      within which an answer must be there as a whole
     */
    record ClientProfile(Optional<Path> certificates, Optional<URI> proxy, long largest, Duration timeout) {
        @Override
        public String toString() {
            return certificates + ", " + largest + " bytes, " + timeout;
        }
    }

    /**
     * Reads what a Kamelet hands on; secrets that stand in files of their own are read each time.
     *
     * @param text       one {@code key=value} a line
     * @param parameters what the reading of the documents depends on
     * @throws WebException in words, naming the parameter, if a value makes no sense
     */
    static WebSource parse(String calendar, String text, String parameters) {
        Parameters values = new Parameters(text);
        String username = values.secret("username");
        String token = values.secret("token");
        if (!username.isEmpty() && !token.isEmpty()) {
            throw new WebException("has a username and a token; only one of them can be sent");
        }
        URI uri = address(values.secret("url"));
        String authorization = !token.isEmpty() ? "Bearer " + token : username.isEmpty() ? ""
                : "Basic " + Base64.getEncoder().encodeToString((username + ":" + values.secret("password"))
                        .getBytes(StandardCharsets.UTF_8));
        ClientProfile client = new ClientProfile(values.file("caFile"), values.proxy(), values.megabytes(),
                values.duration("within", "PT1M"));
        Duration every = values.duration("every", "PT1M");
        return new WebSource(calendar, uri, authorization, client, values.list("redirectHosts"),
                every.compareTo(LEAST_EVERY) < 0 ? LEAST_EVERY : every, values.text("collection"),
                Sha256.of(String.join("\n", uri.toString(), values.text("collection"), String.valueOf(parameters))));
    }

    /** webcal is https, as those that offer it mean it; on this machine, where nobody listens in, it is http. */
    private static URI address(String text) {
        if (text.isEmpty()) {
            throw new WebException("has no address; give it the parameter url or urlFile");
        }
        try {
            URI given = new URI(text);
            String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
            if (given.getHost() == null || !List.of("http", "https", "webcal", "webcals").contains(scheme)) {
                throw new WebException("has an url that does not begin with http://, https:// or webcal:// and a host");
            }
            if (given.getRawUserInfo() != null) {
                throw new WebException("has a password in its url; give it by the parameters username and password instead");
            }
            String real = scheme.equals("http") || scheme.equals("webcal") && isLoopback(given.getHost()) ? "http" : "https";
            String rest = text.substring(text.indexOf(':'));
            URI address = new URI(real + (rest.contains("#") ? rest.substring(0, rest.indexOf('#')) : rest));
            return URI.create(address.toASCIIString());
        } catch (URISyntaxException e) {
            throw new WebException("has an url that is none: " + e.getReason() + " at position " + e.getIndex());
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return host.equalsIgnoreCase("localhost") || host.matches("127\\.[0-9.]+|\\[.*]")
                    && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Whether the login would cross the network unencrypted. */
    boolean isOpenToListeners() {
        return !authorization.isEmpty() && uri.getScheme().equals("http") && !isLoopback(uri.getHost());
    }

    /** The calendar's name and host, and nothing that is a secret. */
    @Override
    public String toString() {
        return "Calendar '" + calendar + "' (" + uri.getHost() + ")";
    }

    /** The lines of a Kamelet. */
    private static final class Parameters {

        private final Map<String, String> values = new HashMap<>();

        Parameters(String text) {
            text.lines().filter(line -> line.contains("=")).forEach(line -> values.put(
                    line.substring(0, line.indexOf('=')).strip(), line.substring(line.indexOf('=') + 1)));
        }

        String text(String key) {
            return values.getOrDefault(key, "").strip();
        }

        /** As it stands, or the first line of the file that the parameter with File behind it names. */
        String secret(String key) {
            if (text(key + "File").isEmpty()) {
                return text(key);
            }
            try (var lines = Files.lines(Path.of(text(key + "File")))) {
                return lines.findFirst().orElse("").strip();
            } catch (IOException | RuntimeException e) {
                throw new WebException("has a " + key + "File that cannot be read: " + text(key + "File"));
            }
        }

        List<String> list(String key) {
            return Arrays.stream(text(key).toLowerCase(Locale.ROOT).split(",")).map(String::strip)
                    .filter(value -> !value.isEmpty()).toList();
        }

        Optional<Path> file(String key) {
            return Optional.of(text(key)).filter(value -> !value.isEmpty()).map(Path::of);
        }

        Optional<URI> proxy() {
            if (text("proxy").isEmpty()) {
                return Optional.empty();
            }
            try {
                URI proxy = new URI(text("proxy").contains("://") ? text("proxy") : "http://" + text("proxy"));
                if (proxy.getHost() != null && proxy.getPort() > 0 && "http".equals(proxy.getScheme())) {
                    return Optional.of(proxy);
                }
            } catch (URISyntaxException e) {
                // said below, without the value: it may hold a password
            }
            throw new WebException("has a proxy that is none; it must be like http://proxy.example.com:3128");
        }

        long megabytes() {
            if (!text("maxMegabytes").matches("[1-9]\\d{0,3}")) {
                throw new WebException("has a maxMegabytes that is no number from 1 to 9999: " + text("maxMegabytes"));
            }
            return Long.parseLong(text("maxMegabytes")) * 1024 * 1024;
        }

        Duration duration(String key, String example) {
            try {
                Duration duration = Duration.parse(text(key));
                if (duration.toMillis() > 0) {
                    return duration;
                }
            } catch (DateTimeParseException | ArithmeticException e) {
                // said below
            }
            throw new WebException("has a parameter " + key + " that is no duration like " + example + ": " + text(key));
        }
    }
}
