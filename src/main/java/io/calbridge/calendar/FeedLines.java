package io.calbridge.calendar;

/** Goes through a feed logical line by logical line, without decoding what nobody asks for. */
final class FeedLines {

    private final FeedText text;
    private final byte[] bytes;
    private final int to;
    private int next;
    private int nextNumber;
    private int start;
    private int end;
    private int number;
    private boolean folded;

    /**
     * @param from where a logical line begins
     * @param to   where the last one ends
     * @param line the number of the first one
     */
    FeedLines(FeedText text, int from, int to, int line) {
        this.text = text;
        this.bytes = text.bytes();
        this.next = from;
        this.to = to;
        this.nextNumber = line;
    }

    /** @return false after the last line */
    boolean next() {
        if (next >= to) {
            return false;
        }
        start = next;
        number = nextNumber;
        folded = false;
        physicalLine(start);
        while (next < to && (bytes[next] == ' ' || bytes[next] == '\t')) {
            folded = true;
            physicalLine(next);
        }
        return true;
    }

    private void physicalLine(int from) {
        int at = from;
        while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        end = at;
        nextNumber++;
        next = at + 1 < to && bytes[at] == '\r' && bytes[at + 1] == '\n' ? at + 2 : Math.min(to, at + 1);
    }

    /** Of the line in its feed, from 1; a folded one has the number of its first part. */
    int number() {
        return number;
    }

    /** Where it begins in the feed's bytes. */
    int start() {
        return start;
    }

    /** Where the next one begins. */
    int after() {
        return next;
    }

    /** In bytes, with its folds. */
    int length() {
        return end - start;
    }

    /** Its first letter, upper case; 0 for a blank line. */
    char initial() {
        int at = start;
        while (at < end && bytes[at] <= ' ' && bytes[at] >= 0) {
            at++;
        }
        return at == end ? 0 : Character.toUpperCase((char) bytes[at]);
    }

    /** Whether it begins with a word in upper case, whatever its own case; a folded word is none. */
    boolean begins(String word) {
        boolean same = end - start >= word.length();
        for (int at = 0; same && at < word.length(); at++) {
            same = Character.toUpperCase((char) bytes[start + at]) == word.charAt(at);
        }
        return same;
    }

    /** Unfolded and decoded. */
    String text() {
        return text.line(start, end, folded);
    }
}
