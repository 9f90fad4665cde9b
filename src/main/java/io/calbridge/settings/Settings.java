package io.calbridge.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything that an administrator configures, checked and complete: what is not set has its default.
 *
 * @param rooms where the room directory stands
 */
public record Settings(Cms cms, Pool pool, Feeds feeds, Path rooms, Dial dial, LogFormat log, Store store,
                       Schedule schedule, Http http, Meetings meetings) {

    /**
     * The Cisco Meeting Server.
     *
     * @param url         the primary call bridge: scheme, host, port; no path, no trailing slash
     * @param alternates  further call bridges, in order of preference
     * @param alternate   credentials for the alternates and for discovered peers
     * @param certificates PEM file with the certificate authority; empty for the system's trust
     */
    public record Cms(URI url, Credentials primary, List<URI> alternates, Credentials alternate,
                      boolean discoverPeers, Optional<Path> certificates, int maxConcurrentRequests,
                      Duration requestTimeout) { }

    /** An API user of a call bridge. {@link #toString()} never shows the password. */
    public record Credentials(String username, String password) {
        @Override
        public String toString() {
            return username + ":*****";
        }
    }

    /**
     * The range of placeholder coSpaces.
     *
     * @param uriPrefix stands before the number in the coSpace's URI; often empty
     * @param domain    the domain under which numbers are dialled: number@domain
     */
    public record Pool(String namePrefix, int firstNumber, int size, String uriPrefix, String domain) {

        /** The highest number of the pool. */
        public int lastNumber() {
            return firstNumber + size - 1;
        }

        /** The name that the coSpace of a number has while no conference uses it. */
        public String placeholderName(int number) {
            return namePrefix + number;
        }

        /** The address under which a number is dialled. */
        public String address(int number) {
            return uriPrefix + number + "@" + domain;
        }
    }

    /** The watched folder. */
    public record Feeds(Path folder) { }

    /**
     * Whom we may dial.
     *
     * @param allowedDomains lower case; {@code *} allows all
     * @param allowedNumbers prefixes that {@code tel:} attendees may have; empty allows none
     */
    public record Dial(List<String> allowedDomains, List<String> allowedNumbers) { }

    /** How the log is written. */
    public enum LogFormat { TEXT, JSON }

    /** The database: H2 file or PostgreSQL. {@link #toString()} never shows the password. */
    public record Store(String url, String username, String password) {
        @Override
        public String toString() {
            return url;
        }
    }

    /**
     * When conferences open, and how far ahead they are booked.
     *
     * @param startEarly how long before its start a conference opens
     */
    public record Schedule(Duration startEarly, Duration horizon) { }

    /**
     * What of a meeting is taken over.
     *
     * @param allDay  whether events for whole days are booked
     * @param options what organisers, who are strangers, may choose for their meeting
     */
    public record Meetings(boolean allDay, Set<Option> options) {

        /** All-day events are ignored, and organisers may choose nothing. */
        public static final Meetings USUAL = new Meetings(false, Set.of());

        /** Copies the set, in the order in which options are defined. */
        public Meetings {
            options = Collections.unmodifiableSet(new TreeSet<>(options));
        }
    }

    /** What an organiser may be allowed to choose for one meeting. */
    public enum Option {
        /** The layout of the picture. */
        LAYOUT,
        /** Whether the conference is locked once its participants are dialled. */
        LOCK,
        /** Whether it is recorded. */
        RECORDING,
        /** The digits that guests must enter. */
        PASSCODE,
        /** How long before its start it opens. */
        OPEN_EARLY;

        /** As configuration and organisers write it. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The option of a key, whatever its case; blanks and underscores are as good as hyphens. */
        public static Optional<Option> of(String key) {
            String name = key.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "-");
            return Arrays.stream(values()).filter(option -> option.key().equals(name)).findFirst();
        }
    }

    /** Where health, metrics and pages are served. */
    public record Http(String host, int port) { }
}
