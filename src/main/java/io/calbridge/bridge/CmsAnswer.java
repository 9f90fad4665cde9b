package io.calbridge.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * An object as CMS tells it: a whole answer, or an item of a collection. Hides that XML read as a tree gives nothing, an
 * object or an array for no, one or several elements.
 *
 * @param node   the element without its own name; missing for an empty answer
 * @param bridge name of the bridge that answered
 * @param id     of an object that was read from a collection, or made; empty when CMS gave none
 */
public record CmsAnswer(JsonNode node, String bridge, String id) {

    /** An answer without a body, as to a PUT. */
    static CmsAnswer empty(String bridge, String id) {
        return new CmsAnswer(MissingNode.getInstance(), bridge, id);
    }

    /** The text of an element or attribute; empty when there is none. */
    public String text(String name) {
        return node.path(name).asText("");
    }

    /** The number in an element; 0 when there is none, or no number. */
    public long number(String name) {
        try {
            return Long.parseLong(text(name).strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** An element within, such as {@code configuration}; an empty answer when there is none. */
    public CmsAnswer child(String name) {
        return new CmsAnswer(node.path(name), bridge, id);
    }

    /** The items of a collection, such as {@code coSpace} in {@code coSpaces}. */
    public List<CmsAnswer> items(String name) {
        JsonNode found = node.path(name);
        List<CmsAnswer> items = new ArrayList<>();
        if (found.isArray()) {
            found.forEach(item -> items.add(item(item)));
        } else if (!found.isMissingNode()) {
            items.add(item(found));
        }
        return items;
    }

    /** All items of a collection, whatever their name. */
    List<CmsAnswer> items() {
        List<CmsAnswer> items = new ArrayList<>();
        node.fieldNames().forEachRemaining(name -> items(name).stream().filter(item -> !item.id().isEmpty())
                .forEach(items::add));
        return items;
    }

    /** How many items the collection has on CMS, on all its pages. */
    public long total() {
        return number("total");
    }

    private CmsAnswer item(JsonNode item) {
        return new CmsAnswer(item, bridge, item.path("id").asText(""));
    }
}
