package io.calbridge.calendar.web;

import io.calbridge.calendar.web.Deadlines.StoppedException;
import io.calbridge.calendar.web.Deadlines.TooSlowException;
import io.calbridge.calendar.web.WebSource.ClientProfile;
import io.calbridge.wire.SizeLimit.AnswerTooLargeException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** Says in words what went wrong on the way to a calendar's server; what is cut off is as good as not given. */
final class WebFailure {

    private WebFailure() { }

    static WebException named(Throwable thrown, ClientProfile client) {
        if (caused(thrown, WebException.class) != null) {
            return caused(thrown, WebException.class);
        }
        if (caused(thrown, StoppedException.class) != null) {
            return WebException.said();
        }
        if (caused(thrown, AnswerTooLargeException.class) != null) {
            return lasting("is larger than " + client.largest() / 1024 / 1024 + " MB, unpacked; see the parameter maxMegabytes");
        }
        if (caused(thrown, TooSlowException.class) != null || caused(thrown, ConnectTimeoutException.class) == null
                && caused(thrown, SocketTimeoutException.class) != null) {
            return lasting("was not there in time (" + client.timeout() + "); see the parameter within");
        }
        if (caused(thrown, UnknownHostException.class) != null) {
            return passing("cannot be reached: its host is not known by name");
        }
        if (caused(thrown, ConnectTimeoutException.class) != null) {
            return lasting("cannot be reached: no connection in time");
        }
        if (caused(thrown, ConnectException.class) != null || caused(thrown, NoRouteToHostException.class) != null) {
            return passing("cannot be reached: connection refused, or no way there");
        }
        if (caused(thrown, SSLException.class) != null) {
            return lasting("has a certificate that is not trusted, or speaks no TLS; check the host's name and the "
                    + "parameter caFile: " + shortened(caused(thrown, SSLException.class)));
        }
        if (caused(thrown, ZipException.class) != null) {
            return lasting("is not packed as its server says");
        }
        if (Stream.of(ConnectionClosedException.class, TruncatedChunkException.class, MalformedChunkCodingException.class,
                EOFException.class).anyMatch(kind -> caused(thrown, kind) != null)) {
            return passing("came cut off");
        }
        if (caused(thrown, NoHttpResponseException.class) != null || caused(thrown, java.net.SocketException.class) != null) {
            return passing("was not given: its server closed the connection");
        }
        return lasting("was not given: " + shortened(thrown));
    }

    private static WebException passing(String problem) {
        return new WebException(problem, 0, true, Duration.ZERO);
    }

    private static WebException lasting(String problem) {
        return new WebException(problem);
    }

    private static <T extends Throwable> T caused(Throwable thrown, Class<T> kind) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return kind.cast(cause);
            }
        }
        return null;
    }

    /** Addresses stay out of it. */
    private static String shortened(Throwable cause) {
        String text = String.valueOf(cause.getMessage()).lines().findFirst().orElse("").replaceAll("\\S*/\\S*", "…");
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }
}
