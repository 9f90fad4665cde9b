package io.calbridge.booking;

import java.util.List;

/**
 * All that one calendar says of one meeting, in whatever document.
 *
 * @param blocks at most one for each document; empty when the calendar says nothing of it any more
 */
public record FeedMeeting(String uid, List<FeedBlock> blocks) {

    /** Copies the list. */
    public FeedMeeting {
        blocks = List.copyOf(blocks);
    }
}
