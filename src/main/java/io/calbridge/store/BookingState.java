package io.calbridge.store;

/** How far a booking has come. Changed only by compare-and-set. */
public enum BookingState {
    /** Waits for its start. */
    BOOKED,
    /** Its start has begun: from here on CMS may know it. */
    OPENING,
    /** The conference runs. */
    OPEN,
    /** Its end has begun. */
    CLOSING,
    /** It ran, and nothing of it is left on CMS. */
    CLOSED,
    /** It was withdrawn before it started. */
    CANCELLED,
    /** Its time passed before it could be started; the reason says why. */
    MISSED;

    /** Whether nothing more will be done for it. */
    public boolean isOver() {
        return this == CLOSED || this == CANCELLED || this == MISSED;
    }

    /** Whether CMS may hold something of it. */
    public boolean isRunning() {
        return this == OPENING || this == OPEN || this == CLOSING;
    }
}
