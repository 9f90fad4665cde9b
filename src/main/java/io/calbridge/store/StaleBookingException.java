package io.calbridge.store;

import java.util.UUID;

/** Someone else changed the booking meanwhile: read it again, and decide again. */
public final class StaleBookingException extends RuntimeException {

    /** @param message what was changed meanwhile */
    public StaleBookingException(String message) {
        super(message);
    }

    StaleBookingException(UUID booking) {
        super("booking " + booking + " was changed meanwhile");
    }
}
