package io.calbridge.simulator;

import java.util.List;
import java.util.Set;

/** One page of a collection: never more than the bridge's own limit, whatever was asked for. */
final class Page {

    static final Set<String> PARAMETERS = Set.of("offset", "limit", "filter");

    private Page() { }

    /** @param items the elements' XML, all that match */
    static Reply of(String name, List<String> items, Parameters query, int cap, String attributes) {
        int offset = Math.min(query.number("offset", 0), items.size());
        int limit = Math.min(query.number("limit", cap), cap);
        List<String> page = items.subList(offset, Math.min(items.size(), offset + limit));
        return Reply.xml("<" + name + " total=\"" + items.size() + "\"" + attributes + ">" + String.join("", page)
                + "</" + name + ">");
    }
}
