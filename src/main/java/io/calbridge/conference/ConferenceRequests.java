package io.calbridge.conference;

import io.calbridge.bridge.CmsRequest;
import io.calbridge.settings.Settings;
import io.calbridge.store.Booking;
import io.calbridge.store.Invitee;
import io.calbridge.store.Leftovers;
import io.calbridge.store.MeetingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.camel.Variable;

/** What a conference asks of CMS, with the fields that TMS sends, in its order, and our tags. */
public final class ConferenceRequests {

    private static final String TAG = "calbridge:";

    private final Settings.Pool pool;
    private final Predicate<String> reachable;

    /**
     * @param pool      names the placeholders
     * @param reachable whether a bridge answered when it was last asked
     */
    public ConferenceRequests(Settings.Pool pool, Predicate<String> reachable) {
        this.pool = pool;
        this.reachable = reachable;
    }

    /** The tag by which a coSpace is known to hold this booking's conference; CMS copies it to its CDRs. */
    static String tag(UUID booking) {
        return TAG + booking;
    }

    /** Whether the bridge in use is well. */
    public CmsRequest status(@Variable("booking") Booking booking) {
        return CmsRequest.get("/system/status").of(booking.id());
    }

    /** The calls that one bridge has in our coSpace; a bridge that is silent, or need not have any, is not waited for. */
    public CmsRequest callsInCoSpace(@Variable("booking") Booking booking, @Variable("bridge") String bridge) {
        boolean answerWasLost = booking.cms().bridge() != null && booking.cms().call() == null;
        boolean elsewhere = booking.cms().bridge() != null && !bridge.equals(booking.cms().bridge());
        return CmsRequest.get("/calls").with("coSpaceFilter", booking.cms().coSpace()).on(bridge).of(booking.id())
                .briefly(answerWasLost || elsewhere || !reachable.test(bridge));
    }

    /** All calls that one bridge has. */
    public CmsRequest allCalls(@Variable("booking") Booking booking, @Variable("bridge") String bridge) {
        return CmsRequest.get("/calls").on(bridge).of(booking.id());
    }

    /** The coSpace with all its fields. */
    public CmsRequest coSpace(@Variable("booking") Booking booking) {
        return CmsRequest.get("/coSpaces/" + booking.cms().coSpace()).of(booking.id());
    }

    /** The door is opened: the meeting's title, and everybody may come in. The same again says that it goes on. */
    public CmsRequest openCoSpace(@Variable("booking") Booking booking) {
        return door(booking, booking.options());
    }

    /** The same without what the organiser chose, which CMS refused. */
    public CmsRequest openCoSpacePlainly(@Variable("booking") Booking booking) {
        return door(booking, MeetingOptions.NONE);
    }

    private static CmsRequest door(Booking booking, MeetingOptions options) {
        CmsRequest open = CmsRequest.put("/coSpaces/" + booking.cms().coSpace(), "nonMemberAccess", "true",
                "passcode", options.passcode() == null ? "" : options.passcode(), "name", booking.shownTitle(),
                "secret", booking.secret().toString(), "cdrTag", tag(booking.id()));
        return (hasLayout(booking) ? open.and("defaultLayout", options.layout() == null ? "" : options.layout()) : open)
                .of(booking.id());
    }

    /** Whether the coSpace has, or had, a layout of its own; others keep what an administrator gave them. */
    private static boolean hasLayout(Booking booking) {
        return booking.options().layout() != null || booking.cms().options().layout() != null;
    }

    /** The door is closed: a placeholder again, and old guest links are dead. */
    public CmsRequest closeCoSpace(@Variable("booking") Booking booking) {
        CmsRequest close = CmsRequest.put("/coSpaces/" + booking.cms().coSpace(), "nonMemberAccess", "false", "passcode", "",
                "name", pool.placeholderName(booking.number()), "cdrTag", "", "regenerateSecret", "true");
        return (hasLayout(booking) ? close.and("defaultLayout", "") : close).of(booking.id());
    }

    /** A call in our coSpace, on the bridge that was written down for it. */
    public CmsRequest createCall(@Variable("booking") Booking booking) {
        return CmsRequest.post("/calls", "coSpace", booking.cms().coSpace()).on(booking.cms().bridge())
                .of(booking.id());
    }

    /** The call as CMS has it. */
    public CmsRequest call(@Variable("booking") Booking booking, @Variable("bridge") String bridge,
                           @Variable("call") String call) {
        return CmsRequest.get("/calls/" + call).on(bridge).of(booking.id());
    }

    /** Ends a call on one bridge; its legs go with it. */
    public CmsRequest dropCall(@Variable("booking") Booking booking, @Variable("leftover") Leftovers.Leftover leftover,
                               @Variable("bridge") String bridge, @Variable("call") String call) {
        return CmsRequest.delete("/calls/" + call).on(bridge)
                .of(booking != null ? booking.id() : leftover.booking());
    }

    /** What the call is to be told of what the organiser chose; each alone, for CMS may refuse one of them. */
    public List<CmsRequest> adjustments(@Variable("booking") Booking booking) {
        MeetingOptions wanted = booking.options();
        MeetingOptions told = booking.cms().options();
        List<CmsRequest> adjustments = new ArrayList<>();
        if (!Objects.equals(wanted.lock(), told.lock())) {
            adjustments.add(adjustment(booking, "locked", wanted.lock()));
        }
        if (!Objects.equals(wanted.recording(), told.recording())) {
            adjustments.add(adjustment(booking, "recording", wanted.recording()));
        }
        return adjustments;
    }

    private static CmsRequest adjustment(Booking booking, String parameter, Boolean value) {
        return CmsRequest.put("/calls/" + booking.cms().call(), parameter, String.valueOf(Boolean.TRUE.equals(value)))
                .on(booking.cms().bridge()).of(booking.id());
    }

    /** The legs of our call. */
    public CmsRequest legs(@Variable("booking") Booking booking) {
        return CmsRequest.get("/calls/" + booking.cms().call() + "/callLegs").on(booking.cms().bridge())
                .of(booking.id());
    }

    /** One leg with its tag. */
    public CmsRequest leg(@Variable("booking") Booking booking, Leg leg) {
        return CmsRequest.get("/callLegs/" + leg.id()).on(booking.cms().bridge()).of(booking.id());
    }

    /** CMS is to dial a participant; the tag makes the leg known again after a lost answer. */
    public CmsRequest addLeg(@Variable("booking") Booking booking, @Variable("invitee") Invitee invitee) {
        return CmsRequest.post("/calls/" + booking.cms().call() + "/callLegs", "remoteParty", invitee.address(),
                "ownerId", Dialling.ownerId(booking.id(), invitee.address()).toString())
                .on(booking.cms().bridge()).of(booking.id());
    }

    /** Hangs up. */
    public CmsRequest dropLeg(@Variable("booking") Booking booking, Leg leg) {
        return CmsRequest.delete("/callLegs/" + leg.id()).on(booking.cms().bridge()).of(booking.id());
    }

    /** The calls that a bridge which was silent has where it may have been left one. */
    public CmsRequest callsOfLeftover(@Variable("leftover") Leftovers.Leftover leftover) {
        return CmsRequest.get("/calls").with("coSpaceFilter", leftover.coSpace()).on(leftover.bridge())
                .of(leftover.booking());
    }
}
