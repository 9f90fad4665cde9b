package io.calbridge;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A CalDAV server with the habits that a test gives it: those of xandikos, of Google, of old ones. */
final class DavScript {

    static final String HOME = "/caldav/cal%40example/events/";
    private static final Pattern HREF = Pattern.compile("<D:href>([^<]*)</D:href>");
    private static final Pattern TOKEN = Pattern.compile("<D:sync-token>([^<]*)</D:sync-token>");

    /** What happened, in order: name and etag, or an empty etag for a deletion. */
    private final List<String[]> changes = new ArrayList<>();
    private final Map<String, String> texts = new TreeMap<>();
    volatile boolean sync = true;
    volatile boolean list = true;
    volatile boolean multiget = true;
    volatile boolean ctag = true;
    volatile int page = 1000;
    volatile int bogusToken = 403;
    volatile boolean forgetful;
    volatile String origin = "";
    volatile String doctype = "";

    synchronized DavScript put(String name, Invitation... meetings) {
        texts.put(name, HttpFeedSite.feed(meetings));
        changes.add(new String[] {name, "\"" + changes.size() + "\""});
        return this;
    }

    synchronized DavScript delete(String name) {
        texts.remove(name);
        changes.add(new String[] {name, ""});
        return this;
    }

    private String etag(String name) {
        return changes.stream().filter(change -> change[0].equals(name)).reduce((one, other) -> other).orElseThrow()[1];
    }

    /** Answers one request whose body was read. */
    synchronized void answer(HttpExchange exchange, String body) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        if (path.equals("/.well-known/caldav") || path.equals("/")) {
            FeedServer.reply(exchange, 301, Map.of("Location", "/dav/"), "");
        } else if (path.equals("/dav/")) {
            give(exchange, response("/dav/", "<D:current-user-principal><D:href>" + origin + "/principals/me%2fyou/</D:href>"
                    + "</D:current-user-principal><D:resourcetype><D:collection/></D:resourcetype>"));
        } else if (path.startsWith("/principals/")) {
            give(exchange, response(path, "<C:calendar-home-set><D:href>" + origin + "/caldav/cal%40example/</D:href></C:calendar-home-set>"));
        } else if (path.equals("/caldav/cal%40example/")) {
            give(exchange, response(path, "<D:resourcetype><D:collection/></D:resourcetype>")
                    + response("/caldav/cal%40example/tasks/", type("VTODO")) + self());
        } else if (!path.equals(HOME)) {
            FeedServer.reply(exchange, 404, Map.of(), "");
        } else if (exchange.getRequestMethod().equals("PROPFIND")) {
            propfind(exchange);
        } else if (body.contains("sync-collection")) {
            changes(exchange, body);
        } else if (body.contains("calendar-multiget") && multiget) {
            give(exchange, texts(body));
        } else if (body.contains("calendar-query")) {
            StringBuilder all = new StringBuilder();
            texts.keySet().forEach(name -> all.append(text(name)));
            give(exchange, all.toString());
        } else {
            FeedServer.reply(exchange, 501, Map.of(), "");
        }
    }

    private String texts(String body) {
        StringBuilder found = new StringBuilder();
        Matcher href = HREF.matcher(body);
        while (href.find()) {
            String name = href.group(1).substring(href.group(1).lastIndexOf('/') + 1);
            found.append(texts.containsKey(name) ? text(name) : "<D:response><D:href>" + href.group(1)
                    + "</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>");
        }
        return found.toString();
    }

    private void propfind(HttpExchange exchange) throws IOException {
        if (exchange.getRequestHeaders().getFirst("Depth").equals("0")) {
            give(exchange, self());
        } else if (list) {
            StringBuilder all = new StringBuilder(self());
            texts.keySet().forEach(name -> all.append(response(HOME + name, "<D:getetag>" + etag(name) + "</D:getetag><D:resourcetype/>")));
            give(exchange, all.toString());
        } else {
            FeedServer.reply(exchange, 403, Map.of(), "");
        }
    }

    private void changes(HttpExchange exchange, String body) throws IOException {
        Matcher token = TOKEN.matcher(body);
        String since = token.find() ? token.group(1) : "";
        if (!sync || !since.isEmpty() && (forgetful || !since.matches("t\\d+"))) {
            FeedServer.reply(exchange, sync ? bogusToken : 501, Map.of(), "");
            return;
        }
        int from = since.isEmpty() ? 0 : Integer.parseInt(since.substring(1));
        int to = Math.min(from + page, changes.size());
        Map<String, String> last = new TreeMap<>();
        changes.subList(from, to).forEach(change -> last.put(change[0], change[1]));
        StringBuilder all = new StringBuilder(self());
        last.forEach((name, etag) -> all.append(etag.isEmpty() || !texts.containsKey(name) ? since.isEmpty() ? ""
                : "<D:response><D:href>" + origin + HOME + name + "</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>"
                : response(HOME + name, "<D:getetag>" + etag + "</D:getetag>")));
        if (to < changes.size()) {
            all.append("<D:response><D:href>" + HOME + "</D:href><D:status>HTTP/1.1 507 Insufficient Storage</D:status></D:response>");
        }
        give(exchange, all + "<D:sync-token>t" + to + "</D:sync-token>");
    }

    private String self() {
        return response(HOME, type("VEVENT") + (ctag ? "<S:getctag>c" + changes.size() + "</S:getctag>" : "")
                + "<D:supported-report-set><D:supported-report><D:report><D:" + (sync ? "sync-collection" : "expand-property")
                + "/></D:report></D:supported-report></D:supported-report-set>");
    }

    private static String type(String component) {
        return "<D:resourcetype><D:collection/><C:calendar/></D:resourcetype><C:supported-calendar-component-set>"
                + "<C:comp name=\"" + component + "\"/></C:supported-calendar-component-set>";
    }

    private String text(String name) {
        return response(HOME + name, "<D:getetag>" + etag(name) + "</D:getetag><C:calendar-data>" + texts.get(name).replace("&", "&amp;")
                .replace("<", "&lt;") + "</C:calendar-data>");
    }

    private String response(String href, String properties) {
        return "<D:response><D:href>" + origin + href + "</D:href><D:propstat><D:prop>" + properties
                + "</D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat><D:propstat><D:prop><D:owner/></D:prop>"
                + "<D:status>HTTP/1.1 404 Not Found</D:status></D:propstat></D:response>";
    }

    private void give(HttpExchange exchange, String responses) throws IOException {
        FeedServer.reply(exchange, 207, Map.of("Content-Type", "application/xml; charset=utf-8"),
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>" + doctype + "<D:multistatus xmlns:D=\"DAV:\" xmlns:C=\"urn:ietf:params:xml"
                        + ":ns:caldav\" xmlns:S=\"http://calendarserver.org/ns/\">" + responses + "</D:multistatus>");
    }
}
