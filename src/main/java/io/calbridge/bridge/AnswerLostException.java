package io.calbridge.bridge;

/** A POST that CMS may have carried out, or not: look before it is tried again. */
public final class AnswerLostException extends CmsException {

    AnswerLostException(String bridge, String message, Throwable cause) {
        super(bridge, message, cause);
    }
}
