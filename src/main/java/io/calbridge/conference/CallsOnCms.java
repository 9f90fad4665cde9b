package io.calbridge.conference;

import io.calbridge.bridge.BridgeFailedException;
import io.calbridge.bridge.CmsAnswer;
import io.calbridge.store.Booking;
import io.calbridge.store.Bookings;
import io.calbridge.store.Invitee;
import io.calbridge.store.Leftovers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** Reads CMS's answers about calls, legs and coSpaces, and says what they mean for a conference. */
public final class CallsOnCms {

    private final Bookings bookings;
    private final Supplier<String> bridgeInUse;

    /** @param bridgeInUse the name of the bridge that new calls are made on */
    public CallsOnCms(Bookings bookings, Supplier<String> bridgeInUse) {
        this.bookings = bookings;
        this.bridgeInUse = bridgeInUse;
    }

    /** Where the conference's call is, or may be, or is to be made. */
    public String bridgeFor(@Variable("booking") Booking booking) {
        return booking.cms().bridge() == null ? bridgeInUse.get() : booking.cms().bridge();
    }

    /** The id of the first call; empty for none. */
    public String firstCall(@Body List<CmsAnswer> calls) {
        return calls.stream().map(CmsAnswer::id).findFirst().orElse("");
    }

    /** The ids of all calls. */
    public List<String> callIds(@Body List<CmsAnswer> calls) {
        return calls.stream().map(CmsAnswer::id).toList();
    }

    /** The ids of the coSpaces that have calls. */
    public Set<String> busyCoSpaces(@Body List<CmsAnswer> calls) {
        return calls.stream().map(call -> call.text("coSpace")).collect(Collectors.toSet());
    }

    /** Whether a coSpace that has a call was not opened by this booking. */
    public boolean isStrangers(@Body CmsAnswer coSpace, @Variable("booking") Booking booking) {
        return !coSpace.text("cdrTag").equals(ConferenceRequests.tag(booking.id()));
    }

    /** @throws BridgeFailedException if the coSpace is not open as CMS was told */
    public void confirmOpen(@Body CmsAnswer coSpace, @Variable("booking") Booking booking) {
        if (!coSpace.text("nonMemberAccess").equals("true")) {
            throw BridgeFailedException.notAsTold(coSpace.bridge(), coSpace.bridge() + " does not hold the coSpace of number "
                    + booking.number() + " open, though it was told to");
        }
    }

    /** @throws BridgeFailedException if the call is not in our coSpace */
    public void confirmCall(@Body CmsAnswer call, @Variable("booking") Booking booking) {
        if (!call.text("coSpace").equalsIgnoreCase(booking.cms().coSpace())) {
            throw BridgeFailedException.notAsTold(call.bridge(), "the call on " + call.bridge()
                    + " is not in the coSpace of number " + booking.number());
        }
    }

    /** @throws BridgeFailedException if there are calls left */
    public void confirmNone(@Body List<CmsAnswer> calls) {
        if (!calls.isEmpty()) {
            throw BridgeFailedException.notAsTold(calls.get(0).bridge(), calls.get(0).bridge()
                    + " still has a call that it was told to end");
        }
    }

    /** The legs of a call; may be added to. */
    public List<Leg> legs(@Body List<CmsAnswer> legs) {
        return legs.stream().map(leg -> leg(leg, "")).collect(Collectors.toCollection(ArrayList::new));
    }

    /** Where dialling was interrupted, the legs that do not show by their address whose they are. */
    public List<Leg> unclearLegs(@Variable("booking") Booking booking, @Variable("legs") List<Leg> legs) {
        boolean interrupted = booking.invitees().stream().anyMatch(invitee -> invitee.dial() == Invitee.Dial.DIALLING
                && legs.stream().noneMatch(leg -> leg.isOf(booking.id(), invitee.address())));
        return !interrupted ? List.of() : legs.stream().filter(leg -> booking.invitees().stream()
                .noneMatch(invitee -> leg.isOf(booking.id(), invitee.address()))).toList();
    }

    /** Takes the tag of one leg into account. */
    public void clarify(@Body CmsAnswer leg, @Variable("legs") List<Leg> legs) {
        legs.replaceAll(known -> known.id().equals(leg.text("id"))
                ? leg(leg, leg.child("configuration").text("ownerId") + leg.text("ownerId")) : known);
    }

    /** Of the calls in a coSpace on a bridge that was silent, those that no conference needs. */
    public List<String> leftCalls(@Body List<CmsAnswer> calls, @Variable("leftover") Leftovers.Leftover leftover) {
        List<Booking> here = bookings.running().stream().filter(booking -> leftover.coSpace().equals(booking.cms().coSpace())
                && leftover.bridge().equals(booking.cms().bridge())).toList();
        return calls.stream().map(CmsAnswer::id)
                .filter(call -> call.equals(leftover.call()) || leftover.call().isEmpty() && here.isEmpty())
                .filter(call -> here.stream().noneMatch(booking -> call.equals(booking.cms().call())))
                .toList();
    }

    private static Leg leg(CmsAnswer leg, String ownerId) {
        return new Leg(leg.text("id"), leg.text("remoteParty"), leg.text("originalRemoteParty"), ownerId);
    }
}
