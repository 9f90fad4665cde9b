package io.calbridge.calendar.web;

import io.calbridge.calendar.web.DavMemory.Held;
import java.nio.charset.StandardCharsets;

/**
 * A resource of a CalDAV collection.
 *
 * @param text iCal; empty if it is not fetched yet
 */
public record DavText(Held held, String text) {

    /** The name of the document. */
    public String name() {
        return held.name();
    }

    /** The document. */
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
