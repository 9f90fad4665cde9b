package io.calbridge.calendar.web;

import java.net.URI;
import java.util.Map;

/**
 * What a server answered.
 *
 * @param status  2xx or 304
 * @param headers by lower-case name
 * @param body    unpacked
 * @param uri     that it came from in the end
 */
record WebAnswer(int status, Map<String, String> headers, byte[] body, URI uri) {

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    @Override
    public String toString() {
        return status + ", " + body.length + " bytes";
    }
}
