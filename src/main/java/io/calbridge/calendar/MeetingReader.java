package io.calbridge.calendar;

import io.calbridge.booking.InvalidMeetingException;
import io.calbridge.booking.Meeting;
import io.calbridge.store.Participant;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;

/** Reads the occurrences of one meeting from its VEVENTs; pure. */
final class MeetingReader {

    /** Copies of the same VEVENT: the highest SEQUENCE rules, then the latest DTSTAMP (RFC 5546, section 2.1.5). */
    private static final Comparator<Event> NEWER = Comparator.comparingInt(MeetingReader::sequence)
            .thenComparing(MeetingReader::stamp);

    private final MeetingBlock block;
    private final Zones zones;
    private final ZoneRules defaultZone;
    private final Instant from;
    private final Instant to;
    private final DialPlan dialPlan;
    private final List<String> remarks = new ArrayList<>();

    /**
     * @param defaultZone for times that name no zone
     * @param from        occurrences that ended before are left out, UTC
     * @param to          occurrences that begin then or later are left out, UTC
     */
    MeetingReader(MeetingBlock block, Zones zones, ZoneRules defaultZone, Instant from, Instant to, DialPlan dialPlan) {
        this.block = block;
        this.zones = zones;
        this.defaultZone = defaultZone;
        this.from = from;
        this.to = to;
        this.dialPlan = dialPlan;
    }

    /**
     * The occurrences in the window, each with its own overrides.
     *
     * @param parsed the block's text, as a parser read it
     * @throws InvalidMeetingException if any of its VEVENTs makes no sense
     */
    List<Meeting> read(Calendar parsed) {
        if (!block.method().isEmpty() && !block.method().equals("PUBLISH") && !block.method().equals("REQUEST")) {
            return List.of();
        }
        try {
            List<VEvent> components = parsed.getComponents("VEVENT");
            List<Event> events = components.stream().map(component -> Event.of(component, zones, defaultZone)).toList();
            Event master = events.stream().filter(event -> event.recurrenceId() == null).max(NEWER).orElse(null);
            Map<Instant, Event> overrides = new LinkedHashMap<>();
            events.stream().filter(event -> event.recurrenceId() != null).forEach(event ->
                    overrides.merge(event.recurrenceId(), event, (one, other) -> NEWER.compare(one, other) < 0 ? other : one));
            return master == null ? alone(overrides) : isRecurring(master) ? series(master, overrides) : single(master);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new InvalidMeetingException(block.uid(), e.getMessage());
        }
    }

    /** What is not wrong, but not done as someone may have meant it. */
    List<String> remarks() {
        return remarks;
    }

    private static boolean isRecurring(Event event) {
        return !event.values("RRULE").isEmpty() || !event.values("RDATE").isEmpty();
    }

    private List<Meeting> single(Event event) {
        return occurrence(event, null, event.start());
    }

    /** The room was invited to some occurrences of a series only. */
    private List<Meeting> alone(Map<Instant, Event> overrides) {
        return overrides.values().stream()
                .flatMap(event -> occurrence(event, event.recurrenceId(), event.start()).stream()).toList();
    }

    private List<Meeting> series(Event master, Map<Instant, Event> overrides) {
        if (isCancelled(master)) {
            return List.of();
        }
        List<Meeting> meetings = new ArrayList<>();
        Map<Instant, Event> left = new LinkedHashMap<>(overrides);
        for (LocalDateTime start : starts(master, overrides.values())) {
            Instant id = master.startOf(start);
            Event override = left.remove(id);
            if (override != null) {
                meetings.addAll(occurrence(override, id, override.start()));
            } else {
                meetings.addAll(shifted(master, id, start, overrides));
            }
        }
        // Moved into the window from outside it.
        left.forEach((id, event) -> meetings.addAll(occurrence(event, id, event.start())));
        return meetings;
    }

    /** RANGE=THISANDFUTURE: the latest such override before an occurrence shifts it by as much as it was shifted. */
    private List<Meeting> shifted(Event master, Instant id, LocalDateTime start, Map<Instant, Event> overrides) {
        Event range = overrides.values().stream().filter(event -> event.thisAndFuture() && event.recurrenceId().isBefore(id))
                .max(Comparator.comparing(Event::recurrenceId)).orElse(null);
        if (range == null) {
            return occurrence(master, id, start);
        }
        LocalDateTime original = LocalDateTime.ofInstant(range.recurrenceId(),
                range.zone().getOffset(range.recurrenceId()));
        return occurrence(range, id, start.plus(java.time.Duration.between(original, range.start())));
    }

    private Set<LocalDateTime> starts(Event master, java.util.Collection<Event> overrides) {
        // A later occurrence may have been moved by as much as the widest shift; a long one begins before the window.
        Instant earliest = from.minus(master.atMost()).minus(widestShift(overrides));
        Instant latest = to.plus(widestShift(overrides));
        Set<LocalDateTime> starts = new LinkedHashSet<>();
        starts.add(master.start());
        master.values("RRULE").forEach(rule -> {
            if (rule.getValue().toUpperCase(Locale.ROOT).contains("RSCALE=")) {
                remarks.add("RSCALE in its rule is ignored");
            }
            starts.addAll(Recurrence.starts(rule.getValue(), master.start(), master.zone(), earliest, latest));
        });
        master.instants("RDATE", zones).stream().filter(at -> !at.isBefore(earliest) && at.isBefore(latest))
                .forEach(at -> starts.add(LocalDateTime.ofInstant(at, master.zone().getOffset(at))));
        if (starts.size() > Recurrence.MOST) {
            throw new IllegalArgumentException("it has more than " + Recurrence.MOST + " occurrences in the window");
        }
        Set<Instant> excluded = Set.copyOf(master.instants("EXDATE", zones));
        Set<java.time.LocalDate> excludedDays = Set.copyOf(master.days("EXDATE"));
        starts.removeIf(start -> excluded.contains(master.startOf(start)) || excludedDays.contains(start.toLocalDate()));
        return starts;
    }

    private static java.time.Duration widestShift(java.util.Collection<Event> overrides) {
        return overrides.stream().filter(Event::thisAndFuture)
                .map(event -> java.time.Duration.between(event.recurrenceId(), event.startOf(event.start())).abs())
                .max(Comparator.naturalOrder()).orElse(java.time.Duration.ZERO);
    }

    private List<Meeting> occurrence(Event event, Instant recurrenceId, LocalDateTime at) {
        Instant start = event.startOf(at);
        Instant end = event.endOf(at);
        if (isCancelled(event) || end != null && !end.isAfter(from) || !start.isBefore(to)) {
            return List.of();
        }
        if (event.dateOnly()) {
            remarks.add("it is all day, and is not booked");
            return List.of();
        }
        if (end == null || end.equals(start)) {
            remarks.add("it has no length, and is not booked");
            return List.of();
        }
        List<Participant> participants = dialPlan.participants(event, remarks);
        String visibility = event.text("CLASS").toUpperCase(Locale.ROOT);
        return List.of(new Meeting(block.uid(), recurrenceId, start, end, title(event),
                visibility.equals("PRIVATE") || visibility.equals("CONFIDENTIAL"), dialPlan.organizer(event),
                sequence(event), stamp(event), participants));
    }

    /** One line, no longer than the store holds. */
    private static String title(Event event) {
        String title = event.text("SUMMARY").replaceAll("\\s+", " ").strip();
        return title.length() > 200 ? title.substring(0, 199) + "…" : title;
    }

    private static boolean isCancelled(Event event) {
        return event.text("STATUS").equalsIgnoreCase("CANCELLED");
    }

    private static int sequence(Event event) {
        return event.text("SEQUENCE").matches("\\d{1,9}") ? Integer.parseInt(event.text("SEQUENCE")) : 0;
    }

    private static Instant stamp(Event event) {
        String text = event.text("DTSTAMP");
        try {
            return text.isEmpty() ? Instant.EPOCH : CalendarValue.parse(text).toInstant(ZoneOffset.UTC.getRules());
        } catch (java.time.DateTimeException e) {
            return Instant.EPOCH;
        }
    }
}
