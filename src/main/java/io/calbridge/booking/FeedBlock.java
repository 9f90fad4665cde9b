package io.calbridge.booking;

import java.time.LocalDate;

/**
 * What one document says of one meeting, as text that can be read again without the document.
 *
 * @param document  the file, resource or mailbox in its calendar; empty where there is only one
 * @param uid       RFC 5545 UID
 * @param line      where the first of its VEVENTs begins in the document, from 1
 * @param hash      differs whenever what the document says of this meeting differs, wherever it stands
 * @param cancels   whether it came as METHOD:CANCEL, whose effect stays when its document goes
 * @param recurring whether it may have occurrences that are not yet known
 * @param first     no occurrence begins before this day, in any zone; null if unknown
 * @param last      no occurrence ends after this day, in any zone; null if unknown, or never
 * @param text      its VEVENTs
 * @param zones     the VTIMEZONEs that it needs, because nobody knows them by name
 * @param parameters of its calendar, one {@code key=value} a line
 * @param remarks   what was left out of it, in words
 */
public record FeedBlock(String document, String uid, int line, String hash, boolean cancels, boolean recurring,
                        LocalDate first, LocalDate last, String text, String zones, String parameters, String remarks) { }
