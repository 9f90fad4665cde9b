package io.calbridge.calendar.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** For knowing something again. */
final class Sha256 {

    private Sha256() { }

    static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest(bytes));
    }

    /** The same number for the same name, evenly spread over 0 to {@code below}, exclusive. */
    static long spread(String name, long below) {
        byte[] digest = digest(name.getBytes(StandardCharsets.UTF_8));
        long number = 0;
        for (int i = 0; i < 7; i++) {
            number = number << 8 | digest[i] & 0xFF;
        }
        return number % below;
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
