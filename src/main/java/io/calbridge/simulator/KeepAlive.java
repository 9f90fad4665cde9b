package io.calbridge.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends connections as the Apache of real bridges does ({@code Keep-Alive: timeout=5, max=100}): after 5 s without a
 * request, and after 100 requests. One whose request is still being answered is not idle, however long it takes.
 */
final class KeepAlive {

    private static final long IDLE_MILLIS = 5000;
    private static final int MOST_REQUESTS = 100;

    private static final class Use {
        int requests;
        long timer = -1;
    }

    private final Vertx vertx;
    private final Map<HttpConnection, Use> uses = new ConcurrentHashMap<>();

    KeepAlive(Vertx vertx) {
        this.vertx = vertx;
    }

    void opened(HttpConnection connection) {
        uses.put(connection, new Use());
        idle(connection);
        connection.closeHandler(closed -> {
            Use use = uses.remove(connection);
            if (use != null) {
                vertx.cancelTimer(use.timer);
            }
        });
    }

    /** @return whether the connection ends with the answer to this request */
    boolean asked(HttpConnection connection) {
        Use use = uses.computeIfAbsent(connection, unknown -> new Use());
        vertx.cancelTimer(use.timer);
        return ++use.requests >= MOST_REQUESTS;
    }

    void answered(HttpConnection connection, boolean last) {
        if (last) {
            connection.close();
        } else {
            idle(connection);
        }
    }

    private void idle(HttpConnection connection) {
        Use use = uses.get(connection);
        if (use != null) {
            vertx.cancelTimer(use.timer);
            use.timer = vertx.setTimer(IDLE_MILLIS, timer -> connection.close());
        }
    }
}
