package io.calbridge.bridge;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is asked of CMS, for {@code direct:cms} and {@code direct:cms-list}, which take it from the variable
 * {@code request}.
 *
 * @param method  GET, POST, PUT or DELETE
 * @param path    below {@code /api/v1}, such as {@code /coSpaces/<id>}
 * @param query   in the order in which it is sent
 * @param form    the body of a POST or PUT, in the order in which it is sent; an empty value unsets the parameter on CMS
 * @param bridge  name of the only bridge that may be asked; null for any, the preferred one first
 * @param booking in whose journal the exchange is written; null for none
 * @param brief   give up after 2 s, and do not repeat: for questions that nobody can wait for
 */
public record CmsRequest(String method, String path, Map<String, String> query, Map<String, String> form,
                         String bridge, UUID booking, boolean brief) {

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_.*-]+)+");
    private static final Set<String> SECRETS = Set.of("secret", "passcode");

    /** @throws IllegalArgumentException if the path is none, for instance because an id in it is empty or no id */
    public CmsRequest {
        if (!PATH.matcher(path).matches() || path.contains("/..") || path.endsWith("/null")) {
            throw new IllegalArgumentException("not a path of the CMS API: " + path);
        }
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
        form = Collections.unmodifiableMap(new LinkedHashMap<>(form));
    }

    /** Reads an object, or the first page of a collection. */
    public static CmsRequest get(String path) {
        return new CmsRequest("GET", path, Map.of(), Map.of(), null, null, false);
    }

    /**
     * Creates an object. Never sent twice, unless the first was surely not sent.
     *
     * @param form names and values by turns
     */
    public static CmsRequest post(String path, String... form) {
        return new CmsRequest("POST", path, Map.of(), fields(form), null, null, false);
    }

    /**
     * Changes an object; what the form leaves out stays as it is.
     *
     * @param form names and values by turns
     */
    public static CmsRequest put(String path, String... form) {
        return new CmsRequest("PUT", path, Map.of(), fields(form), null, null, false);
    }

    /** Deletes an object. */
    public static CmsRequest delete(String path) {
        return new CmsRequest("DELETE", path, Map.of(), Map.of(), null, null, false);
    }

    /** The same, to this bridge only. */
    public CmsRequest on(String oneBridge) {
        return new CmsRequest(method, path, query, form, oneBridge, booking, brief);
    }

    /** The same, written in the journal of this booking. */
    public CmsRequest of(UUID id) {
        return new CmsRequest(method, path, query, form, bridge, id, brief);
    }

    /** The same, given up after 2 s and not repeated, or not. */
    public CmsRequest briefly(boolean soon) {
        return new CmsRequest(method, path, query, form, bridge, booking, soon);
    }

    /** The same with one more query parameter. */
    public CmsRequest with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(name, value);
        return new CmsRequest(method, path, more, form, bridge, booking, brief);
    }

    /** The same with one more parameter in its form. */
    public CmsRequest and(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(form);
        more.put(name, value);
        return new CmsRequest(method, path, query, more, bridge, booking, brief);
    }

    /** The same without one parameter in its form. */
    public CmsRequest without(String name) {
        Map<String, String> less = new LinkedHashMap<>(form);
        less.remove(name);
        return new CmsRequest(method, path, query, less, bridge, booking, brief);
    }

    /** Whether sending it twice does what sending it once does. */
    public boolean isRepeatable() {
        return !method.equals("POST");
    }

    /** The query as it goes on the wire; null when there is none. */
    public String queryString() {
        return query.isEmpty() ? null : encoded(query);
    }

    /** The form as it goes on the wire; null when a request of this method has no body. */
    public String body() {
        return method.equals("POST") || method.equals("PUT") ? encoded(form) : null;
    }

    /** {@code briefly} or {@code patiently}. */
    public String patience() {
        return brief ? "briefly" : "patiently";
    }

    /** Method, path and query. */
    public String line() {
        return method + " " + path + (query.isEmpty() ? "" : "?" + queryString());
    }

    /** The form for people, with secrets masked. */
    public String maskedForm() {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + (SECRETS.contains(field.getKey()) && !field.getValue().isEmpty()
                        ? "*****" : field.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** As for the log: no secret in it. */
    @Override
    public String toString() {
        return form.isEmpty() ? line() : line() + " (" + maskedForm() + ")";
    }

    private static Map<String, String> fields(String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
