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
        return read(bytes, LARGEST);
    }

    /** @param largest how many bytes it may have */
    static String read(byte[] bytes, int largest) {
        if (bytes.length > largest) {
            throw new NotACalendarException("is larger than " + largest / 1024 / 1024 + " MB");
        }
        // Blank lines before it are kept, or every line number would be wrong.
        String text = withoutTail(decode(withoutFolds(utf8(bytes))));
        String head = text.substring(0, Math.min(text.length(), 2000)).stripLeading();
        if (text.isBlank()) {
            throw new NotACalendarException("is empty");
        }
        if (!head.toUpperCase(Locale.ROOT).startsWith("BEGIN:VCALENDAR")) {
            boolean page = head.startsWith("<") && head.toLowerCase(Locale.ROOT).matches("(?s)<(!doctype html|html|head|body|!--).*");
            throw new NotACalendarException(page ? "is a web page, not a calendar (line 1); is a login needed?"
                    : "does not begin with BEGIN:VCALENDAR (line 1)");
        }
        String tail = text.substring(Math.max(0, text.length() - 50)).toUpperCase(Locale.ROOT);
        if (!tail.endsWith("END:VCALENDAR")) {
            long lines = text.chars().filter(one -> one == '\n' || one == '\f').count() + 1;
            throw new NotACalendarException("does not end in END:VCALENDAR (line " + lines + "); is it cut off?");
        }
        return text;
    }

    /** Old editors and broken copies leave Ctrl-Z or zero bytes behind. */
    private static String withoutTail(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) <= ' ' || Character.isWhitespace(text.charAt(end - 1)))) {
            end--;
        }
        return text.substring(0, end);
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

    /** Not UTF-8: line by line, so that one bad byte harms no other line. */
    private static String decode(byte[] bytes) {
        String all = utf8(bytes, 0, bytes.length);
        if (all != null) {
            return all;
        }
        StringBuilder text = new StringBuilder(bytes.length);
        int from = 0;
        for (int at = 0; at <= bytes.length; at++) {
            if (at == bytes.length || bytes[at] == '\n') {
                int to = Math.min(at + 1, bytes.length);
                String line = utf8(bytes, from, to);
                text.append(line != null ? line : new String(bytes, from, to - from, WESTERN));
                from = to;
            }
        }
        return text.toString();
    }

    /** Null if it is not UTF-8. */
    private static String utf8(byte[] bytes, int from, int to) {
        try {
            return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
