package io.calbridge.calendar.web;

import io.calbridge.calendar.NotACalendarException;
import io.calbridge.calendar.web.FeedMemory.Version;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Variable;

/** iCal feeds over HTTP: asks for what is new, and remembers what was taken. */
public final class HttpFeeds {

    private static final int HEAD = 200;

    private final FeedMemory memory;
    private final Map<String, String> refused = new ConcurrentHashMap<>();

    HttpFeeds(FeedMemory memory) {
        this.memory = memory;
    }

    /** Asks for the feed, unless it is still the version that was taken last. */
    public WebRequest request(@Variable("webSource") WebSource source) {
        Version version = memory.of(source);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "text/calendar, */*;q=0.1");
        if (!version.etag().isEmpty()) {
            headers.put("If-None-Match", version.etag());
        }
        if (!version.lastModified().isEmpty()) {
            headers.put("If-Modified-Since", version.lastModified());
        }
        return WebRequest.get(source, headers);
    }

    /**
     * The bytes to take; null when they are known already.
     *
     * @throws WebException if it is empty, or a web page
     */
    public byte[] news(@Variable("webSource") WebSource source, @Variable("webAnswer") WebAnswer answer) {
        if (answer.status() == 304) {
            return null;
        }
        if (answer.status() != 200) {
            throw new WebException("is not given whole, its server answers with (" + answer.status() + ")");
        }
        String head = new String(answer.body(), 0, Math.min(HEAD, answer.body().length), StandardCharsets.ISO_8859_1)
                .replaceAll("[^\\x20-\\x7e]", "").strip().toLowerCase(Locale.ROOT);
        if (head.isEmpty()) {
            throw new WebException("came empty");
        }
        if (head.startsWith("<!doctype html") || head.startsWith("<html") || head.startsWith("<head")
                || head.startsWith("<") && answer.header("content-type").toLowerCase(Locale.ROOT).contains("html")) {
            throw new WebException("is a web page, not a calendar; is a login needed?");
        }
        String hash = Sha256.of(answer.body());
        if (hash.equals(refused.get(source.calendar()))) {
            throw WebException.said();
        }
        if (hash.equals(memory.of(source).hash())) {
            memory.taken(source, version(answer, hash));
            return null;
        }
        return answer.body();
    }

    /** What was given went through; a text that is no calendar counts as not given. */
    public void taken(@Variable("webSource") WebSource source, @Variable("webAnswer") WebAnswer answer,
                      @Variable("failure") Object failure) {
        String hash = Sha256.of(answer.body());
        if (failure instanceof NotACalendarException) {
            refused.put(source.calendar(), hash);
            throw WebException.said();
        }
        refused.remove(source.calendar());
        memory.taken(source, version(answer, hash));
    }

    private static Version version(WebAnswer answer, String hash) {
        return new Version(answer.header("etag"), answer.header("last-modified"), hash);
    }
}
