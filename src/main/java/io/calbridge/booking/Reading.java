package io.calbridge.booking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What was found in one document: filled meeting by meeting while its route goes through it. */
public final class Reading {

    private final List<Meeting> meetings = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();

    /** Meetings that can be booked. */
    public void found(Collection<Meeting> more) {
        meetings.addAll(more);
    }

    /** Something that cannot be booked, or not quite as it was meant. */
    public void rejected(Rejection rejection) {
        rejections.add(rejection);
    }

    /** All meetings found so far. */
    public List<Meeting> meetings() {
        return meetings;
    }

    /** All that could not be booked. */
    public List<Rejection> rejections() {
        return rejections;
    }
}
