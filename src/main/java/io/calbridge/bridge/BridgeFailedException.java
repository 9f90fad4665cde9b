package io.calbridge.bridge;

/** A bridge did not answer a GET, PUT or DELETE, or answered 5xx: another may be asked, or the same again. */
public final class BridgeFailedException extends CmsException {

    BridgeFailedException(String bridge, String message, Throwable cause) {
        super(bridge, message, cause);
    }

    /** CMS answers, but does not hold what it was told. */
    public static BridgeFailedException notAsTold(String bridge, String message) {
        return new BridgeFailedException(bridge, message, null);
    }
}
