package io.calbridge.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What CMS answered, or one element of it.
 *
 * @param bridge   the name of the bridge that answered
 * @param node     the XML as Jackson reads it: attributes and elements alike are fields; missing where there was none
 * @param location the id at the end of the Location header; empty where there was none
 */
public record CmsAnswer(String bridge, JsonNode node, String location) {

    /** An answer without a body. */
    public static CmsAnswer empty(String bridge, String location) {
        return new CmsAnswer(bridge, MissingNode.getInstance(), location);
    }

    /** The id: of what was made, else of this element. */
    public String id() {
        return location.isEmpty() ? text("id") : location;
    }

    /** A field's text; empty where it is absent or empty. */
    public String text(String field) {
        return node.path(field).asText("");
    }

    /** A field's number; 0 where it is absent. */
    public long number(String field) {
        return node.path(field).asLong(0);
    }

    /** A field's elements, as one answer; empty where it is absent. */
    public CmsAnswer child(String field) {
        return new CmsAnswer(bridge, node.path(field), "");
    }

    /** The elements of a name, however many there are: Jackson reads one as an object, several as an array. */
    public List<CmsAnswer> items(String name) {
        List<CmsAnswer> items = new ArrayList<>();
        JsonNode found = node.path(name);
        if (found.isArray()) {
            found.forEach(one -> items.add(new CmsAnswer(bridge, one, "")));
        } else if (found.isObject()) {
            items.add(new CmsAnswer(bridge, found, ""));
        }
        return items;
    }

    /** How many there are in all, whatever this page holds. */
    public int total() {
        return (int) number("total");
    }
}
