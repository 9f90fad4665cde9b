package io.calbridge.bridge;

/** The bridge does not take our user name and password (401, 403); nothing was done. */
public final class LoginRefusedException extends CmsException {

    LoginRefusedException(String bridge, CmsRequest request, String cure) {
        super(bridge, request, "refuses user name or password: check " + cure, null);
    }
}
