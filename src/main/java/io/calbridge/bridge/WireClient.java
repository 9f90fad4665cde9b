package io.calbridge.bridge;

import io.calbridge.settings.Settings.Credentials;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
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
                .addExecInterceptorFirst("size-limit", (request, scope, chain) -> limited(chain.proceed(request, scope)));
    }

    private static ClassicHttpResponse limited(ClassicHttpResponse response) {
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            response.setEntity(new HttpEntityWrapper(entity) {
                @Override
                public InputStream getContent() throws IOException {
                    return new Limited(super.getContent());
                }
            });
        }
        return response;
    }

    /** Refuses an answer that would fill the memory. */
    private static final class Limited extends FilterInputStream {

        private long left = LARGEST_ANSWER;

        private Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int received) throws IOException {
            left -= received;
            if (left < 0) {
                throw new AnswerTooLargeException();
            }
        }
    }

    /** More than 8 MB. */
    static final class AnswerTooLargeException extends IOException {
        AnswerTooLargeException() {
            super("its answer is larger than 8 MB");
        }
    }
}
