package io.calbridge.calendar;

/** What a source gave is no calendar, or not all of one; what it held before stays booked. */
public final class NotACalendarException extends RuntimeException {

    NotACalendarException(String message) {
        super(message);
    }
}
