package io.calbridge.booking;

import io.calbridge.store.MeetingOptions;
import io.calbridge.store.Participant;
import java.time.Instant;
import java.util.List;

/**
 * One occurrence of a meeting, as one calendar says it should be; nothing here knows a bridge.
 *
 * @param uid          RFC 5545 UID, the same in every calendar that holds a copy
 * @param recurrenceId start that the rule gave this occurrence, UTC; null for a single meeting
 * @param start        UTC, inclusive
 * @param end          UTC, exclusive; always after start
 * @param title        SUMMARY; never null, may be empty
 * @param confidential CLASS:PRIVATE or CONFIDENTIAL: the title is shown nowhere
 * @param organizer    mail address, lower case, without {@code mailto:}; empty where unknown
 * @param sequence     RFC 5545 SEQUENCE; 0 where absent
 * @param stamp        DTSTAMP, UTC; {@link Instant#EPOCH} where absent
 * @param participants whom to dial, each address once
 * @param priority     of its calendar: the copy with the highest rules
 * @param options      what its organiser chose, as far as that is allowed
 */
public record Meeting(String uid, Instant recurrenceId, Instant start, Instant end, String title, boolean confidential,
                      String organizer, int sequence, Instant stamp, List<Participant> participants, int priority,
                      MeetingOptions options) {

    /** A meeting of which everything is as usual. */
    public Meeting(String uid, Instant recurrenceId, Instant start, Instant end, String title, boolean confidential,
                   String organizer, int sequence, Instant stamp, List<Participant> participants, int priority) {
        this(uid, recurrenceId, start, end, title, confidential, organizer, sequence, stamp, participants, priority,
                MeetingOptions.NONE);
    }

    /** Copies the list, and refuses an end that is not after the start. */
    public Meeting {
        participants = List.copyOf(participants);
        options = options == null ? MeetingOptions.NONE : options;
        if (!end.isAfter(start)) {
            throw new InvalidMeetingException(uid, "ends at " + end + ", not after it starts at " + start);
        }
    }
}
