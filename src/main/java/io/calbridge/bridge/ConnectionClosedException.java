package io.calbridge.bridge;

/** The bridge had closed the connection that was kept alive, as real ones do after 5 s or 100 requests. */
public final class ConnectionClosedException extends BridgeFailedException {

    ConnectionClosedException(String bridge, CmsRequest request, Throwable cause) {
        super(bridge, request, "closed the connection instead of answering", cause);
    }
}
