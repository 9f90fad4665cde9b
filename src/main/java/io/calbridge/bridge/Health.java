package io.calbridge.bridge;

import java.time.Duration;
import java.time.Instant;

/**
 * How a bridge is, as learnt from every exchange with it.
 *
 * @param condition what it last did
 * @param wellSince since when it has answered without a failure; null while it fails, and before anything is known
 * @param onceBad   whether it has failed since this daemon started
 * @param problem   the last failure in words; empty when there was none since it is well
 */
record Health(Condition condition, Instant wellSince, boolean onceBad, String problem) {

    /** A failed bridge is preferred again only when it has been well for this long. */
    static final Duration PROBATION = Duration.ofMinutes(1);

    /** What a bridge last did. */
    enum Condition { UNKNOWN, WELL, SILENT, LOGIN_REFUSED }

    static final Health UNKNOWN = new Health(Condition.UNKNOWN, null, false, "");

    Health answered(Instant now) {
        return condition == Condition.WELL ? this : new Health(Condition.WELL, now, onceBad, "");
    }

    Health failed(Condition how, String why) {
        return new Health(how, null, true, why);
    }

    /** Whether its last exchange went well. */
    boolean isWell() {
        return condition == Condition.WELL;
    }

    /** Its place in the order of preference: 0 as configured, 1 on probation, 2 failing. */
    int rank(Instant now) {
        if (!onceBad) {
            return 0;
        }
        if (!isWell()) {
            return 2;
        }
        return now.isBefore(wellSince.plus(PROBATION)) ? 1 : 0;
    }
}
