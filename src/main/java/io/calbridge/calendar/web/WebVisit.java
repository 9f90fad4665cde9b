package io.calbridge.calendar.web;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One question on its way, from redirect to redirect, to its answer. */
public final class WebVisit {

    private static final int MOST_REDIRECTS = 5;

    private final WebRequest request;
    private URI at;
    private int redirects;
    private WebAnswer answer;
    private Integer repetition;

    WebVisit(WebRequest request) {
        this.request = request;
        this.at = request.uri();
        requireAllowed(at, "refers");
    }

    WebSource source() {
        return request.source();
    }

    /** Where to ask next. */
    URI at() {
        return at;
    }

    /** Whether it must be asked (again). */
    public boolean isUnfinished() {
        return answer == null;
    }

    /** The answer in the end; null until then. */
    public Object getAnswer() {
        return answer;
    }

    WebRequest request() {
        return request;
    }

    /** What goes with the question; the login goes to nobody but the host that it is for. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        if (!source().authorization().isEmpty() && mayKnowLogin()) {
            headers.put("Authorization", source().authorization());
        }
        return headers;
    }

    boolean mayKnowLogin() {
        URI home = source().uri();
        boolean sameHost = home.getHost().equalsIgnoreCase(at.getHost());
        boolean safer = home.getScheme().equals("http") && at.getScheme().equals("https");
        return sameHost && (safer || port(home) == port(at) && home.getScheme().equals(at.getScheme()));
    }

    void repeating(Integer times) {
        repetition = times;
    }

    /** How often the current request was repeated; null for not yet. */
    Integer repetition() {
        return repetition;
    }

    void answered(WebAnswer last) {
        answer = last;
    }

    /** @throws WebException if the redirect may not be followed */
    void redirected(String location) {
        if (location.isEmpty()) {
            throw new WebException("redirects without saying where to");
        }
        if (++redirects > MOST_REDIRECTS) {
            throw new WebException("redirects more than " + MOST_REDIRECTS + " times");
        }
        URI next;
        try {
            next = URI.create(at.resolve(location).toASCIIString());
        } catch (IllegalArgumentException e) {
            throw new WebException("redirects to what is no address");
        }
        String scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
        if (next.getHost() == null || !scheme.equals("http") && !scheme.equals("https") || next.getRawUserInfo() != null) {
            throw new WebException("redirects to what is no web address");
        }
        if (at.getScheme().equals("https") && scheme.equals("http")) {
            throw new WebException("redirects from https to http, which is not followed");
        }
        requireAllowed(next, "redirects");
        at = next;
    }

    private void requireAllowed(URI next, String how) {
        String host = next.getHost().toLowerCase(Locale.ROOT);
        if (!host.equalsIgnoreCase(source().uri().getHost()) && !source().redirectHosts().contains(host)
                && !source().redirectHosts().contains(host + ":" + port(next))) {
            throw new WebException(how + " to another host, " + host
                    + "; if that is right, name it in the parameter redirectHosts");
        }
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
    }

    @Override
    public String toString() {
        return request.toString();
    }
}
