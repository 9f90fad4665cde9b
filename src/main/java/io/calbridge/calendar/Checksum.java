package io.calbridge.calendar;

import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Tells whether bytes are the ones that they were: two independent sums of 32 bits and the length. It is no defence
 * against a forger, who may write what he likes into his feed anyway; but it is as fast as memory, also where the JVM
 * compiles little.
 */
final class Checksum {

    private final CRC32 one = new CRC32();
    private final CRC32C other = new CRC32C();
    private long length;

    void update(byte[] bytes, int from, int to) {
        one.update(bytes, from, to - from);
        other.update(bytes, from, to - from);
        length += to - from;
    }

    /** The sums alone, as one number. */
    long value() {
        return one.getValue() << 32 ^ other.getValue() ^ length * 0x9E3779B97F4A7C15L;
    }

    String text() {
        return String.format("%08x%08x-%d", one.getValue(), other.getValue(), length);
    }
}
