package io.calbridge.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that an administrator configures, checked and complete: what is not set has its default.
 *
 * @param rooms where the room directory stands
 */
public record Settings(Cms cms, Pool pool, Feeds feeds, Path rooms, Dial dial, LogFormat log, Store store,
                       Schedule schedule, Http http) {

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

    /** Where health, metrics and pages are served. */
    public record Http(String host, int port) { }
}
