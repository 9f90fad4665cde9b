package io.calbridge.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.fortuna.ical4j.model.Property;

/** A master with its overrides; rules run on the wall clock, all else is compared as instants. */
final class Series {

    private final Event master;
    private final Map<Instant, Event> overrides = new LinkedHashMap<>();
    private final Zones zones;
    private final Instant from;
    private final Instant to;

    /** When the rule has an occurrence begin, and when a PERIOD has it end; null for the usual length. */
    private record Start(LocalDateTime local, Instant end) { }

    /**
     * @param overrides at most one for each RECURRENCE-ID
     * @param from      occurrences that ended before are left out, UTC
     * @param to        occurrences that begin then or later are left out, UTC
     */
    Series(Event master, Collection<Event> overrides, Zones zones, Instant from, Instant to) {
        this.master = master;
        this.zones = zones;
        this.from = from;
        this.to = to;
        overrides.forEach(override -> this.overrides.put(idOf(override), override));
    }

    private Instant idOf(Event override) {
        LocalDate day = dayOf(override.recurrence());
        return day == null ? override.recurrenceId() : master.startOf(day.atTime(master.start().toLocalTime()));
    }

    /**
     * The day that a RECURRENCE-ID or an EXDATE means as a whole: some write a DATE for a series of times, others a time,
     * often midnight UTC, for a series of days. Null where it means a time.
     */
    private LocalDate dayOf(Moment moment) {
        if (moment.day() != null) {
            return moment.day();
        }
        boolean fits = !master.allDay() || master.localOf(moment).toLocalTime().equals(master.start().toLocalTime());
        return fits ? null : moment.value().local().toLocalDate();
    }

    /** Those in the window, and those without length in it; cancelled ones too. */
    List<Occurrence> occurrences() {
        List<Occurrence> found = new ArrayList<>();
        Map<Instant, Event> left = new HashMap<>(overrides);
        starts().forEach((id, start) -> {
            Event override = left.remove(id);
            found.add(override == null ? shifted(id, start)
                    : new Occurrence(override, id, override.startOf(override.start()), override.endOf(override.start())));
        });
        // Moved into the window from outside it, or no longer given by the rule, or excluded and held apart.
        left.forEach((id, event) -> found.add(new Occurrence(event, id, event.startOf(event.start()), event.endOf(event.start()))));
        return found.stream().filter(this::isWanted)
                .sorted(Comparator.comparing(Occurrence::start)).toList();
    }

    private boolean isWanted(Occurrence one) {
        return one.overlaps(from, to) || one.isEmptyIn(from, to);
    }

    /** RANGE=THISANDFUTURE: the latest such override before an occurrence shifts it by as much as it was shifted. */
    private Occurrence shifted(Instant id, Start start) {
        Event range = overrides.entrySet().stream()
                .filter(entry -> entry.getValue().thisAndFuture() && entry.getKey().isBefore(id))
                .max(Map.Entry.comparingByKey()).map(Map.Entry::getValue).orElse(null);
        if (range == null) {
            return new Occurrence(master, id, master.startOf(start.local()),
                    start.end() != null ? start.end() : master.endOf(start.local()));
        }
        Instant original = idOf(range);
        Duration shift = Duration.between(LocalDateTime.ofInstant(original, range.zone().getOffset(original)), range.start());
        LocalDateTime local = LocalDateTime.ofInstant(id, range.zone().getOffset(id)).plus(shift);
        return new Occurrence(range, id, range.startOf(local), range.endOf(local));
    }

    /** By the instant that the rule gives, which is the occurrence's RECURRENCE-ID. */
    private Map<Instant, Start> starts() {
        // A later occurrence may have been moved by as much as the widest shift; a long one begins before the window.
        Instant earliest = from.minus(longest()).minus(widestShift());
        Instant latest = to.plus(widestShift());
        TreeMap<Instant, Start> starts = new TreeMap<>();
        starts.put(master.startOf(master.start()), new Start(master.start(), null));
        master.values("RRULE").stream().map(Property::getValue).map(rule -> master.allDay() ? Recurrence.withoutTimes(rule) : rule)
                .flatMap(rule -> Recurrence.starts(rule, master.start(), master.zone(), earliest, latest).stream())
                .forEach(local -> starts.putIfAbsent(master.startOf(local), new Start(local, null)));
        for (Moment date : master.moments("RDATE", zones)) {
            LocalDateTime local = master.localOf(date);
            Instant id = master.startOf(local);
            if (id.isBefore(latest) && (!id.isBefore(earliest) || date.end() != null && date.end().isAfter(from))) {
                starts.put(id, new Start(local, date.end()));
            }
        }
        if (starts.size() > Recurrence.MOST) {
            throw new IllegalArgumentException("it has more than " + Recurrence.MOST + " occurrences in the window");
        }
        Set<Instant> excluded = new HashSet<>();
        Set<LocalDate> excludedDays = new HashSet<>();
        master.moments("EXDATE", zones).forEach(moment -> {
            LocalDate day = dayOf(moment);
            if (day == null) {
                excluded.add(moment.at());
            } else {
                excludedDays.add(day);
            }
        });
        starts.entrySet().removeIf(entry -> excluded.contains(entry.getKey())
                || excludedDays.contains(entry.getValue().local().toLocalDate()));
        return starts;
    }

    private Duration longest() {
        return overrides.values().stream().filter(Event::thisAndFuture).map(Event::atMost)
                .reduce(master.atMost(), (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    private Duration widestShift() {
        return overrides.values().stream().filter(Event::thisAndFuture)
                .map(event -> Duration.between(idOf(event), event.startOf(event.start())).abs().plusDays(1))
                .max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }
}
