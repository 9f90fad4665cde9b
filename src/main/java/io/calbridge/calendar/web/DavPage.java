package io.calbridge.calendar.web;

import java.util.List;

/**
 * What one answer says of a collection.
 *
 * @param groups what has changed
 * @param gone   names of resources that were deleted
 */
public record DavPage(List<DavGroup> groups, List<String> gone) {
    static final DavPage EMPTY = new DavPage(List.of(), List.of());
}
