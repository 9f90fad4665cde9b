package io.calbridge.conference;

import io.calbridge.store.Booking;
import io.calbridge.store.Bookings;
import io.calbridge.store.Diary;
import io.calbridge.store.Invitee;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Variable;

/** Writes down each step of dialling the participants of a conference. */
public final class Dialling {

    private final Bookings bookings;
    private final Diary diary;

    /** @param bookings hold how far dialling has come */
    public Dialling(Bookings bookings, Diary diary) {
        this.bookings = bookings;
        this.diary = diary;
    }

    /**
     * The tag by which a leg of ours is known again: CMS takes only ids as a call leg's ownerId.
     *
     * @param address of the participant
     * @return name-based, so that it is the same after a crash
     */
    public static UUID ownerId(UUID booking, String address) {
        return UUID.nameUUIDFromBytes(("calbridge:" + booking + ":" + address).getBytes(StandardCharsets.UTF_8));
    }

    /** Whoever is to be dialled and has no leg yet; those who have one are written down as dialled. */
    public List<Invitee> missing(@Variable("booking") Booking booking, @Variable("legs") List<Leg> legs) {
        Booking now = booking;
        for (Invitee invitee : booking.invitees()) {
            if (invitee.isPending() && invitee.dial() != Invitee.Dial.LEAVING) {
                var leg = legs.stream().filter(one -> one.isOf(booking.id(), invitee.address())).findFirst();
                if (leg.isPresent()) {
                    now = bookings.change(booking.id(),
                            fresh -> fresh.changing(invitee.address(), one -> one.dialled(leg.get().id())));
                    diary.tell(now, "dial", invitee.address() + " is in already, and is not dialled again");
                }
            }
        }
        return now.invitees().stream()
                .filter(invitee -> invitee.isPending() && invitee.dial() != Invitee.Dial.LEAVING).toList();
    }

    /** The legs of those who are no longer invited. */
    public List<Leg> leaving(@Variable("booking") Booking booking, @Variable("legs") List<Leg> legs) {
        return booking.invitees().stream()
                .filter(invitee -> invitee.dial() == Invitee.Dial.LEAVING)
                .flatMap(invitee -> legs.stream().filter(leg -> leg.isOf(booking.id(), invitee.address())
                        || leg.id().equals(invitee.leg())))
                .toList();
    }

    /** About to be dialled. */
    public Booking dialling(@Variable("booking") Booking booking, @Variable("invitee") Invitee invitee) {
        return change(booking, invitee, Invitee.Dial.DIALLING);
    }

    /** CMS dials. */
    public Booking dialled(@Variable("booking") Booking booking, @Variable("invitee") Invitee invitee,
                           @Variable("leg") String leg) {
        Booking now = bookings.change(booking.id(),
                fresh -> fresh.changing(invitee.address(), one -> one.dialled(leg)));
        diary.tell(now, "dial", "dials " + who(invitee));
        return now;
    }

    /** CMS refuses to dial this one; the others are not touched by that. */
    public Booking refused(@Variable("booking") Booking booking, @Variable("invitee") Invitee invitee,
                           @Variable("failure") Exception failure) {
        Booking now = bookings.change(booking.id(),
                fresh -> fresh.changing(invitee.address(), one -> one.failed(failure.getMessage())));
        diary.warn(now, "dial", who(invitee) + " cannot be dialled: " + failure.getMessage());
        return now;
    }

    /** Whoever was no longer invited has been hung up. */
    public Booking hungUp(@Variable("booking") Booking booking) {
        List<String> gone = booking.invitees().stream().filter(invitee -> invitee.dial() == Invitee.Dial.LEAVING)
                .map(Invitee::address).toList();
        Booking now = bookings.change(booking.id(), fresh -> fresh.inviting(fresh.invitees().stream()
                .filter(invitee -> invitee.dial() != Invitee.Dial.LEAVING || !gone.contains(invitee.address()))
                .toList()).retrying(0, null));
        diary.tell(now, "dial", "hung up " + String.join(", ", gone));
        return now;
    }

    private Booking change(Booking booking, Invitee invitee, Invitee.Dial dial) {
        return bookings.change(booking.id(), now -> now.changing(invitee.address(), one -> one.at(dial)));
    }

    private static String who(Invitee invitee) {
        String name = invitee.participant().name();
        return name.isBlank() || name.equalsIgnoreCase(invitee.address()) ? invitee.address()
                : invitee.address() + " (" + name + ")";
    }
}
