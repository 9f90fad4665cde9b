package io.calbridge.bridge;

import com.fasterxml.jackson.core.JacksonException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Gives what went wrong on the wire the name that says what may be done next. */
final class WireFailure {

    private static final int LONGEST_CAUSE = 300;

    private WireFailure() { }

    static CmsException named(Bridge bridge, CmsRequest request, Throwable thrown) {
        Throwable cause = root(thrown);
        String name = bridge.name();
        String mend = "; check " + bridge.origin().addressKey() + " and the network";
        if (cause instanceof UnknownHostException) {
            return new NotSentException(name, request, "is not known by name" + mend, thrown);
        }
        if (cause instanceof ConnectTimeoutException) {
            return new NotSentException(name, request, "cannot be reached: no connection in time" + mend, thrown);
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            boolean refused = String.valueOf(cause.getMessage()).contains("refused");
            return new NotSentException(name, request, "cannot be reached: "
                    + (refused ? "connection refused" : text(cause)) + mend, thrown);
        }
        if (cause instanceof ConnectionRequestTimeoutException) {
            return new NotSentException(name, request, "has too many requests waiting", thrown);
        }
        if (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException
                || certificate(thrown)) {
            return new NotSentException(name, request, "has a certificate that is not trusted; check calbridge.cms.ca-file "
                    + "and the host name: " + text(thrown), thrown);
        }
        if (cause instanceof SSLException) {
            return lost(name, request, "does not speak TLS as it should" + mend + ": " + text(cause), thrown);
        }
        if (cause instanceof SocketTimeoutException) {
            return lost(name, request, "did not answer in time", thrown);
        }
        if (cause instanceof NoHttpResponseException || cause instanceof SocketException
                || cause instanceof org.apache.hc.core5.http.ConnectionClosedException) {
            return request.isRepeatable() ? new ConnectionClosedException(name, request, thrown)
                    : lost(name, request, "closed the connection instead of answering", thrown);
        }
        if (cause instanceof JacksonException) {
            return lost(name, request, "answered what is no XML of a Cisco Meeting Server", thrown);
        }
        return lost(name, request, "did not answer: " + text(cause), thrown);
    }

    /** It may have reached the bridge. */
    static CmsException lost(String bridge, CmsRequest request, String what, Throwable cause) {
        return request.isRepeatable() ? new BridgeFailedException(bridge, request, what, cause)
                : new AnswerLostException(bridge, request, what, cause);
    }

    private static boolean certificate(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable root(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause) {
            // The innermost cause of a ConnectException or time-out says less than these themselves.
            if (cause instanceof ConnectException || cause instanceof SocketTimeoutException
                    || cause instanceof SSLHandshakeException) {
                return cause;
            }
            cause = cause.getCause();
        }
        return cause;
    }

    private static String text(Throwable cause) {
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return text.length() > LONGEST_CAUSE ? text.substring(0, LONGEST_CAUSE) + "…" : text;
    }
}
