package io.calbridge.bridge;

import io.calbridge.settings.Settings.Credentials;
import io.calbridge.wire.SizeLimit;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.util.TimeValue;

/**
 * The HTTP client for one bridge: its credentials with every request, and nothing that a client does by itself behind our
 * back (repeat, follow, remember, unpack).
 */
final class WireClient implements HttpClientConfigurer {

    /** Real bridges close an idle connection after 5 s. */
    private static final TimeValue IDLE = TimeValue.ofSeconds(4);
    private static final long LARGEST_ANSWER = 8L * 1024 * 1024;

    private final String authorization;

    WireClient(Credentials credentials) {
        String pair = credentials.username() + ":" + credentials.password();
        authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Calbridge")
                .setKeepAliveStrategy((response, context) -> IDLE)
                .addRequestInterceptorFirst((request, entity, context) ->
                        request.setHeader(HttpHeaders.AUTHORIZATION, authorization))
                .addExecInterceptorFirst("size-limit", (request, scope, chain) ->
                        SizeLimit.on(chain.proceed(request, scope), LARGEST_ANSWER, scope.execRuntime::discardEndpoint));
    }
}
