package io.calbridge.bridge;

/** A request to CMS that did not end well; the message names bridge, request and reason, for an operator. */
public abstract class CmsException extends RuntimeException {

    private final String bridge;

    CmsException(String bridge, String message, Throwable cause) {
        super(message, cause);
        this.bridge = bridge;
    }

    /** The name of the bridge that was asked; empty when none could be. */
    public String bridge() {
        return bridge;
    }
}
