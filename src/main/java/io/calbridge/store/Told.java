package io.calbridge.store;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Times as an operator reads them, in the zone of this machine. */
public final class Told {

    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneId.systemDefault());

    private Told() { }

    /** Day and time. */
    public static String time(Instant at) {
        return DAY_AND_TIME.format(at);
    }

    /** From and to, the day once if it is the same. */
    public static String span(Instant start, Instant end) {
        boolean oneDay = DAY.format(start).equals(DAY.format(end));
        return DAY_AND_TIME.format(start) + "–" + (oneDay ? TIME : DAY_AND_TIME).format(end);
    }
}
