package io.calbridge.calendar;

import io.calbridge.booking.FeedBlock;
import io.calbridge.booking.FeedMeeting;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Objects;

/**
 * What is looked at now.
 *
 * @param now  UTC
 * @param from occurrences that ended before are left out, UTC
 * @param to   occurrences that begin then or later are left out, UTC
 */
record Horizon(Instant now, Instant from, Instant to) {

    private static final Duration STEP = Duration.ofHours(1);

    /** Whether the meeting may have occurrences in it. */
    boolean mayHold(FeedMeeting meeting) {
        LocalDate first = first(meeting);
        return !meeting.blocks().isEmpty() && !isOver(meeting) && (first == null || !first.isAfter(day(to)));
    }

    /** When the meeting has to be read again because the horizon has moved; null for never. */
    Instant again(FeedMeeting meeting) {
        LocalDate first = first(meeting);
        boolean more = first == null || meeting.blocks().stream().anyMatch(FeedBlock::recurring)
                || first.isAfter(day(to).minusDays(3));
        if (meeting.blocks().isEmpty() || isOver(meeting) || !more) {
            return null;
        }
        Instant step = now.plus(STEP);
        Instant near = first == null ? step : first.atStartOfDay().toInstant(ZoneOffset.UTC).minus(Duration.between(now, to));
        return near.isAfter(step) ? near : step;
    }

    private boolean isOver(FeedMeeting meeting) {
        return meeting.blocks().stream().allMatch(block -> block.last() != null && block.last().isBefore(day(from)));
    }

    private static LocalDate first(FeedMeeting meeting) {
        return meeting.blocks().stream().map(FeedBlock::first).anyMatch(Objects::isNull) ? null
                : meeting.blocks().stream().map(FeedBlock::first).min(Comparator.naturalOrder()).orElse(null);
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
