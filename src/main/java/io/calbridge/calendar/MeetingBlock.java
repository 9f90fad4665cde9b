package io.calbridge.calendar;

import io.calbridge.booking.FeedBlock;
import io.calbridge.booking.FeedMeeting;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All VEVENTs of one UID, as a calendar of its own that a parser can neither refuse nor change: every value that we
 * understand ourselves is set aside under X- (X-DTSTART, X-RRULE, with X-TZID). ical4j 4.2.3 would put local times into
 * zones that it gets wrong, turn PT24H into P1D, lose the Z of periods, and refuse all for one bad SEQUENCE.
 *
 * @param uid     RFC 5545 UID
 * @param line    where the first of them begins in its document, from 1
 * @param text    in it a VEVENT of METHOD:CANCEL has STATUS:CANCELLED
 * @param remarks what was left out of it, in words
 */
public record MeetingBlock(String uid, int line, String text, List<String> remarks) {

    private static final String DESCRIPTION = "\r\nDESCRIPTION:";

    /** What all documents of a calendar say of a meeting. */
    static MeetingBlock of(FeedMeeting meeting) {
        return new MeetingBlock(meeting.uid(), meeting.blocks().isEmpty() ? 0 : meeting.blocks().get(0).line(),
                meeting.blocks().stream().map(FeedBlock::text).collect(Collectors.joining("",
                        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:calbridge\r\n", "END:VCALENDAR\r\n")),
                meeting.blocks().stream().flatMap(block -> block.remarks().lines()).toList());
    }

    /** The same without descriptions, which take a parser as long as all the rest. */
    MeetingBlock withoutDescriptions() {
        StringBuilder shorter = new StringBuilder();
        int from = 0;
        for (int at = text.indexOf(DESCRIPTION); at >= 0; at = text.indexOf(DESCRIPTION, from)) {
            shorter.append(text, from, at);
            // The end of this line stays: it ends the line before.
            from = text.indexOf("\r\n", at + 2);
        }
        return from == 0 ? this : new MeetingBlock(uid, line, shorter.append(text, from, text.length()).toString(), remarks);
    }
}
