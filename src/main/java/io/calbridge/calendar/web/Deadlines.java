package io.calbridge.calendar.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** Hangs up on each server whose time for an answer is over, however busy it looks; and on all of them at the end. */
public final class Deadlines implements AutoCloseable {

    private final Set<Deadline> running = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "calendar-deadlines");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;

    Deadlines() {
        watch.setRemoveOnCancelPolicy(true);
    }

    /** Calbridge stops: nobody waits for an answer any more. */
    @Override
    public void close() {
        closed = true;
        watch.shutdownNow();
        running.forEach(Deadline::hangUp);
    }

    Deadline begin(Duration time, Runnable hangUp) throws IOException {
        if (closed) {
            throw new StoppedException();
        }
        Deadline deadline = new Deadline(time, hangUp);
        running.add(deadline);
        try {
            deadline.end = watch.schedule(deadline::hangUp, time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            throw new StoppedException();
        }
        return deadline;
    }

    /** From a request to the last byte of its answer. */
    final class Deadline {

        private final Duration time;
        private final Runnable hangUp;
        private volatile boolean over;
        private volatile Future<?> end;

        private Deadline(Duration time, Runnable hangUp) {
            this.time = time;
            this.hangUp = hangUp;
        }

        private void hangUp() {
            over = true;
            hangUp.run();
        }

        void met() {
            running.remove(this);
            if (end != null) {
                end.cancel(false);
            }
        }

        /** What was thrown, or that it was our doing. */
        IOException cause(IOException thrown) {
            met();
            return closed ? new StoppedException() : over ? new TooSlowException(time, thrown) : thrown;
        }

        ClassicHttpResponse over(ClassicHttpResponse response) {
            HttpEntity entity = response.getEntity();
            if (entity == null) {
                met();
                return response;
            }
            response.setEntity(new HttpEntityWrapper(entity) {
                @Override
                public InputStream getContent() throws IOException {
                    return new Watched(super.getContent(), Deadline.this);
                }
            });
            return response;
        }
    }

    private static final class Watched extends FilterInputStream {

        private final Deadline deadline;

        private Watched(InputStream in, Deadline deadline) {
            super(in);
            this.deadline = deadline;
        }

        @Override
        public int read() throws IOException {
            try {
                return super.read();
            } catch (IOException e) {
                throw deadline.cause(e);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException e) {
                throw deadline.cause(e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                deadline.met();
            }
        }
    }

    /** The time for an answer is over. */
    static final class TooSlowException extends IOException {
        TooSlowException(Duration time, Throwable cause) {
            super("no answer within " + time, cause);
        }
    }

    /** Calbridge stops. */
    static final class StoppedException extends IOException {
        StoppedException() {
            super("Calbridge stops");
        }
    }
}
