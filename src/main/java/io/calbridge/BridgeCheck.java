package io.calbridge;

import io.calbridge.bridge.Bridges;
import io.calbridge.bridge.CmsRequest;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** Asks every configured bridge for its status. */
final class BridgeCheck {

    private BridgeCheck() { }

    static void problems(CamelContext context, Map<String, String> problems) throws Exception {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            for (String bridge : context.getRegistry().lookupByNameAndType("bridges", Bridges.class).names()) {
                Exchange exchange = template.send("direct:cms", asked -> asked.setVariable("request",
                        CmsRequest.get("/system/status").on(bridge).briefly(true)));
                Exception failure = exchange.getException();
                problems.put(bridge, failure == null ? "" : String.valueOf(failure.getMessage()));
            }
        }
    }
}
