package io.calbridge.bridge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The vocabulary: every request that conferences make, with the parameters, and in the order, that TMS sends. */
public final class CmsRequests {

    /** What the cdrTag of our coSpaces begins with; the booking's id follows. */
    public static final String CDR_TAG = "calbridge:";

    /** The longest name that is sent, in characters; CMS documents no limit. */
    private static final int LONGEST_NAME = 200;

    private CmsRequests() { }

    /** The bridge's version, uptime and counters. */
    public static CmsRequest status() {
        return CmsRequest.get("/system/status");
    }

    /** One coSpace, with all that CMS tells of it. */
    public static CmsRequest coSpace(String coSpace) {
        return CmsRequest.get("/coSpaces/" + coSpace);
    }

    /**
     * Opens a coSpace for a conference, or tells CMS again when it was renamed or its end moved.
     *
     * @param secret stored before, so that it is the same after a crash
     */
    public static CmsRequest openCoSpace(String coSpace, String title, UUID secret, UUID booking) {
        return CmsRequest.put("/coSpaces/" + coSpace, form("nonMemberAccess", "true", "passcode", "",
                "name", shortened(title), "secret", secret.toString(), "cdrTag", CDR_TAG + booking)).forBooking(booking);
    }

    /** Makes a coSpace a placeholder again: nobody gets in, old links die. */
    public static CmsRequest closeCoSpace(String coSpace, String placeholderName, UUID booking) {
        return CmsRequest.put("/coSpaces/" + coSpace, form("nonMemberAccess", "false", "passcode", "",
                "name", placeholderName, "cdrTag", "", "regenerateSecret", "true")).forBooking(booking);
    }

    /** The calls of one coSpace on a bridge; for {@code direct:cms-list}. */
    public static CmsRequest callsOf(String coSpace) {
        return CmsRequest.get("/calls").with("coSpaceFilter", coSpace);
    }

    /** All calls on a bridge; for {@code direct:cms-list}. */
    public static CmsRequest calls() {
        return CmsRequest.get("/calls");
    }

    /** One call. */
    public static CmsRequest call(String call) {
        return CmsRequest.get("/calls/" + call);
    }

    /** Makes a call for a coSpace. */
    public static CmsRequest createCall(String coSpace) {
        return CmsRequest.post("/calls", form("coSpace", coSpace));
    }

    /** Drops a call, and whoever is in it. */
    public static CmsRequest deleteCall(String call) {
        return CmsRequest.delete("/calls/" + call);
    }

    /** The legs of a call, on the bridge that holds it; for {@code direct:cms-list}. */
    public static CmsRequest legsOf(String call) {
        return CmsRequest.get("/calls/" + call + "/callLegs");
    }

    /** One leg, with its configuration (ownerId) and status. */
    public static CmsRequest leg(String leg) {
        return CmsRequest.get("/callLegs/" + leg);
    }

    /**
     * Dials a participant from the bridge that holds the call.
     *
     * @param remoteParty without scheme, as TMS sends it
     * @param ownerId     by which the leg is known again
     */
    public static CmsRequest addLeg(String call, String remoteParty, UUID ownerId) {
        return CmsRequest.post("/calls/" + call + "/callLegs",
                form("remoteParty", remoteParty, "ownerId", ownerId.toString()));
    }

    /** Hangs up. */
    public static CmsRequest deleteLeg(String leg) {
        return CmsRequest.delete("/callLegs/" + leg);
    }

    /** A form from names and values by turns. */
    static Map<String, String> form(String... namesAndValues) {
        Map<String, String> form = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return form;
    }

    private static String shortened(String title) {
        return title.codePointCount(0, title.length()) <= LONGEST_NAME ? title
                : title.substring(0, title.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
    }
}
