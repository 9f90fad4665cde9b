package io.calbridge.bridge;

/** CMS did not do what it was asked, or nobody knows; each kind says what a caller may do. */
public abstract sealed class CmsException extends RuntimeException
        permits RefusedException, LoginRefusedException, NotSentException, AnswerLostException, BridgeFailedException {

    private final String bridge;
    private final String request;

    CmsException(String bridge, CmsRequest request, String what, Throwable cause) {
        super(bridge + " " + what + " (" + request.line() + ")", cause);
        this.bridge = bridge;
        this.request = request.line();
    }

    CmsException(String bridge, String message) {
        super(message);
        this.bridge = bridge;
        this.request = "";
    }

    /** Name of the bridge that was asked last. */
    public String bridge() {
        return bridge;
    }

    /** Method and path of the request; empty when it was none in particular. */
    public String request() {
        return request;
    }
}
