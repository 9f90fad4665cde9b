package io.calbridge.operator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells once, and then once a minute, what keeps a route from doing its work; the route tries again by itself. */
public final class TroubleLog {

    private static final Logger LOG = LoggerFactory.getLogger("calbridge.routes");
    private static final Duration REMIND = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Told> told = new ConcurrentHashMap<>();

    private record Told(String text, Instant at) { }

    /** @param clock tells when it is time for a reminder */
    public TroubleLog(Clock clock) {
        this.clock = clock;
    }

    /** What a route failed with; never a stack trace, but at DEBUG. */
    public void tell(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        String route = exchange.getFromRouteId();
        String text = failure.getMessage() == null ? failure.toString()
                : failure.getMessage().lines().findFirst().orElse(failure.toString());
        Told before = told.get(route);
        if (before == null || !before.text().equals(text) || clock.instant().isAfter(before.at().plus(REMIND))) {
            told.put(route, new Told(text, clock.instant()));
            LOG.error("Route {} cannot do its work, and tries again: {}", route, text);
        }
        LOG.debug("Route {} failed", route, failure);
    }
}
