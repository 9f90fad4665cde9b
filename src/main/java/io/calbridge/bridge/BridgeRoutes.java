package io.calbridge.bridge;

import io.calbridge.settings.Settings;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.http.HttpClientConfigurer;

/** Makes each bridge's routes from the templates in routes/cms.camel.yaml, when it is first asked. */
final class BridgeRoutes {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration BRIEF = Duration.ofSeconds(2);

    private final Settings.Cms cms;
    private final Set<String> made = new HashSet<>();

    BridgeRoutes(Settings.Cms cms) {
        this.cms = cms;
    }

    synchronized void ensure(Bridge bridge, CamelContext context) {
        if (made.contains(bridge.name())) {
            return;
        }
        ask(bridge, context, "patiently", cms.requestTimeout());
        ask(bridge, context, "briefly", shorter(BRIEF, cms.requestTimeout()));
        TemplatedRouteBuilder.builder(context, "call-bridge")
                .routeId("call-bridge-" + bridge.name())
                .parameter("name", bridge.name())
                .parameter("requests", cms.maxConcurrentRequests())
                .parameter("wait", cms.requestTimeout().toMillis())
                .add();
        made.add(bridge.name());
    }

    private void ask(Bridge bridge, CamelContext context, String patience, Duration timeout) {
        TemplatedRouteBuilder route = TemplatedRouteBuilder.builder(context, "ask-bridge")
                .routeId("ask-bridge-" + bridge.name() + "-" + patience)
                .parameter("name", bridge.name())
                .parameter("url", bridge.url().toString())
                .parameter("patience", patience)
                .parameter("requests", cms.maxConcurrentRequests())
                .parameter("timeout", timeout.toMillis())
                .parameter("connect", shorter(CONNECT, timeout).toMillis())
                .bean("client", HttpClientConfigurer.class, new WireClient(bridge.credentials()));
        if ("https".equalsIgnoreCase(bridge.url().getScheme())) {
            route.parameter("trust", "#cmsTrust");
        }
        route.add();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
