package io.calbridge.store;

import java.time.Instant;

/**
 * What CMS holds of a conference, as far as we told it and it answered; null where nothing is known yet.
 *
 * @param coSpace id of the coSpace that the booking's number has
 * @param bridge  the call bridge that holds the call, or may hold it
 * @param call    id of the call on that bridge
 * @param title   the title last told to CMS
 * @param end     the end last told to CMS, UTC; CMS has no timer, telling it only marks the extension
 * @param options what the coSpace and the call were last told of what the organiser chose; never null
 */
public record OnCms(String coSpace, String bridge, String call, String title, Instant end, MeetingOptions options) {

    /** CMS was told nothing. */
    public static final OnCms NOTHING = new OnCms(null, null, null, null, null, MeetingOptions.NONE);

    /** What an older version wrote has no options. */
    public OnCms {
        options = options == null ? MeetingOptions.NONE : options;
    }

    /** The coSpace has been chosen. */
    public OnCms in(String newCoSpace) {
        return new OnCms(newCoSpace, bridge, call, title, end, options);
    }

    /** A call is about to be made on a bridge. */
    public OnCms callingOn(String newBridge) {
        return new OnCms(coSpace, newBridge, null, title, end, options.ofCoSpace());
    }

    /** The call is known. */
    public OnCms with(String newBridge, String newCall) {
        return new OnCms(coSpace, newBridge, newCall, title, end,
                newCall != null && newCall.equals(call) ? options : options.ofCoSpace());
    }

    /** The coSpace was told title, end, and what of the options it is told. */
    public OnCms told(String newTitle, Instant newEnd, MeetingOptions newOptions) {
        return new OnCms(coSpace, bridge, call, newTitle, newEnd, newOptions.ofCoSpace().or(options.ofCall()));
    }

    /** The call was told what of the options it is told. */
    public OnCms told(MeetingOptions newOptions) {
        return new OnCms(coSpace, bridge, call, title, end, options.ofCoSpace().or(newOptions.ofCall()));
    }
}
