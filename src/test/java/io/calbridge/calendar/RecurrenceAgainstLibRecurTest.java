package io.calbridge.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.junit.jupiter.api.Test;

/** Thousands of generated rules, run by our engine and by another that knows nothing of it. */
class RecurrenceAgainstLibRecurTest {

    private static final String[] STEPS = {"HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
    private static final String[] DAYS = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    private final Random random = new Random(5545);

    @Test
    void generated_rules_give_what_another_engine_gives() throws Exception {
        int compared = 0;
        for (int round = 0; round < 6000; round++) {
            LocalDateTime start = LocalDateTime.of(2024 + random.nextInt(4), 1 + random.nextInt(12), 1 + random.nextInt(28),
                    random.nextInt(24), 5 * random.nextInt(12));
            String rule = rule();
            if (rule.contains("YEARLY") && rule.contains("BYMONTHDAY") && !rule.contains("BYMONTH=")) {
                continue;
            }
            List<LocalDateTime> other = other(rule, start);
            if (other != null && !other.isEmpty()) {
                LocalDateTime last = other.get(other.size() - 1);
                assertThat(Recurrence.starts(rule, start, ZoneOffset.UTC.getRules(), start.toInstant(ZoneOffset.UTC),
                        last.toInstant(ZoneOffset.UTC).plusSeconds(1))).as("%s from %s", rule, start).isEqualTo(other);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(4000);
    }

    /** What lib-recur gets wrong (see {@link Rule}) is left out: BYWEEKNO, YEARLY with BYSETPOS; and what RFC 5545 leaves open. */
    private String rule() {
        int step = random.nextInt(STEPS.length);
        StringBuilder rule = new StringBuilder("FREQ=" + STEPS[step] + ";COUNT=" + (1 + random.nextInt(30)));
        add(rule, 3, "INTERVAL", 1 + random.nextInt(4));
        add(rule, 3, "WKST", DAYS[random.nextInt(7)]);
        add(rule, 3, "BYMONTH", numbers(12, false));
        boolean days = add(rule, 2, "BYDAY", days(step >= 3));
        boolean dates = step != 2 && add(rule, days ? 8 : 3, "BYMONTHDAY", numbers(28, step > 1));
        if (step == 4 && !days && !dates) {
            add(rule, 4, "BYYEARDAY", numbers(360, true));
        }
        add(rule, 6, "BYHOUR", numbers(23, false));
        add(rule, 6, "BYMINUTE", numbers(59, false));
        if (step == 3 && (days || dates)) {
            add(rule, 2, "BYSETPOS", random.nextBoolean() ? -1 : 1 + random.nextInt(2));
        }
        return rule.toString();
    }

    private boolean add(StringBuilder rule, int oneIn, String part, Object value) {
        boolean added = random.nextInt(oneIn) == 0;
        rule.append(added ? ";" + part + "=" + value : "");
        return added;
    }

    private String numbers(int most, boolean negative) {
        List<String> numbers = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            numbers.add((negative && random.nextInt(4) == 0 ? "-" : "") + (1 + random.nextInt(most)));
        }
        return String.join(",", numbers.stream().distinct().toList());
    }

    private String days(boolean ordinals) {
        List<String> days = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            days.add((ordinals && random.nextInt(3) == 0 ? (random.nextBoolean() ? "-1" : "" + (1 + random.nextInt(4))) : "")
                    + DAYS[random.nextInt(7)]);
        }
        return String.join(",", days.stream().distinct().toList());
    }

    /** Null where it gives up. */
    private static List<LocalDateTime> other(String rule, LocalDateTime start) throws Exception {
        List<LocalDateTime> starts = new ArrayList<>();
        try {
            RecurrenceRuleIterator iterator = new RecurrenceRule(rule, RecurrenceRule.RfcMode.RFC5545_LAX).iterator(
                    new DateTime(start.getYear(), start.getMonthValue() - 1, start.getDayOfMonth(), start.getHour(), start.getMinute(), 0));
            while (iterator.hasNext()) {
                DateTime at = iterator.nextDateTime();
                starts.add(LocalDateTime.of(at.getYear(), at.getMonth() + 1, at.getDayOfMonth(), at.getHours(), at.getMinutes()));
            }
            return starts;
        } catch (IllegalArgumentException | IllegalStateException e) {
            return null;
        }
    }
}
