package io.calbridge.calendar;

import io.calbridge.booking.Rejection;
import java.util.List;
import java.util.Map;

/**
 * A feed, split by meeting.
 *
 * @param zone       X-WR-TIMEZONE; empty where there is none
 * @param timeZones  the lines of each VTIMEZONE, by its TZID
 * @param blocks     one for each UID, in the order of the feed
 * @param rejections VEVENTs that belong to no meeting, and meetings that are broken
 * @param zones      the same zones, each worked out at most once; for one thread
 */
public record SplitFeed(String zone, Map<String, List<String>> timeZones, List<MeetingBlock> blocks,
                        List<Rejection> rejections, Zones zones) {

    SplitFeed(String zone, Map<String, List<String>> timeZones, List<MeetingBlock> blocks, List<Rejection> rejections) {
        this(zone, timeZones, blocks, rejections, new Zones(timeZones));
    }
}
