package io.calbridge.calendar.web;

import io.calbridge.calendar.web.DavMemory.Held;
import io.calbridge.calendar.web.DavMemory.Known;
import io.calbridge.calendar.web.Multistatus.Resource;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One look into a CalDAV collection: what has changed since the last one, page by page. Three ways, the first that the server
 * can go: changes since a token, a list of versions to compare with, all that happens within the horizon.
 */
public final class DavRun {

    /** How to find out what has changed. */
    enum Way {
        CHANGES, LIST, QUERY;

        Way next() {
            return values()[ordinal() + 1];
        }
    }

    private static final int GROUP = 50;
    private static final int LONGEST_NAME = 1000;
    private static final int MOST_PAGES = 10_000;

    private final WebSource source;
    private final Known known;
    private final Map<String, Held> held;
    private final Instant from;
    private final Instant to;
    private final Set<String> seen = new HashSet<>();
    private final DavSearch search;
    private Way way;
    private URI collection;
    private String ctag = "";
    private String token;
    private boolean whole;
    private boolean unfinished = true;
    private int pages;
    private DavPage page;

    /** @param least the first way that is worth trying */
    DavRun(WebSource source, Known known, Map<String, Held> held, Way least, Instant from, Instant to) {
        this.source = source;
        this.known = known;
        this.held = held;
        this.from = from;
        this.to = to;
        this.way = least;
        this.token = known.token();
        boolean certain = !known.address().isEmpty() && !token.isEmpty() && least == Way.CHANGES;
        this.collection = known.address().isEmpty() ? null : URI.create(known.address());
        this.search = certain ? null : new DavSearch(source, collection);
    }

    /** Whether the collection is not found yet. */
    public boolean isSearching() {
        return search != null && search.isUnfinished();
    }

    /** Whether there is more to ask for. */
    public boolean isUnfinished() {
        return unfinished;
    }

    void searched(WebAnswer answer) {
        search.answered(answer);
        if (!search.isUnfinished()) {
            found(search.found());
        }
    }

    private void found(DavCollection place) {
        collection = place.uri();
        ctag = place.ctag();
        if (way == Way.CHANGES && !place.sync()) {
            way = Way.LIST;
        }
        boolean owed = held.values().stream().anyMatch(one -> one.etag().isEmpty());
        unfinished = way == Way.CHANGES || ctag.isEmpty() || !ctag.equals(known.ctag()) || owed;
    }

    /** What has changed, asked in the way that the server can. */
    WebRequest question() {
        return switch (way) {
            case CHANGES -> DavQuestions.changes(source, collection, token);
            case LIST -> DavQuestions.list(source, collection);
            case QUERY -> DavQuestions.texts(source, collection, from, to);
        };
    }

    /** What the last answer said. */
    public DavPage page() {
        return page;
    }

    DavSearch search() {
        return search;
    }

    public WebSource source() {
        return source;
    }

    Way way() {
        return way;
    }

    /** What the server can not do is tried otherwise; a token that it does not take never deletes anything. */
    void refused(WebException refusal) {
        page = DavPage.EMPTY;
        seen.clear();
        pages = 0;
        if (way == Way.CHANGES && !token.isEmpty()) {
            token = "";
        } else if (way != Way.QUERY) {
            way = way.next();
        } else {
            throw refusal;
        }
    }

    void answered(WebAnswer answer) {
        Multistatus answered = Multistatus.parse(answer.body());
        String own = DavPath.of(collection);
        boolean more = false;
        List<String> gone = new ArrayList<>();
        Map<String, Held> changed = new LinkedHashMap<>();
        List<DavText> texts = new ArrayList<>();
        whole |= way != Way.CHANGES || token.isEmpty();
        for (Resource one : answered.resources()) {
            String name = DavPath.of(answer.uri(), one.href());
            if (DavPath.same(name, own)) {
                more |= one.status() == 507;
            } else if (one.status() == 404 || one.status() == 410) {
                gone.add(name);
            } else if (one.status() == 200 && !one.is("collection") && !name.endsWith("/") && name.length() <= LONGEST_NAME) {
                seen.add(name);
                Held now = new Held(name, one.href(), one.text("getetag"));
                if (now.etag().isEmpty() || !held.containsKey(name) || !held.get(name).etag().equals(now.etag())) {
                    changed.put(name, now);
                    texts.add(new DavText(now, one.property("calendar-data").text()));
                }
            }
        }
        turn(answered, more, gone.isEmpty() && changed.isEmpty());
        if (way == Way.CHANGES && pages == 1) {
            // What an earlier run still owes.
            held.values().stream().filter(one -> one.etag().isEmpty() && !gone.contains(one.name()))
                    .forEach(one -> changed.putIfAbsent(one.name(), one));
        }
        page = way == Way.QUERY ? new DavPage(List.of(new DavGroup(null, texts)), gone)
                : new DavPage(groups(List.copyOf(changed.values())), gone);
    }

    private void turn(Multistatus answered, boolean more, boolean nothing) {
        pages++;
        if (way != Way.CHANGES) {
            if (more) {
                throw new WebException("is not listed whole by its server", 507, false, java.time.Duration.ZERO);
            }
            unfinished = false;
            return;
        }
        if (answered.syncToken().isEmpty() || more && nothing && answered.syncToken().equals(token) || pages > MOST_PAGES) {
            throw new WebException("is not told of in changes as it should be", 500, false, java.time.Duration.ZERO);
        }
        token = answered.syncToken();
        unfinished = more;
    }

    private List<DavGroup> groups(List<Held> changed) {
        List<DavGroup> groups = new ArrayList<>();
        for (int i = 0; i < changed.size(); i += GROUP) {
            List<Held> group = changed.subList(i, Math.min(i + GROUP, changed.size()));
            groups.add(new DavGroup(DavQuestions.texts(source, collection, group.stream().map(Held::href).toList()),
                    group.stream().map(one -> new DavText(one, "")).toList()));
        }
        return groups;
    }

    /** The names of all that the collection holds, when that is certain; null otherwise. */
    Set<String> everything() {
        return whole && !unfinished ? seen : null;
    }

    /** What is held, but no longer there. */
    List<String> vanished() {
        return everything() == null ? List.of() : held.keySet().stream().filter(name -> !seen.contains(name)).toList();
    }

    /** What to remember now; null while it is too early, because a list that is cut short would count as whole. */
    Known reached() {
        return whole && unfinished ? null : new Known(collection.toString(), way == Way.CHANGES ? token : "",
                way == Way.LIST || way == Way.QUERY ? ctag : "");
    }
}
