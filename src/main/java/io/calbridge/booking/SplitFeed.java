package io.calbridge.booking;

import java.util.List;
import java.util.Set;

/**
 * A feed, split by meeting.
 *
 * @param zone       X-WR-TIMEZONE; empty where there is none
 * @param blocks     of the meetings that are new or changed, in the order of the feed
 * @param uids       of all meetings that it holds, also the broken ones
 * @param rejections VEVENTs that belong to no meeting, and meetings that are broken
 */
public record SplitFeed(String zone, List<FeedBlock> blocks, Set<String> uids, List<Rejection> rejections) { }
