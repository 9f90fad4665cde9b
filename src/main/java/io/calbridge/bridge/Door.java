package io.calbridge.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import io.calbridge.store.Journal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The decisions in routes/cms.camel.yaml: who is asked, what an answer means, what is written down. */
public final class Door {

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final int LOGIN_NEEDED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TIMED_OUT = 408;
    private static final int TOO_MANY = 429;

    private final Bridges bridges;
    private final BridgeRoutes routes;
    private final Journal journal;

    Door(Bridges bridges, BridgeRoutes routes, Journal journal) {
        this.bridges = bridges;
        this.routes = routes;
        this.journal = journal;
    }

    /** The bridges to be tried now, each with its routes made. */
    public Order order(@Variable("request") CmsRequest request, CamelContext context) {
        Order order = bridges.orderFor(request);
        order.stream().map(bridges::find).forEach(bridge -> bridge.ifPresent(one -> routes.ensure(one, context)));
        return order;
    }

    /** A collection to be read page by page. */
    public Listing list(@Variable("request") CmsRequest request) {
        return new Listing(request);
    }

    /** Takes a page of it. */
    public void add(@Variable("cmsListing") Listing listing, @Body CmsAnswer page) {
        listing.add(page);
    }

    /** For measuring, ns. */
    public long now() {
        return System.nanoTime();
    }

    /** Whether an answer's body can be XML; proxies and web servers put HTML, or nothing, into failures. */
    public boolean isXml(@Body byte[] body) {
        if (body == null) {
            return false;
        }
        String start = new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8)
                .replace("\uFEFF", "").stripLeading().toLowerCase(Locale.ROOT);
        return start.startsWith("<") && !start.startsWith("<!doctype") && !start.startsWith("<html");
    }

    /**
     * What the bridge answered.
     *
     * @param body an unmarshalled answer, or whatever else came
     * @return a CmsAnswer; or the failure by which a bridge that is well refuses
     * @throws CmsException if the bridge is not well
     */
    public Object answered(@Variable("request") CmsRequest request, @Variable("cmsBridge") String name,
                              @Variable("cmsStarted") long started, @Variable("cmsOrder") Order order,
                              @Header(Exchange.HTTP_RESPONSE_CODE) int status, @Header("Location") String location,
                              @Body Object body) {
        try {
            CmsAnswer answer = judge(request, name, status, location, body);
            bridges.answered(name);
            record(request, name, started, Integer.toString(status));
            return answer;
        } catch (RefusedException refused) {
            bridges.answered(name);
            record(request, name, started, status + " " + String.join(", ", refused.reasons()));
            return refused;
        } catch (LoginRefusedException refused) {
            return failed(request, name, started, order, refused);
        } catch (CmsException failure) {
            throw failed(request, name, started, order, failure);
        }
    }

    /**
     * What has become of the request.
     *
     * @throws CmsException if it was refused
     */
    public CmsAnswer outcome(@Body Object answer) {
        if (answer instanceof CmsException refused) {
            throw refused;
        }
        return (CmsAnswer) answer;
    }

    /** No answer came, or none that can be read. */
    public void broken(@Variable("request") CmsRequest request, @Variable("cmsBridge") String name,
                       @Variable("cmsStarted") long started, @Variable("cmsOrder") Order order,
                       @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause) {
        throw failed(request, name, started, order, WireFailure.named(bridges.find(name).orElseThrow(), request, cause));
    }

    /** The circuit of the bridge is open, or too many requests wait for it: nothing was sent. */
    public void shutOut(@Variable("request") CmsRequest request, @Variable("cmsBridge") String name,
                        @Variable("cmsOrder") Order order,
                        @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause) {
        NotSentException failure = new NotSentException(name, request, "was not asked: " + bridges.problem(name)
                .map(problem -> "it failed just now: " + problem).orElse("too many requests wait for it"), cause);
        order.failed(failure);
        throw failure;
    }

    /** There is no further bridge to be tried. */
    public void nobody(@Variable("request") CmsRequest request, @Variable("cmsOrder") Order order) {
        throw order.lastFailure() != null ? order.lastFailure()
                : new NotSentException(String.valueOf(request.bridge()), request, "is no bridge that is known now", null);
    }

    private CmsAnswer judge(CmsRequest request, String name, int status, String location, Object body) {
        boolean readable = body instanceof JsonNode;
        if (status == 200 || status == 201 || status == 204) {
            if (request.method().equals("GET") && !readable) {
                throw WireFailure.lost(name, request, "answered without XML; is this address the API of a Cisco "
                        + "Meeting Server?", null);
            }
            if (!readable) {
                return CmsAnswer.empty(name, lastSegment(location));
            }
            JsonNode node = (JsonNode) body;
            return new CmsAnswer(node, name, location == null ? node.path("id").asText("") : lastSegment(location));
        }
        if (status == LOGIN_NEEDED || status == FORBIDDEN) {
            throw new LoginRefusedException(name, request, bridges.find(name).orElseThrow().origin().loginKey());
        }
        if (status >= 400 && status < 500 && status != TIMED_OUT && status != TOO_MANY) {
            throw refused(request, name, status, body);
        }
        throw WireFailure.lost(name, request, "answered " + status + (status >= 300 && status < 400
                ? ", a redirection, which is not followed; check " + bridges.find(name).orElseThrow().origin().addressKey()
                : ""), null);
    }

    private static String lastSegment(String location) {
        return location == null ? "" : location.replaceAll("[?#].*$", "").replaceAll("/+$", "").replaceAll("^.*/", "");
    }

    private static RefusedException refused(CmsRequest request, String name, int status, Object body) {
        List<String> reasons = new ArrayList<>();
        List<String> details = new ArrayList<>();
        if (body instanceof JsonNode node) {
            node.fields().forEachRemaining(reason -> {
                reasons.add(reason.getKey());
                String values = String.join(" ", reason.getValue().findValuesAsText("parameter")) + " "
                        + String.join(" ", reason.getValue().findValuesAsText("error"));
                details.add(reason.getKey() + (values.isBlank() ? "" : " (" + values.strip() + ")"));
            });
        }
        return new RefusedException(name, request, status, reasons, String.join(", ", details));
    }

    private CmsException failed(CmsRequest request, String name, long started, Order order, CmsException failure) {
        order.failed(failure);
        record(request, name, started, "failed: " + failure.getMessage());
        if (!(failure instanceof ConnectionClosedException)) {
            bridges.failed(name, failure);
        }
        return failure;
    }

    private void record(CmsRequest request, String name, long started, String outcome) {
        String line = request + " → " + outcome.strip() + " in " + (System.nanoTime() - started) / 1_000_000 + " ms on " + name;
        if (request.booking() == null) {
            LOG.debug(line);
            return;
        }
        try {
            journal.write(request.booking(), "cms", line);
        } catch (RuntimeException e) {
            LOG.warn("The journal cannot be written ({}): {}", e.getMessage(), line);
        }
    }
}
