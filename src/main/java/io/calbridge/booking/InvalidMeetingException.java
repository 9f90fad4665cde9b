package io.calbridge.booking;

/** A meeting that cannot be booked as it stands; says which one and why. */
public class InvalidMeetingException extends RuntimeException {

    private final String uid;

    /**
     * @param uid    RFC 5545 UID of the meeting
     * @param reason what is wrong, in words for an administrator
     */
    public InvalidMeetingException(String uid, String reason) {
        super(reason);
        this.uid = uid;
    }

    /** The meeting's RFC 5545 UID. */
    public String uid() {
        return uid;
    }
}
