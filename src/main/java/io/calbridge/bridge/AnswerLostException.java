package io.calbridge.bridge;

/** A POST that may have had its effect: look whether it had, on the same bridge first, before anything is sent again. */
public final class AnswerLostException extends CmsException {

    AnswerLostException(String bridge, CmsRequest request, String what, Throwable cause) {
        super(bridge, request, what + "; it may have been done all the same", cause);
    }
}
