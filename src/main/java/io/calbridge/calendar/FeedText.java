package io.calbridge.calendar;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The text of a feed, checked as far as that goes without parsing: charset, size, complete, a calendar at all. */
final class FeedText {

    static final int LARGEST = 100 * 1024 * 1024;
    private static final Charset WESTERN = Charset.forName("windows-1252");

    private FeedText() { }

    /**
     * Unfolds (RFC 5545, section 3.1) on bytes, because a fold may cut a character, then decodes. Each fold leaves a
     * form feed in the text, so that lines can still be counted.
     *
     * @throws NotACalendarException if the bytes are no calendar, or not all of one
     */
    static String read(byte[] bytes) {
        if (bytes.length > LARGEST) {
            throw new NotACalendarException("is larger than " + LARGEST / 1024 / 1024 + " MB");
        }
        String text = decode(withoutFolds(utf8(bytes))).strip();
        String head = text.length() > 200 ? text.substring(0, 200) : text;
        if (text.isEmpty()) {
            throw new NotACalendarException("is empty");
        }
        if (head.toLowerCase(Locale.ROOT).startsWith("<!doctype html") || head.toLowerCase(Locale.ROOT).contains("<html")) {
            throw new NotACalendarException("is a web page, not a calendar (line 1); is a login needed?");
        }
        if (!head.toUpperCase(Locale.ROOT).startsWith("BEGIN:VCALENDAR")) {
            throw new NotACalendarException("does not begin with BEGIN:VCALENDAR (line 1)");
        }
        String tail = text.substring(Math.max(0, text.length() - 50)).toUpperCase(Locale.ROOT);
        if (!tail.endsWith("END:VCALENDAR")) {
            long lines = text.chars().filter(one -> one == '\n' || one == '\f').count() + 1;
            throw new NotACalendarException("does not end in END:VCALENDAR (line " + lines + "); is it cut off?");
        }
        return text;
    }

    /** SHA-256, for knowing a text again. */
    static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] utf8(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return java.util.Arrays.copyOfRange(bytes, 3, bytes.length);
        }
        Charset utf16 = startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0, 'B') ? StandardCharsets.UTF_16BE
                : startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 'B', 0) ? StandardCharsets.UTF_16LE : null;
        if (utf16 == null) {
            return bytes;
        }
        String text = new String(bytes, utf16);
        return (text.startsWith("\uFEFF") ? text.substring(1) : text).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    /** A line that begins with a blank goes on the line before; CRLF, LF and CR end lines alike. */
    private static byte[] withoutFolds(byte[] bytes) {
        byte[] unfolded = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte one = bytes[i];
            if (one == '\r' || one == '\n') {
                int end = one == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n' ? i + 1 : i;
                boolean folded = end + 1 < bytes.length && (bytes[end + 1] == ' ' || bytes[end + 1] == '\t');
                if (folded) {
                    // Inside a character the mark would break it: it goes before the character.
                    length = mark(unfolded, length);
                } else {
                    unfolded[length++] = '\n';
                }
                i = folded ? end + 1 : end;
            } else if (one != '\f') {
                unfolded[length++] = one;
            }
        }
        return java.util.Arrays.copyOf(unfolded, length);
    }

    private static int mark(byte[] text, int length) {
        int at = length;
        if (length > 0 && (text[length - 1] & 0x80) != 0) {
            int back = length - 1;
            while (back > 0 && length - back < 4 && (text[back] & 0xC0) == 0x80) {
                back--;
            }
            int size = (text[back] & 0xF0) == 0xF0 ? 4 : (text[back] & 0xE0) == 0xE0 ? 3 : (text[back] & 0xC0) == 0xC0 ? 2 : 1;
            at = length - back < size ? back : length;
        }
        System.arraycopy(text, at, text, at + 1, length - at);
        text[at] = '\f';
        return length + 1;
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, WESTERN);
        }
    }
}
