package io.calbridge.calendar.web;

import io.calbridge.calendar.web.DavMemory.Held;
import io.calbridge.calendar.web.DavMemory.Known;
import io.calbridge.calendar.web.DavRun.Way;
import io.calbridge.calendar.web.Multistatus.Resource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.camel.util.ObjectHelper;

/** What the Kamelet of CalDAV calendars and routes/caldav.camel.yaml call, step by step. */
public final class CalDav {

    private static final Duration LOOK_BACK = Duration.ofDays(1);
    /** So long a way that a server could not go is not tried again. */
    private static final Duration NO_WAY = Duration.ofHours(1);

    private final DavMemory memory;
    private final Clock clock;
    private final Duration horizon;
    private final Map<String, Detour> detours = new ConcurrentHashMap<>();
    private final Set<String> emptied = ConcurrentHashMap.newKeySet();

    private record Detour(String fingerprint, Way way, Instant until) { }

    CalDav(DavMemory memory, Clock clock, Duration horizon) {
        this.memory = memory;
        this.clock = clock;
        this.horizon = horizon;
    }

    /** A look into the collection begins. */
    public DavRun begin(@Variable("webSource") WebSource source) {
        Detour detour = detours.get(source.calendar());
        boolean detoured = detour != null && detour.fingerprint().equals(source.fingerprint())
                && clock.instant().isBefore(detour.until());
        Known known = memory.of(source);
        return new DavRun(source, known, memory.resources(source), detoured ? detour.way() : Way.CHANGES,
                clock.instant().minus(LOOK_BACK), clock.instant().plus(horizon));
    }

    /** Where to look for the collection next. */
    public WebRequest where(@Variable("dav") DavRun run) {
        return run.search().question();
    }

    /** What is there. */
    public void found(@Body WebAnswer answer, @Variable("dav") DavRun run) {
        run.searched(answer);
    }

    /** It is not there. */
    public void notFound(Exchange exchange, @Variable("dav") DavRun run) {
        run.search().refused(refusal(exchange));
    }

    /** What has changed? */
    public WebRequest question(@Variable("dav") DavRun run) {
        return run.question();
    }

    /** This has. */
    public void answered(@Body WebAnswer answer, @Variable("dav") DavRun run) {
        run.answered(answer);
    }

    /** The server cannot say, or not in this way. */
    public void refused(Exchange exchange, @Variable("dav") DavRun run) {
        run.refused(refusal(exchange));
    }

    private static WebException refusal(Exchange exchange) {
        return ObjectHelper.getException(WebException.class, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
    }

    /** Asks for the texts of a group; null if they are here. They are noted first, so that none is lost on the way. */
    public WebRequest texts(@Variable("davGroup") DavGroup group, @Variable("dav") DavRun run) {
        memory.hold(run.source(), group.texts().stream().map(text -> owed(text.held())).toList());
        return group.question();
    }

    private static Held owed(Held held) {
        return new Held(held.name(), held.href(), "");
    }

    /** The texts of a group; of those that are gone meanwhile the server will tell in its own time. */
    public List<DavText> documents(@Body Object body, @Variable("davGroup") DavGroup group, @Variable("dav") DavRun run) {
        if (!(body instanceof WebAnswer answer)) {
            return group.texts().stream().filter(text -> !text.text().isEmpty()).toList();
        }
        Map<String, Held> asked = new HashMap<>();
        group.texts().forEach(text -> asked.put(text.name(), text.held()));
        Map<String, DavText> documents = new HashMap<>();
        Set<String> gone = new HashSet<>();
        for (Resource one : Multistatus.parse(answer.body()).resources()) {
            Held held = asked.get(DavPath.of(answer.uri(), one.href()));
            if (held != null && one.status() == 404) {
                gone.add(held.name());
            } else if (held != null && !one.text("calendar-data").isEmpty()) {
                String etag = one.text("getetag").isEmpty() ? held.etag() : one.text("getetag");
                documents.put(held.name(), new DavText(new Held(held.name(), held.href(), etag),
                        one.property("calendar-data").text()));
            }
        }
        memory.forget(run.source(), gone);
        return List.copyOf(documents.values());
    }

    /** A document was taken, or is none, which asking again does not mend. */
    public void documentTaken(@Variable("davText") DavText text, @Variable("dav") DavRun run) {
        memory.hold(run.source(), List.of(text.held()));
    }

    /** The documents that are gone; null for none. */
    public Set<String> absent(@Variable("dav") DavRun run) {
        return run.page().gone().isEmpty() ? null : Set.copyOf(run.page().gone());
    }

    /** A page was taken: from here on, only what changes after it. */
    public void pageTaken(@Variable("dav") DavRun run) {
        memory.forget(run.source(), run.page().gone());
        if (run.reached() != null && run.everything() == null) {
            memory.know(run.source(), run.reached());
        }
    }

    /**
     * The names of all documents, when all were listed; null otherwise.
     *
     * @throws WebException if all of them are gone at once, and were not the last time
     */
    public Set<String> present(@Variable("dav") DavRun run) {
        Set<String> all = run.everything();
        if (all != null && all.isEmpty() && !run.vanished().isEmpty() && emptied.add(run.source().calendar())) {
            throw new WebException("is suddenly empty; if it still is at its next turn, its meetings are cancelled");
        }
        return all == null ? null : Set.copyOf(all);
    }

    /** All was taken. */
    public void finished(@Variable("dav") DavRun run) {
        String calendar = run.source().calendar();
        if (run.everything() != null) {
            memory.forget(run.source(), run.vanished());
            memory.know(run.source(), run.reached());
            emptied.remove(calendar);
            if (run.way() != Way.CHANGES) {
                detours.put(calendar, new Detour(run.source().fingerprint(), run.way(), clock.instant().plus(NO_WAY)));
            }
        }
    }
}
