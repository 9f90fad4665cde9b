package io.calbridge.store;

import java.util.Objects;

/**
 * Someone whom a conference may dial, as the calendars and the room directory say it.
 *
 * @param address what CMS is given as remoteParty: without {@code sip:}, {@code sips:} or {@code tel:}, lower case;
 *                equal addresses are one participant
 * @param name    for the journal and the log; the address where nothing better is known
 * @param mode    whether we dial
 */
public record Participant(String address, String name, Mode mode) {

    /** Whether a participant is dialled when the conference opens. */
    public enum Mode { AUTOMATIC, NONE }

    /** Nothing is null, the address is not blank. */
    public Participant {
        Objects.requireNonNull(name);
        Objects.requireNonNull(mode);
        if (address.isBlank()) {
            throw new IllegalArgumentException("a participant needs an address");
        }
    }
}
