package io.calbridge.bridge;

/** The request surely did not reach a bridge; it may be sent again, a POST too. */
public final class NotSentException extends CmsException {

    NotSentException(String bridge, CmsRequest request, String what, Throwable cause) {
        super(bridge, request, what, cause);
    }
}
