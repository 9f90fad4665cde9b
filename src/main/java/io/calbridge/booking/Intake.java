package io.calbridge.booking;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is to be read and booked in one go, because documents of one calendar came, changed or went, or because time has
 * passed.
 *
 * @param document   that came or changed; null for none
 * @param gone       names of the documents that went
 * @param fresh      the blocks of the document that are new or changed
 * @param dropped    UIDs that the document no longer has
 * @param meetings   all that the calendar now says of the meetings concerned
 * @param rejections what of the document makes no meeting at all
 */
public record Intake(String calendar, Documents.Document document, Collection<String> gone, List<FeedBlock> fresh,
                     Collection<String> dropped, List<FeedMeeting> meetings, List<Rejection> rejections) {

    /** The document's name; empty where none came. */
    public String name() {
        return document == null ? "" : document.document();
    }

    /** The hashes of all blocks that were read, by UID and document. */
    Map<String, Map<String, String>> hashes() {
        Map<String, Map<String, String>> hashes = new TreeMap<>();
        meetings.forEach(meeting -> meeting.blocks().forEach(block -> hashes
                .computeIfAbsent(meeting.uid(), uid -> new TreeMap<>()).put(block.document(), block.hash())));
        return hashes;
    }
}
