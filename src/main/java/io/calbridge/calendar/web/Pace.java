package io.calbridge.calendar.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.spi.PropertiesFunction;

/**
 * When to ask for which calendar. Each has its own moment within its period, from its name, so that a thousand feeds do not
 * ask in the same second; one that was never read is asked for at once, one that fails more and more rarely.
 * As a function in a Kamelet, {@code {{pace:tick PT1M}}} is how often to look whether it is time, and
 * {@code {{pace:first PT1M board}}} when to look first, in milliseconds.
 */
public final class Pace implements PropertiesFunction {

    private static final Pattern WORDS = Pattern.compile(
            "(?:tick|first)\\s+(?<every>P[0-9DTHMS.]+)(?:\\s+(?<calendar>.+))?");
    private static final Duration LONGEST_TICK = Duration.ofSeconds(5);
    private static final Duration SHORTEST_TICK = Duration.ofMillis(200);
    private static final Duration FIRST_ROUND = Duration.ofMinutes(1);
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private final Clock clock;
    private final Map<String, Instant> due = new ConcurrentHashMap<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    /** @param clock says when it is time */
    public Pace(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String getName() {
        return "pace";
    }

    @Override
    public String apply(String remainder) {
        Matcher words = WORDS.matcher(remainder.strip());
        if (!words.matches()) {
            throw new IllegalArgumentException("the parameter every of a calendar: "
                    + remainder.strip().replaceFirst("^\\S+\\s*", "") + " is no duration like PT1M");
        }
        Duration tick = tick(Duration.parse(words.group("every")));
        return String.valueOf(words.group("calendar") == null ? tick.toMillis()
                : Sha256.spread(words.group("calendar"), tick.toMillis()));
    }

    private static Duration tick(Duration every) {
        Duration part = every.dividedBy(5);
        return part.compareTo(LONGEST_TICK) > 0 ? LONGEST_TICK : part.compareTo(SHORTEST_TICK) < 0 ? SHORTEST_TICK : part;
    }

    /**
     * Whether it is time.
     *
     * @param known whether it was read before this start: then it takes its turn
     */
    boolean isDue(String calendar, Duration every, boolean known) {
        Instant now = clock.instant();
        return !now.isBefore(due.computeIfAbsent(calendar, name -> !known ? now
                : now.plusMillis(Sha256.spread(name, Math.min(every.toMillis(), FIRST_ROUND.toMillis())))));
    }

    /** It was asked for, and all went well. */
    void went(String calendar, Duration every) {
        failures.remove(calendar);
        due.put(calendar, next(calendar, every, clock.instant().plus(every.dividedBy(2))));
    }

    /**
     * It was asked for in vain: the rest grows from one period to five minutes, or to one period where that is longer.
     *
     * @param pause at least so long, as its server wants
     */
    void failed(String calendar, Duration every, Duration pause) {
        int times = Math.min(failures.merge(calendar, 1, Integer::sum), 12);
        Duration rest = every.multipliedBy(1L << times - 1);
        Duration most = every.compareTo(LONGEST_REST) > 0 ? every : LONGEST_REST;
        rest = rest.compareTo(most) > 0 ? most : rest;
        rest = rest.compareTo(pause) > 0 ? rest : pause;
        due.put(calendar, next(calendar, every, clock.instant().plus(rest).minus(every.dividedBy(2))));
    }

    /** The calendar's own moment, in the first period after an instant. */
    private static Instant next(String calendar, Duration every, Instant after) {
        long period = every.toMillis();
        long own = Sha256.spread(calendar, period);
        long periods = Math.floorDiv(after.toEpochMilli() - own, period) + 1;
        return Instant.ofEpochMilli(periods * period + own);
    }
}
