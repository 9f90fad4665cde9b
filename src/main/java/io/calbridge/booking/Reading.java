package io.calbridge.booking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found in the meetings of one intake: filled meeting by meeting while its route goes through them. */
public final class Reading {

    private final Map<String, Found> found = new LinkedHashMap<>();
    private final List<Rejection> rejections = new ArrayList<>();

    /**
     * @param meetings its occurrences; may be empty
     * @param again    when it has to be read again although nothing has changed, UTC; null for never
     */
    record Found(List<Meeting> meetings, Instant again) { }

    /** A meeting was read. */
    public void found(String uid, List<Meeting> meetings, Instant again) {
        found.put(uid, new Found(List.copyOf(meetings), again));
    }

    /** Something that cannot be booked, or not quite as it was meant. */
    public void rejected(Rejection rejection) {
        rejections.add(rejection);
    }

    /** What was found, by UID; what was rejected is not among it. */
    Map<String, Found> found() {
        return found;
    }

    /** All occurrences found so far. */
    public List<Meeting> meetings() {
        return found.values().stream().flatMap(one -> one.meetings().stream()).toList();
    }

    /** All that could not be booked. */
    public List<Rejection> rejections() {
        return rejections;
    }
}
