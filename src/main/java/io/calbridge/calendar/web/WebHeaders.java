package io.calbridge.calendar.web;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** The headers that go to a calendar's server, and those of its answers that we read; no other passes. */
final class WebHeaders implements HeaderFilterStrategy {

    private static final Set<String> OUT = Set.of("accept", "authorization", "content-type", "depth", "if-modified-since",
            "if-none-match", WebClient.METHOD.toLowerCase(Locale.ROOT));
    private static final Set<String> IN = Set.of("content-type", "etag", "last-modified", "location", "retry-after");

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !OUT.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !IN.contains(name.toLowerCase(Locale.ROOT));
    }
}
