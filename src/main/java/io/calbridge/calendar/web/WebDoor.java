package io.calbridge.calendar.web;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.component.http.HttpConstants;

/** What routes/web.camel.yaml calls: what to send, and what an answer means. */
public final class WebDoor {

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final List<Integer> PASSING = List.of(500, 502, 503, 504);
    private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);

    private final Clock clock;
    private final WebClients clients;

    /** @param clock tells how long until a date that a server names */
    WebDoor(Clock clock, Deadlines deadlines) {
        this.clock = clock;
        this.clients = new WebClients(deadlines);
    }

    /** A question sets out. */
    public WebVisit begin(@Variable("webRequest") WebRequest request) {
        return new WebVisit(request);
    }

    /** The name of the client for it, which is made when it is first needed. */
    public String client(@Variable("visit") WebVisit visit, CamelContext context) {
        return clients.ensure(visit.source().client(), context);
    }

    /** Makes the message what goes on the wire, and nothing else. */
    public void prepare(Exchange exchange, @Variable("visit") WebVisit visit) {
        Message message = exchange.getMessage();
        boolean get = visit.request().method().equals("GET");
        visit.repeating(message.getHeader(Exchange.REDELIVERY_COUNTER, Integer.class));
        message.removeHeaders("*");
        message.setHeader(HttpConstants.HTTP_URI, visit.at().toString());
        // Camel knows no WebDAV: such a question leaves it as a POST, and our client gives it its own method.
        message.setHeader(HttpConstants.HTTP_METHOD, get ? "GET" : "POST");
        if (!get) {
            message.setHeader(WebClient.METHOD, visit.request().method());
        }
        visit.headers().forEach(message::setHeader);
        message.setBody(get ? null : visit.request().body());
    }

    /** Nothing came back, or not all of it. */
    public void broken(Exchange exchange, @Variable("visit") WebVisit visit) {
        cleared(exchange.getMessage(), visit);
        throw WebFailure.named(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class), visit.source().client());
    }

    /**
     * Takes the answer, or the redirect.
     *
     * @throws WebException for everything but 2xx and 304
     */
    public void answered(Exchange exchange, @Variable("visit") WebVisit visit) {
        Message message = exchange.getMessage();
        int status = message.getHeader(HttpConstants.HTTP_RESPONSE_CODE, 0, Integer.class);
        Map<String, String> headers = new HashMap<>();
        message.getHeaders().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), String.valueOf(value)));
        byte[] body = message.getBody() instanceof byte[] bytes ? bytes : new byte[0];
        cleared(message, visit);
        if (REDIRECTS.contains(status)) {
            visit.redirected(headers.getOrDefault("location", ""));
        } else if (status / 100 == 2 || status == 304) {
            visit.answered(new WebAnswer(status, headers, body, visit.at()));
        } else {
            throw new WebException(words(status, visit), status, PASSING.contains(status) && !headers.containsKey("retry-after"),
                    pause(headers.getOrDefault("retry-after", "")));
        }
    }

    private static void cleared(Message message, WebVisit visit) {
        message.removeHeaders("*");
        // Camel counts its repetitions in a header, and would repeat for ever without it.
        message.setHeader(Exchange.REDELIVERY_COUNTER, visit.repetition());
        message.setBody(null);
    }

    private static String words(int status, WebVisit visit) {
        String elsewhere = visit.at().getHost().equalsIgnoreCase(visit.source().uri().getHost()) ? ""
                : " at " + visit.at().getHost() + ", where it redirects to";
        boolean known = !visit.source().authorization().isEmpty() && visit.mayKnowLogin();
        return switch (status) {
            case 401 -> (known ? "refuses our login (401)" : "asks for a login (401)") + elsewhere + "; check "
                    + (known ? "its username and password, or its token" : "whether it needs username and password, or a token");
            case 403 -> "forbids reading it (403)" + elsewhere + "; check its address, and whether it is shared with our login";
            case 404 -> "is not there (404)" + elsewhere + "; check its address";
            case 407 -> "cannot be reached: the proxy asks for a login (407); put user:password@ before the proxy's host";
            case 410 -> "is gone for good, says its server (410)" + elsewhere + "; get its new address, or take it out of the calendars";
            case 429 -> "is asked too often (429)" + elsewhere + "; give it a longer time in the parameter every";
            default -> (status / 100 == 5 ? "has trouble at its server (" : "is not given, its server answers with (") + status + ")" + elsewhere;
        };
    }

    /** Seconds, or a date. */
    private Duration pause(String retryAfter) {
        try {
            Duration pause = retryAfter.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(retryAfter))
                    : retryAfter.isEmpty() ? Duration.ZERO : Duration.between(clock.instant(),
                            Instant.from(ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)));
            return pause.isNegative() ? Duration.ZERO : pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
