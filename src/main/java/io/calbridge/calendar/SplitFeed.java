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
 * @param rejections what belongs to no meeting
 */
public record SplitFeed(String zone, Map<String, List<String>> timeZones, List<MeetingBlock> blocks,
                        List<Rejection> rejections) { }
