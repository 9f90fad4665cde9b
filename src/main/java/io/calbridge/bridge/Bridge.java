package io.calbridge.bridge;

import io.calbridge.settings.Settings.Credentials;
import java.net.URI;
import java.util.Locale;

/**
 * One call bridge and how it is reached.
 *
 * @param name        host and port; what everything else calls it
 * @param url         scheme, host and port; no path
 * @param credentials of its API user
 * @param origin      who named it
 */
record Bridge(String name, URI url, Credentials credentials, Origin origin) {

    /** Who named a bridge, and so what an administrator mends when it does not work. */
    enum Origin {
        PRIMARY("calbridge.cms.url",
                "calbridge.cms.username and calbridge.cms.password (or CALBRIDGE_CMS_USERNAME, CALBRIDGE_CMS_PASSWORD, "
                        + "or calbridge.cms.password-file)"),
        ALTERNATE("calbridge.cms.alternates",
                "calbridge.cms.alternate-username and calbridge.cms.alternate-password (as the primary's where not set)"),
        PEER("the address that GET /callBridges gives it (or set calbridge.cms.discover-peers=false)",
                "calbridge.cms.alternate-username and calbridge.cms.alternate-password, which peers use too");

        private final String addressKey;
        private final String loginKey;

        Origin(String addressKey, String loginKey) {
            this.addressKey = addressKey;
            this.loginKey = loginKey;
        }

        /** What says where the bridge is. */
        String addressKey() {
            return addressKey;
        }

        /** What says who we are. */
        String loginKey() {
            return loginKey;
        }
    }

    static Bridge at(URI url, Credentials credentials, Origin origin) {
        return new Bridge(nameOf(url), url, credentials, origin);
    }

    /** Host, lower case, and the port unless it is the scheme's own; the same machine address gives the same name. */
    static String nameOf(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT).replace("[", "").replace("]", "");
        int usual = "http".equalsIgnoreCase(url.getScheme()) ? 80 : 443;
        return url.getPort() == -1 || url.getPort() == usual ? host : host + ":" + url.getPort();
    }
}
