package io.calbridge.calendar;

import io.calbridge.booking.FeedBlock;
import io.calbridge.booking.FeedMeeting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The zones of meetings, of which most need the same: each definition is worked out once. */
final class ZoneCache {

    private static final int MOST = 100;

    private final Map<String, Zones> zones = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Zones> eldest) {
            return size() > MOST;
        }
    };

    /** The zones that the meeting's blocks define, and all that are known by name. */
    synchronized Zones of(FeedMeeting meeting) {
        String definitions = meeting.blocks().stream().map(FeedBlock::zones).distinct().collect(Collectors.joining());
        return zones.computeIfAbsent(definitions, text -> new Zones(FeedZones.parted(text)));
    }
}
