package io.calbridge.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** The address of a call bridge as an administrator writes it: scheme, host and perhaps port, nothing else. */
final class BridgeAddress {

    private static final String LIKE = "must be like https://cms1.example.com:445";

    private BridgeAddress() { }

    /** An address that cannot be used; the message is the rest of a sentence that begins with the key, without secrets. */
    static final class WrongException extends Exception {
        private WrongException(String message) {
            super(message);
        }
    }

    /** Lower case, without a trailing slash and without the scheme's own port. */
    static URI parse(String text) throws WrongException {
        URI uri = syntax(text);
        if (text.contains("@")) {
            throw new WrongException("must not hold a user name or password; they have keys of their own "
                    + "(calbridge.cms.username and calbridge.cms.password)");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !Set.of("http", "https").contains(scheme)) {
            throw new WrongException(LIKE + ", not '" + text + "'");
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (!Set.of("", "/").contains(uri.getRawPath()) || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new WrongException("must end after host and port, not '" + text + "'");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65535) {
            throw new WrongException("must have a port from 1 to 65535, not '" + text + "'");
        }
        if (scheme.equals("http") && !isLoopback(host)) {
            throw new WrongException("must begin with https://, because http:// is for loopback addresses only, not '"
                    + text + "'");
        }
        boolean usual = uri.getPort() == (scheme.equals("https") ? 443 : 80);
        return URI.create(scheme + "://" + host + (uri.getPort() < 0 || usual ? "" : ":" + uri.getPort()));
    }

    private static URI syntax(String text) throws WrongException {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // What is no URL may hold a password all the same.
            throw new WrongException(LIKE + (text.contains("@") ? ", without user name and password"
                    : ", not '" + text + "'"));
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]")
                || host.equals("[0:0:0:0:0:0:0:1]");
    }
}
