package io.calbridge.calendar;

import java.util.List;

/**
 * All VEVENTs of one UID, as a calendar of its own that a parser can neither refuse nor change: every value that we
 * understand ourselves is set aside under X- (X-DTSTART, X-RRULE, with X-TZID). ical4j 4.2.3 would put local times into
 * zones that it gets wrong, turn PT24H into P1D, lose the Z of periods, and refuse all for one bad SEQUENCE.
 *
 * @param uid     RFC 5545 UID
 * @param line    where the first of them begins in the feed, from 1
 * @param method  of the VCALENDAR that held the first of them, upper case; empty where there was none. In the text a
 *                VEVENT of METHOD:CANCEL has STATUS:CANCELLED
 * @param remarks what was left out of it, in words
 */
public record MeetingBlock(String uid, int line, String method, String text, List<String> remarks) {

    /** Differs whenever what the feed says of this meeting differs, wherever it stands in the feed. */
    public String hash() {
        return FeedText.hash(text);
    }
}
