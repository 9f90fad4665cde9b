package io.calbridge.calendar;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The bytes of a feed, checked as far as that goes without parsing: charset, size, complete, a calendar at all. They are
 * neither copied nor decoded as a whole, because most of a feed is known already when it is read again.
 */
final class FeedText {

    /** With a heap of 256 MB there is room for one such feed and for what is kept of it. */
    static final int LARGEST = 64 * 1024 * 1024;
    private static final Charset WESTERN = Charset.forName("windows-1252");
    private static final byte[] END = "END:VCALENDAR".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final int from;
    private final int to;

    private FeedText(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** @throws NotACalendarException if the bytes are no calendar, or not all of one */
    static FeedText read(byte[] bytes) {
        return read(bytes, LARGEST);
    }

    /** @param largest how many bytes it may have */
    static FeedText read(byte[] bytes, int largest) {
        if (bytes.length > largest) {
            throw new NotACalendarException("is larger than " + largest / 1024 / 1024 + " MB");
        }
        byte[] utf8 = utf8(bytes);
        FeedText text = new FeedText(utf8, startsWith(utf8, 0xEF, 0xBB, 0xBF) ? 3 : 0, withoutTail(utf8));
        text.check();
        return text;
    }

    /** Without copying: not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the text begins, behind a byte order mark. */
    int from() {
        return from;
    }

    /** Where it ends, after END:VCALENDAR. */
    int to() {
        return to;
    }

    /** Known again by this. */
    String hash() {
        Checksum checksum = new Checksum();
        checksum.update(bytes, from, to);
        return checksum.text();
    }

    /**
     * A logical line: unfolded (RFC 5545, section 3.1) on bytes, because a fold may cut a character, then decoded. A line
     * that is no UTF-8 is western, and harms no other.
     */
    String line(int start, int end, boolean folded) {
        byte[] line = bytes;
        int begin = start;
        int stop = end;
        if (folded) {
            line = new byte[end - start];
            begin = 0;
            stop = 0;
            for (int at = start; at < end; at++) {
                if (bytes[at] == '\r' || bytes[at] == '\n') {
                    // Past the end of the line and the one blank that continues it.
                    at += bytes[at] == '\r' && at + 1 < end && bytes[at + 1] == '\n' ? 2 : 1;
                } else {
                    line[stop++] = bytes[at];
                }
            }
        }
        String text = decode(line, begin, stop);
        return text.indexOf('\f') < 0 ? text : text.replace("\f", "");
    }

    private void check() {
        int start = from;
        while (start < to && bytes[start] <= ' ' && bytes[start] >= 0) {
            start++;
        }
        if (start == to) {
            throw new NotACalendarException("is empty");
        }
        String head = decode(bytes, start, Math.min(to, start + 2000));
        if (!head.toUpperCase(Locale.ROOT).startsWith("BEGIN:VCALENDAR")) {
            boolean page = head.startsWith("<") && head.toLowerCase(Locale.ROOT).matches("(?s)<(!doctype html|html|head|body|!--).*");
            throw new NotACalendarException(page ? "is a web page, not a calendar (line 1); is a login needed?"
                    : "does not begin with BEGIN:VCALENDAR (line 1)");
        }
        String tail = new String(bytes, Math.max(from, to - END.length), Math.min(to - from, END.length), StandardCharsets.ISO_8859_1);
        if (!tail.equalsIgnoreCase("END:VCALENDAR")) {
            throw new NotACalendarException("does not end in END:VCALENDAR (line " + lines() + "); is it cut off?");
        }
    }

    private int lines() {
        int lines = 1;
        for (int at = from; at < to; at++) {
            lines += bytes[at] == '\n' || bytes[at] == '\r' && (at + 1 == to || bytes[at + 1] != '\n') ? 1 : 0;
        }
        return lines;
    }

    /** Old editors and broken copies leave Ctrl-Z or zero bytes behind. */
    private static int withoutTail(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] <= ' ' && bytes[end - 1] >= 0) {
            end--;
        }
        return end;
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
        Charset utf16 = startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0, 'B') ? StandardCharsets.UTF_16BE
                : startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 'B', 0) ? StandardCharsets.UTF_16LE : null;
        if (utf16 == null) {
            return bytes;
        }
        String text = new String(bytes, utf16);
        return (text.startsWith("\uFEFF") ? text.substring(1) : text).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        return bytes.length >= start.length && java.util.stream.IntStream.range(0, start.length)
                .allMatch(at -> (bytes[at] & 0xFF) == start[at]);
    }

    private static String decode(byte[] bytes, int from, int to) {
        boolean ascii = true;
        for (int at = from; at < to && ascii; at++) {
            ascii = bytes[at] >= 0;
        }
        if (ascii) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
        } catch (CharacterCodingException e) {
            return new String(Arrays.copyOfRange(bytes, from, to), WESTERN);
        }
    }
}
