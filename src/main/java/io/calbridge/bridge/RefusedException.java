package io.calbridge.bridge;

import java.util.List;

/** CMS understood the request and refuses it: {@code failureDetails} of a 4xx. To be judged by its name, not its status. */
public final class RefusedException extends CmsException {

    private final int status;
    private final List<String> reasons;

    RefusedException(String bridge, String message, int status, List<String> reasons) {
        super(bridge, message, null);
        this.status = status;
        this.reasons = List.copyOf(reasons);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The names in failureDetails, such as {@code duplicateCoSpaceUri}; may be empty. */
    public List<String> reasons() {
        return reasons;
    }

    /** Whether CMS gave this reason. */
    public boolean has(String reason) {
        return reasons.stream().anyMatch(reason::equalsIgnoreCase);
    }

    /** Whether what the request named is no longer there: any …DoesNotExist, whatever the status. */
    public boolean isGone() {
        return reasons.stream().anyMatch(reason -> reason.endsWith("DoesNotExist")) || status == 404 && reasons.isEmpty();
    }
}
