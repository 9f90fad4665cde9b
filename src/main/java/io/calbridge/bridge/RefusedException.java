package io.calbridge.bridge;

import java.util.List;

/** CMS understood the request and refused it (4xx): asking again changes nothing. */
public final class RefusedException extends CmsException {

    private final int status;
    private final List<String> reasons;

    /** @param reasons the names in failureDetails; empty when CMS gave none */
    RefusedException(String bridge, CmsRequest request, int status, List<String> reasons, String details) {
        super(bridge, request, "refused: " + (reasons.isEmpty()
                ? "status " + status + " without a reason; is this address the API of a Cisco Meeting Server?"
                : details), null);
        this.status = status;
        this.reasons = List.copyOf(reasons);
    }

    /** The HTTP status; 400 or 404 for the same thing, by version: judge by {@link #reasons()}. */
    public int status() {
        return status;
    }

    /** The names of the reasons as CMS gives them, such as {@code duplicateCoSpaceUri}. */
    public List<String> reasons() {
        return reasons;
    }

    /** Whether CMS gave this reason. */
    public boolean is(String reason) {
        return reasons.contains(reason);
    }

    /** Whether an object that the request names does not exist. */
    public boolean gone() {
        return reasons.stream().anyMatch(reason -> reason.endsWith("DoesNotExist"));
    }

    /** Whether what is no longer there is a coSpace, and not a call or a leg. */
    public boolean coSpaceGone() {
        return is("coSpaceDoesNotExist");
    }
}
