package io.calbridge.bridge;

/** A GET, PUT or DELETE that got no usable answer from the bridge; asking again, or another bridge, does no harm. */
public sealed class BridgeFailedException extends CmsException permits ConnectionClosedException {

    BridgeFailedException(String bridge, CmsRequest request, String what, Throwable cause) {
        super(bridge, request, what, cause);
    }

    private BridgeFailedException(String bridge, String message) {
        super(bridge, message);
    }

    /** The bridge answered that it was done, and does not show it. */
    public static BridgeFailedException notAsTold(String bridge, String message) {
        return new BridgeFailedException(bridge, message);
    }
}
