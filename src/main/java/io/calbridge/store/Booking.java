package io.calbridge.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * One occurrence of a meeting that should become a conference.
 *
 * @param uid          RFC 5545 UID
 * @param recurrenceId start that the rule gave the occurrence, UTC; null for a single meeting
 * @param organizer    mail address, lower case; empty where unknown
 * @param start        UTC, inclusive
 * @param end          UTC, exclusive
 * @param confidential the title is shown nowhere
 * @param number       null while no number is free
 * @param reason       why it is in its state; empty where that is plain
 * @param secret       of the coSpace's guest link; null before the first opening, the same ever after
 * @param options      what its organiser chose
 * @param attempts     how often the step in hand has failed in a row
 * @param retryAt      not before then is the step in hand tried again, UTC; null for at once
 * @param version      counts the changes, for compare-and-set
 */
public record Booking(UUID id, String uid, Instant recurrenceId, String organizer, Instant start, Instant end,
                      String title, boolean confidential, Integer number, BookingState state, String reason,
                      UUID secret, OnCms cms, List<Invitee> invitees, MeetingOptions options, int attempts, Instant retryAt,
                      long version) {

    /** What strangers see instead of a confidential title. */
    public static final String PRIVATE_TITLE = "Private meeting";

    /** A booking of which everything is as usual. */
    public Booking(UUID id, String uid, Instant recurrenceId, String organizer, Instant start, Instant end,
                   String title, boolean confidential, Integer number, BookingState state, String reason,
                   UUID secret, OnCms cms, List<Invitee> invitees, int attempts, Instant retryAt, long version) {
        this(id, uid, recurrenceId, organizer, start, end, title, confidential, number, state, reason, secret, cms,
                invitees, MeetingOptions.NONE, attempts, retryAt, version);
    }

    /** Copies the list. */
    public Booking {
        invitees = List.copyOf(invitees);
    }

    /** The title that CMS, log and pages may show; never blank. */
    public String shownTitle() {
        return confidential ? PRIVATE_TITLE : title.isBlank() ? "Meeting" : title.strip();
    }

    /** When its conference opens, where the settings say how long before the start. */
    public Instant opensAt(Duration startEarly) {
        return start.minus(options.early(startEarly));
    }

    /** The participant of an address. */
    public Optional<Invitee> invitee(String address) {
        return invitees.stream().filter(invitee -> invitee.address().equals(address)).findFirst();
    }

    /** Moved in time. */
    public Booking between(Instant newStart, Instant newEnd) {
        return new Booking(id, uid, recurrenceId, organizer, newStart, newEnd, title, confidential, number, state, reason,
                secret, cms, invitees, options, attempts, retryAt, version);
    }

    /** With another title. */
    public Booking named(String newTitle, boolean newConfidential) {
        return new Booking(id, uid, recurrenceId, organizer, start, end, newTitle, newConfidential, number, state, reason,
                secret, cms, invitees, options, attempts, retryAt, version);
    }

    /** With another number; null for none. */
    public Booking numbered(Integer newNumber) {
        return new Booking(id, uid, recurrenceId, organizer, start, end, title, confidential, newNumber, state, reason,
                secret, cms, invitees, options, attempts, retryAt, version);
    }

    /** In another state, with nothing failed yet in it. */
    public Booking in(BookingState newState, String why) {
        return new Booking(id, uid, recurrenceId, organizer, start, end, title, confidential, number, newState, why,
                secret, cms, invitees, options, 0, null, version);
    }

    /** With the secret of its coSpace's guest link. */
    public Booking secretly(UUID newSecret) {
        return new Booking(id, uid, recurrenceId, organizer, start, end, title, confidential, number, state, reason,
                newSecret, cms, invitees, options, attempts, retryAt, version);
    }

    /** With other knowledge of what CMS holds. */
    public Booking on(OnCms newCms) {
        return new Booking(id, uid, recurrenceId, organizer, start, end, title, confidential, number, state, reason,
                secret, newCms, invitees, options, attempts, retryAt, version);
    }

    /** With other participants. */
    public Booking inviting(List<Invitee> newInvitees) {
        return new Booking(id, uid, recurrenceId, organizer, start, end, title, confidential, number, state, reason,
                secret, cms, newInvitees, options, attempts, retryAt, version);
    }

    /** With other choices of its organiser. */
    public Booking choosing(MeetingOptions newOptions) {
        return new Booking(id, uid, recurrenceId, organizer, start, end, title, confidential, number, state, reason,
                secret, cms, invitees, newOptions, attempts, retryAt, version);
    }

    /** With one participant changed, if it is still there. */
    public Booking changing(String address, UnaryOperator<Invitee> change) {
        return inviting(invitees.stream()
                .map(invitee -> invitee.address().equals(address) ? change.apply(invitee) : invitee).toList());
    }

    /** To be tried again; null for nothing failed. */
    public Booking retrying(int newAttempts, Instant newRetryAt) {
        return new Booking(id, uid, recurrenceId, organizer, start, end, title, confidential, number, state, reason,
                secret, cms, invitees, options, newAttempts, newRetryAt, version);
    }
}
