package io.calbridge.calendar.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The questions of CalDAV (RFC 4791, 5397, 6578). None asks the server to expand a series: they do it wrong, or fail. */
final class DavQuestions {

    private static final String SPACES = " xmlns:D=\"DAV:\" xmlns:C=\"urn:ietf:params:xml:ns:caldav\""
            + " xmlns:S=\"http://calendarserver.org/ns/\"";
    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private DavQuestions() { }

    /** What a resource is, and where the calendars are. */
    static WebRequest what(WebSource source, URI uri, int depth) {
        return question(source, "PROPFIND", uri, depth, "<D:propfind" + SPACES + "><D:prop><D:resourcetype/><D:displayname/>"
                + "<D:current-user-principal/><C:calendar-home-set/><C:supported-calendar-component-set/>"
                + "<D:supported-report-set/><S:getctag/><D:sync-token/></D:prop></D:propfind>");
    }

    /** What has changed since a token; all, for an empty one. */
    static WebRequest changes(WebSource source, URI collection, String token) {
        return question(source, "REPORT", collection, 0, "<D:sync-collection" + SPACES + "><D:sync-token>"
                + escaped(token) + "</D:sync-token><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>");
    }

    /** All resources, with their versions. */
    static WebRequest list(WebSource source, URI collection) {
        return question(source, "PROPFIND", collection, 1, "<D:propfind" + SPACES
                + "><D:prop><D:resourcetype/><D:getetag/></D:prop></D:propfind>");
    }

    /** The texts of some resources. */
    static WebRequest texts(WebSource source, URI collection, List<String> hrefs) {
        return question(source, "REPORT", collection, 1, "<C:calendar-multiget" + SPACES
                + "><D:prop><D:getetag/><C:calendar-data/></D:prop>" + hrefs.stream().map(href -> "<D:href>" + escaped(href)
                + "</D:href>").collect(Collectors.joining()) + "</C:calendar-multiget>");
    }

    /** The texts of all that happens in a time. */
    static WebRequest texts(WebSource source, URI collection, Instant from, Instant to) {
        return question(source, "REPORT", collection, 1, "<C:calendar-query" + SPACES
                + "><D:prop><D:getetag/><C:calendar-data/></D:prop><C:filter><C:comp-filter name=\"VCALENDAR\">"
                + "<C:comp-filter name=\"VEVENT\"><C:time-range start=\"" + UTC.format(from) + "\" end=\"" + UTC.format(to)
                + "\"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>");
    }

    private static WebRequest question(WebSource source, String method, URI uri, int depth, String xml) {
        return new WebRequest(source, method, uri, Map.of("Depth", String.valueOf(depth), "Content-Type",
                "application/xml; charset=utf-8", "Accept", "application/xml, text/xml"),
                ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + xml).getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
