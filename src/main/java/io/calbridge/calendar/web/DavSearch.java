package io.calbridge.calendar.web;

import io.calbridge.calendar.web.Multistatus.Resource;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The way from what an administrator knows (a server, or the calendar itself) to the calendar's collection: the given address,
 * /.well-known/caldav (RFC 6764), the user's principal (RFC 5397), the home of their calendars (RFC 4791).
 */
final class DavSearch {

    private final WebSource source;
    private final Deque<Place> places = new ArrayDeque<>();
    private final Set<Place> asked = new HashSet<>();
    private WebException failure = new WebException("is not found at its server; give the calendar's own address in the parameter url");
    private DavCollection found;

    private record Place(URI uri, int depth) { }

    /** @param known where it was the last time; null for not known */
    DavSearch(WebSource source, URI known) {
        this.source = source;
        URI given = source.uri();
        Place own = new Place(given.getRawPath().isEmpty() ? given.resolve("/") : given, 0);
        Place wellKnown = new Place(given.resolve("/.well-known/caldav"), 0);
        if (known != null) {
            places.add(new Place(known, 0));
        } else if (given.getRawPath().length() <= 1) {
            places.addAll(List.of(wellKnown, own));
        } else {
            places.addAll(List.of(own, wellKnown));
        }
    }

    boolean isUnfinished() {
        return found == null;
    }

    DavCollection found() {
        return found;
    }

    /** @throws WebException if there is no place left to ask */
    WebRequest question() {
        while (!places.isEmpty() && asked.contains(places.peek())) {
            places.remove();
        }
        if (places.isEmpty()) {
            throw failure;
        }
        asked.add(places.peek());
        return DavQuestions.what(source, places.peek().uri(), places.peek().depth());
    }

    /** @throws WebException if it holds several calendars, and none is named */
    void answered(WebAnswer answer) {
        Place place = places.remove();
        List<Resource> resources = Multistatus.parse(answer.body()).resources();
        if (place.depth() == 1) {
            choose(answer.uri(), resources);
            return;
        }
        String path = DavPath.of(answer.uri());
        Resource self = resources.stream().filter(one -> DavPath.same(DavPath.of(answer.uri(), one.href()), path))
                .findFirst().orElse(resources.size() == 1 ? resources.get(0) : null);
        if (self != null && self.is("calendar")) {
            found = collection(answer.uri(), self);
        } else if (self != null && !self.property("calendar-home-set").hrefs().isEmpty()) {
            self.property("calendar-home-set").hrefs().forEach(href ->
                    places.addFirst(new Place(DavPath.uri(answer.uri(), href), 1)));
        } else if (self != null && !self.property("current-user-principal").hrefs().isEmpty()) {
            places.addFirst(new Place(DavPath.uri(answer.uri(), self.property("current-user-principal").hrefs().get(0)), 0));
        }
    }

    /** A place that answers otherwise than hoped is none; but a wrong login is one everywhere. */
    void refused(WebException refusal) {
        if (!refusal.isRefusal() && refusal.status() != 0) {
            throw refusal;
        }
        places.remove();
        failure = refusal;
    }

    private void choose(URI base, List<Resource> resources) {
        List<Resource> calendars = resources.stream().filter(one -> one.is("calendar"))
                .filter(one -> one.property("supported-calendar-component-set").names().isEmpty()
                        || one.property("supported-calendar-component-set").names().contains("VEVENT")).toList();
        List<Resource> fitting = calendars.stream().filter(one -> source.collection().isEmpty() || isNamed(base, one)).toList();
        if (fitting.size() == 1) {
            found = collection(base, fitting.get(0));
        } else if (!calendars.isEmpty()) {
            throw new WebException((fitting.isEmpty() ? "is not among the calendars at its server" : "is one of several at its server")
                    + "; name one in the parameter collection: " + calendars.stream().map(one -> lastName(base, one)
                    + (one.text("displayname").isEmpty() ? "" : " ('" + one.text("displayname") + "')"))
                    .collect(Collectors.joining(", ")));
        }
    }

    private boolean isNamed(URI base, Resource one) {
        return source.collection().equalsIgnoreCase(one.text("displayname")) || source.collection().equals(lastName(base, one))
                || DavPath.same(source.collection(), DavPath.of(base, one.href()));
    }

    private static String lastName(URI base, Resource one) {
        String path = DavPath.of(base, one.href()).replaceAll("/+$", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static DavCollection collection(URI base, Resource one) {
        return new DavCollection(DavPath.uri(base, one.href()), one.property("supported-report-set").elements()
                .contains("sync-collection") || !one.text("sync-token").isEmpty(), one.text("getctag"));
    }
}
