package io.calbridge.calendar.web;

import java.net.URI;
import java.util.Map;

/**
 * One question to a calendar's server; none of them changes anything there.
 *
 * @param source  whose question it is: login, limits, proxy
 * @param method  GET, PROPFIND or REPORT
 * @param uri     the resource
 * @param headers beside those of the login
 * @param body    XML, or empty
 */
record WebRequest(WebSource source, String method, URI uri, Map<String, String> headers, byte[] body) {

    static WebRequest get(WebSource source, Map<String, String> headers) {
        return new WebRequest(source, "GET", source.uri(), headers, new byte[0]);
    }

    @Override
    public String toString() {
        return method + " for " + source;
    }
}
