package io.calbridge.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** Refuses an answer that would fill the memory, while it comes in, and after it is unpacked. */
public final class SizeLimit {

    private SizeLimit() { }

    /**
     * The same answer; reading more of it than allowed fails with {@link AnswerTooLargeException}.
     *
     * @param largest bytes
     * @param hangUp  closes the connection: closing the answer alone would first read what is left of it
     */
    public static ClassicHttpResponse on(ClassicHttpResponse response, long largest, Runnable hangUp) {
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            response.setEntity(new HttpEntityWrapper(entity) {
                @Override
                public InputStream getContent() throws IOException {
                    return new Limited(super.getContent(), largest, hangUp);
                }
            });
        }
        return response;
    }

    private static final class Limited extends FilterInputStream {

        private final long largest;
        private final Runnable hangUp;
        private long received;

        private Limited(InputStream in, long largest, Runnable hangUp) {
            super(in);
            this.largest = largest;
            this.hangUp = hangUp;
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

        private void count(int more) throws IOException {
            received += more;
            if (received > largest) {
                hangUp.run();
                throw new AnswerTooLargeException(largest);
            }
        }
    }

    /** An answer has more bytes than allowed. */
    public static final class AnswerTooLargeException extends IOException {
        AnswerTooLargeException(long largest) {
            super("its answer is larger than " + largest / 1024 / 1024 + " MB");
        }
    }
}
