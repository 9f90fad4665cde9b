package io.calbridge.bridge;

/** CMS surely has not done it: nothing was sent, or it was refused at the door. Another bridge may be asked. */
public class NotSentException extends CmsException {

    NotSentException(String bridge, String message, Throwable cause) {
        super(bridge, message, cause);
    }
}
