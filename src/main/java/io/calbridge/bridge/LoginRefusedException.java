package io.calbridge.bridge;

/** The bridge does not take our credentials, or gives them no right to its API. */
public final class LoginRefusedException extends NotSentException {

    LoginRefusedException(String bridge, String message) {
        super(bridge, message, null);
    }
}
