package io.calbridge.calendar.web;

import io.calbridge.calendar.web.WebSource.ClientProfile;
import io.calbridge.wire.Trust;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.http.HttpClientConfigurer;

/** Makes a client's route from the template in routes/web.camel.yaml, when it is first needed; many calendars share one. */
final class WebClients {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Map<ClientProfile, String> made = new HashMap<>();
    private final Deadlines deadlines;

    WebClients(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /** @throws WebException if the file of authorities cannot be used */
    synchronized String ensure(ClientProfile profile, CamelContext context) {
        return made.computeIfAbsent(profile, ignored -> make(profile, "client-" + made.size(), context));
    }

    private String make(ClientProfile profile, String name, CamelContext context) {
        TemplatedRouteBuilder route = TemplatedRouteBuilder.builder(context, "web-client")
                .routeId("web-" + name)
                .parameter("name", name)
                .parameter("timeout", profile.timeout().toMillis())
                .parameter("connect", Math.min(CONNECT.toMillis(), profile.timeout().toMillis()))
                .bean("client", HttpClientConfigurer.class, new WebClient(profile, deadlines));
        try {
            if (profile.certificates().isPresent()) {
                context.getRegistry().bind("web-trust-" + name, Trust.in(profile.certificates(), "caFile"));
                route.parameter("trust", "#web-trust-" + name);
            }
        } catch (IllegalArgumentException e) {
            throw new WebException("cannot be asked: " + e.getMessage());
        }
        route.add();
        return name;
    }
}
