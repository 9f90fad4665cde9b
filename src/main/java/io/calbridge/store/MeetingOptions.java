package io.calbridge.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What an organiser chose for one meeting, as far as the administrator lets organisers choose; null for what is as usual.
 * {@link #toString()} never shows the passcode.
 *
 * @param layout    as CMS names it
 * @param lock      whether the conference is locked once its participants are dialled
 * @param recording whether it is recorded
 * @param passcode  digits that guests must enter; a secret
 * @param openEarly how long before its start it opens, instead of what the settings say
 */
public record MeetingOptions(String layout, Boolean lock, Boolean recording, String passcode, Duration openEarly) {

    /** Everything is as usual. */
    public static final MeetingOptions NONE = new MeetingOptions(null, null, null, null, null);

    /** No meeting opens earlier than this before its start, whatever its organiser writes. */
    public static final Duration EARLIEST = Duration.ofHours(1);

    /** The same, and what it leaves open as the other says. */
    public MeetingOptions or(MeetingOptions other) {
        return new MeetingOptions(first(layout, other.layout), first(lock, other.lock), first(recording, other.recording),
                first(passcode, other.passcode), first(openEarly, other.openEarly));
    }

    private static <T> T first(T one, T other) {
        return one == null ? other : one;
    }

    /** How long before its start the meeting opens, where the settings say {@code usually}. */
    public Duration early(Duration usually) {
        return openEarly == null ? usually : openEarly;
    }

    /** How long before its start any meeting may open, where the settings say {@code usually}. */
    public static Duration earliest(Duration usually) {
        return usually.compareTo(EARLIEST) > 0 ? usually : EARLIEST;
    }

    /** What of it the coSpace is told: layout and passcode. */
    public MeetingOptions ofCoSpace() {
        return new MeetingOptions(layout, null, null, passcode, null);
    }

    /** What of it the call is told: lock and recording. */
    public MeetingOptions ofCall() {
        return new MeetingOptions(null, lock, recording, null, null);
    }

    /** Whether the coSpace is told anything that is not usual. */
    public boolean forCoSpace() {
        return layout != null || passcode != null;
    }

    /** For people; without the passcode. */
    public String inWords() {
        List<String> words = new ArrayList<>();
        if (layout != null) {
            words.add("layout " + layout);
        }
        if (lock != null) {
            words.add(lock ? "locked" : "not locked");
        }
        if (recording != null) {
            words.add(recording ? "recorded" : "not recorded");
        }
        if (passcode != null) {
            words.add("with a passcode");
        }
        if (openEarly != null) {
            words.add("open " + openEarly.toMinutes() + " minutes early");
        }
        return words.isEmpty() ? "everything as usual" : String.join(", ", words);
    }

    @Override
    public String toString() {
        return inWords();
    }
}
