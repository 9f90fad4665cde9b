package io.calbridge.bridge;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One request to CMS, before it is known which bridge answers it.
 *
 * @param path    below {@code /api/v1}, such as {@code /coSpaces/<id>}
 * @param query   parameters of the URL, in order
 * @param form    parameters of the body, in order; null for no body
 * @param bridge  the only bridge that may answer; null for any
 * @param booking for whose journal it is; null for none
 * @param brief   not worth more than two seconds of waiting
 */
public record CmsRequest(String method, String path, Map<String, String> query, Map<String, String> form, String bridge,
                         UUID booking, boolean brief) {

    private static final Set<String> SECRETS = Set.of("secret", "passcode");

    /** Reads something. */
    public static CmsRequest get(String path) {
        return new CmsRequest("GET", path, Map.of(), null, null, null, false);
    }

    /** Makes something; parameters as name, value, name, value. */
    public static CmsRequest post(String path, String... form) {
        return new CmsRequest("POST", path, Map.of(), pairs(form), null, null, false);
    }

    /** Changes something; parameters as name, value, name, value. An empty value unsets. */
    public static CmsRequest put(String path, String... form) {
        return new CmsRequest("PUT", path, Map.of(), pairs(form), null, null, false);
    }

    /** Removes something. */
    public static CmsRequest delete(String path) {
        return new CmsRequest("DELETE", path, Map.of(), null, null, null, false);
    }

    /** With another parameter in the URL. */
    public CmsRequest with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(name, value);
        return new CmsRequest(method, path, more, form, bridge, booking, brief);
    }

    /** Without a parameter in the body. */
    public CmsRequest without(String name) {
        Map<String, String> fewer = new LinkedHashMap<>(form);
        fewer.remove(name);
        return new CmsRequest(method, path, query, fewer, bridge, booking, brief);
    }

    /** To be answered by this bridge alone. */
    public CmsRequest on(String theBridge) {
        return new CmsRequest(method, path, query, form, theBridge, booking, brief);
    }

    /** For the journal of a booking. */
    public CmsRequest of(UUID theBooking) {
        return new CmsRequest(method, path, query, form, bridge, theBooking, brief);
    }

    /** Not worth waiting for long. */
    public CmsRequest briefly(boolean isBrief) {
        return new CmsRequest(method, path, query, form, bridge, booking, isBrief);
    }

    /** Whether CMS may carry it out twice without harm. */
    public boolean isRepeatable() {
        return !method.equals("POST");
    }

    /** The query as it goes on the wire; null for none. */
    public String queryString() {
        return query.isEmpty() ? null : encode(query);
    }

    /** The body as it goes on the wire; null for none. */
    public String body() {
        return form == null ? null : encode(form);
    }

    /** For journal and log: what is asked, with secrets masked. */
    public String shown() {
        String parameters = form == null ? "" : form.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + (SECRETS.contains(pair.getKey()) && !pair.getValue().isEmpty()
                        ? "*****" : pair.getValue())).collect(Collectors.joining("&", " ", ""));
        return method + " " + path + (query.isEmpty() ? "" : "?" + encode(query)) + parameters;
    }

    private static Map<String, String> pairs(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static String encode(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .map(pair -> URLEncoder.encode(pair.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
