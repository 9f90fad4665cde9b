package io.calbridge.calendar.web;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calendars on web servers: which of them it is time for, and what is wrong with them, said once. */
public final class WebSources {

    private static final Logger LOG = LoggerFactory.getLogger("calbridge.calendars");

    private final Pace pace;
    private final FeedMemory memory;
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    WebSources(Pace pace, FeedMemory memory) {
        this.pace = pace;
        this.memory = memory;
    }

    /** Whether it is time to ask; after that {@link #went} or {@link #failed} says how it went. */
    public boolean isDue(@Variable("calendar") String calendar, @Variable("every") String every) {
        return pace.isDue(calendar, every(every), memory.knows(calendar));
    }

    /**
     * What the Kamelet says of the calendar, read.
     *
     * @throws WebException if it makes no sense
     */
    public WebSource source(@Variable("calendar") String calendar, @Variable("web") String web,
                            @Variable("parameters") String parameters) {
        WebSource source = WebSource.parse(calendar, web, parameters);
        if (source.isOpenToListeners() && warned.add(calendar)) {
            LOG.warn("{} gets its login unencrypted, over http; use https", source);
        }
        return source;
    }

    /** It was asked for, and what there was to take was taken. */
    public void went(@Variable("calendar") String calendar, @Variable("every") String every,
                     @Variable("webSource") WebSource source) {
        pace.went(calendar, every(every));
        if (troubles.remove(calendar) != null) {
            LOG.info("{} can be read again", source);
        }
    }

    /** It was asked for in vain: said in words, and again only when the reason changes. What was booked stays. */
    public void failed(Exchange exchange, @Variable("calendar") String calendar, @Variable("every") String every,
                       @Variable("webSource") WebSource source) {
        Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        WebException named = ObjectHelper.getException(WebException.class, caught);
        Exception thrown = named == null ? caught : named;
        pace.failed(calendar, every(every), thrown instanceof WebException failure ? failure.pause() : Duration.ZERO);
        if (thrown instanceof RejectedExecutionException || exchange.getContext().isStopping()
                || exchange.getContext().isStopped()) {
            // Calbridge stops: no fault of the calendar's.
            return;
        }
        String trouble = thrown instanceof WebException ? thrown.getMessage()
                : "could not be taken: " + (thrown.getMessage() == null ? thrown.toString()
                        : thrown.getMessage().lines().findFirst().orElse(thrown.toString()));
        if (!trouble.equals(troubles.put(calendar, trouble)) && !trouble.isEmpty()) {
            LOG.warn("{} {}; what it held before stays booked", source == null ? "Calendar '" + calendar + "'" : source, trouble);
        }
        LOG.debug("Calendar '{}' failed", calendar, thrown);
    }

    private static Duration every(String every) {
        try {
            Duration duration = Duration.parse(every.strip());
            return duration.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : duration;
        } catch (DateTimeParseException e) {
            return Duration.ofMinutes(1);
        }
    }
}
