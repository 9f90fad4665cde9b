package io.calbridge.calendar.web;

import io.calbridge.calendar.web.WebSource.ClientProfile;
import io.calbridge.wire.SizeLimit;
import java.io.IOException;
import java.net.URI;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.util.TimeValue;

/**
 * The HTTP client for calendars' servers: it repeats, follows and remembers nothing behind our back, unpacks no more than is
 * allowed, and hangs up when the time is over, however busy the server looks.
 */
final class WebClient implements HttpClientConfigurer {

    /** The header by which a request says its real method; never sent. */
    static final String METHOD = "Calbridge-Method";

    private static final TimeValue IDLE = TimeValue.ofSeconds(4);

    private final ClientProfile profile;
    private final Deadlines deadlines;

    WebClient(ClientProfile profile, Deadlines deadlines) {
        this.profile = profile;
        this.deadlines = deadlines;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .setUserAgent("Calbridge")
                .setKeepAliveStrategy((response, context) -> IDLE)
                .addExecInterceptorFirst("limits", this::ask);
        profile.proxy().ifPresent(proxy -> through(proxy, builder));
    }

    private static void through(URI proxy, HttpClientBuilder builder) {
        builder.setProxy(new HttpHost(proxy.getScheme(), proxy.getHost(), proxy.getPort()));
        if (proxy.getUserInfo() != null) {
            String[] login = proxy.getUserInfo().split(":", 2);
            BasicCredentialsProvider credentials = new BasicCredentialsProvider();
            credentials.setCredentials(new AuthScope(proxy.getHost(), proxy.getPort()),
                    new UsernamePasswordCredentials(login[0], (login.length > 1 ? login[1] : "").toCharArray()));
            builder.setDefaultCredentialsProvider(credentials);
        }
    }

    private ClassicHttpResponse ask(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Deadlines.Deadline deadline = deadlines.begin(profile.timeout(), scope.execRuntime::discardEndpoint);
        try {
            ClassicHttpResponse response = chain.proceed(real(request), scope);
            return SizeLimit.on(deadline.over(response), profile.largest(), scope.execRuntime::discardEndpoint);
        } catch (IOException e) {
            throw deadline.cause(e);
        } catch (HttpException | RuntimeException e) {
            deadline.met();
            throw e;
        }
    }

    private static ClassicHttpRequest real(ClassicHttpRequest request) {
        if (!request.containsHeader(METHOD)) {
            return request;
        }
        BasicClassicHttpRequest real = new BasicClassicHttpRequest(request.getFirstHeader(METHOD).getValue(),
                request.getScheme(), request.getAuthority(), request.getPath());
        real.setHeaders(request.getHeaders());
        real.removeHeaders(METHOD);
        real.setEntity(request.getEntity());
        return real;
    }
}
