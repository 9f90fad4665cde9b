package io.calbridge.calendar.web;

import io.calbridge.calendar.web.WebSource.ClientProfile;
import io.calbridge.wire.SizeLimit;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
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
    private static final ScheduledExecutorService WATCH = watch();

    private final ClientProfile profile;

    WebClient(ClientProfile profile) {
        this.profile = profile;
    }

    private static ScheduledExecutorService watch() {
        ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "calendar-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        watch.setRemoveOnCancelPolicy(true);
        return watch;
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
        Deadline deadline = new Deadline(profile.timeout(), scope.execRuntime::discardEndpoint);
        try {
            ClassicHttpResponse response = chain.proceed(real(request), scope);
            return SizeLimit.on(deadline.over(response), profile.largest(), scope.execRuntime::discardEndpoint);
        } catch (IOException e) {
            throw deadline.ended(e);
        } catch (HttpException | RuntimeException e) {
            deadline.ended(null);
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

    /** Hangs up when the time is over, from the request to the answer's last byte. */
    private static final class Deadline {

        private final Duration time;
        private final AtomicBoolean over = new AtomicBoolean();
        private final Future<?> end;

        Deadline(Duration time, Runnable hangUp) {
            this.time = time;
            this.end = WATCH.schedule(() -> {
                over.set(true);
                hangUp.run();
            }, time.toMillis(), TimeUnit.MILLISECONDS);
        }

        IOException ended(IOException thrown) {
            end.cancel(false);
            return over.get() ? new TooSlowException(time, thrown) : thrown;
        }

        ClassicHttpResponse over(ClassicHttpResponse response) {
            HttpEntity entity = response.getEntity();
            if (entity == null) {
                end.cancel(false);
                return response;
            }
            response.setEntity(new HttpEntityWrapper(entity) {
                @Override
                public InputStream getContent() throws IOException {
                    return watched(super.getContent());
                }
            });
            return response;
        }

        private InputStream watched(InputStream content) {
            return new FilterInputStream(content) {
                @Override
                public int read() throws IOException {
                    try {
                        return super.read();
                    } catch (IOException e) {
                        throw ended(e);
                    }
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    try {
                        return super.read(buffer, offset, length);
                    } catch (IOException e) {
                        throw ended(e);
                    }
                }

                @Override
                public void close() throws IOException {
                    end.cancel(false);
                    super.close();
                }
            };
        }
    }

    /** The time for an answer is over. */
    static final class TooSlowException extends IOException {
        TooSlowException(Duration time, Throwable cause) {
            super("no answer within " + time, cause);
        }
    }
}
