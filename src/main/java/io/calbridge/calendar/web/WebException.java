package io.calbridge.calendar.web;

import java.time.Duration;

/** A calendar's server did not give what it was asked for; the message says why, and never holds an address. */
public final class WebException extends RuntimeException {

    private final int status;
    private final boolean repeatable;
    private final Duration wait;

    /** @param problem continues a sentence that begins with the calendar's name */
    WebException(String problem) {
        this(problem, 0, false, Duration.ZERO);
    }

    /**
     * @param status     of HTTP; 0 for no answer at all
     * @param repeatable whether to ask again after a moment may help
     * @param wait       how long the server wants to be left alone
     */
    WebException(String problem, int status, boolean repeatable, Duration wait) {
        super(problem);
        this.status = status;
        this.repeatable = repeatable;
        this.wait = wait;
    }

    /** What whoever read the document has said already. */
    static WebException said() {
        return new WebException("");
    }

    /** Of HTTP; 0 for no answer at all. */
    public int status() {
        return status;
    }

    /** Whether to ask again after a moment may help. */
    public boolean isRepeatable() {
        return repeatable;
    }

    /** How long the server wants to be left alone; zero if it does not say. */
    public Duration pause() {
        return wait;
    }

    /** Whether the server understood, and does not do this: another way of asking may work. */
    public boolean isRefusal() {
        return status >= 400 && status != 401 && status != 429 && status != 502 && status != 503 && status != 504;
    }
}
