package io.calbridge.calendar;

import io.calbridge.store.Participant;
import java.time.Instant;
import java.util.List;

/**
 * An occurrence that stands in a calendar, and does not become a conference.
 *
 * @param uid          RFC 5545 UID
 * @param recurrenceId start that the rule gave it, UTC; null for a single meeting
 * @param start        UTC
 * @param end          UTC; the start for what has no length
 * @param title        SUMMARY; never null, may be empty
 * @param confidential whether the title is to be shown nowhere
 * @param participants whom it would dial
 * @param reason       why, in words
 */
public record IgnoredMeeting(String uid, Instant recurrenceId, Instant start, Instant end, String title,
                             boolean confidential, List<Participant> participants, String reason) { }
