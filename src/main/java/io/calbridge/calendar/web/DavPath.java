package io.calbridge.calendar.web;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/** Paths as WebDAV servers write them: with or without host, with more or fewer characters escaped. */
final class DavPath {

    private DavPath() { }

    /** The decoded path, by which a resource is known however its address is written. */
    static String of(URI base, String href) {
        String path = href.strip();
        if (path.matches("(?i)https?://.*")) {
            int slash = path.indexOf('/', path.indexOf("//") + 2);
            path = slash < 0 ? "/" : path.substring(slash);
        } else if (!path.startsWith("/")) {
            String folder = base.getRawPath();
            path = folder.substring(0, folder.lastIndexOf('/') + 1) + path;
        }
        return decoded(path).replaceAll("/{2,}", "/");
    }

    static String of(URI uri) {
        return of(uri, uri.getRawPath().isEmpty() ? "/" : uri.getRawPath());
    }

    static boolean same(String one, String other) {
        return withSlash(one).equals(withSlash(other));
    }

    private static String withSlash(String path) {
        return path.endsWith("/") ? path : path + "/";
    }

    /** The address to ask. What the server did not escape although it must is escaped. */
    static URI uri(URI base, String href) {
        try {
            return base.resolve(new URI(href.strip()));
        } catch (URISyntaxException e) {
            try {
                return new URI(base.getScheme(), base.getAuthority(), of(base, href), null, null);
            } catch (URISyntaxException worse) {
                throw new WebException("gives addresses that are none");
            }
        }
    }

    /** As UTF-8; a percent sign that escapes nothing stays. */
    private static String decoded(String path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] raw = path.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(raw[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
