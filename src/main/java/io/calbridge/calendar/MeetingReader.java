package io.calbridge.calendar;

import io.calbridge.booking.InvalidMeetingException;
import io.calbridge.booking.Meeting;
import io.calbridge.store.MeetingOptions;
import io.calbridge.store.Participant;
import java.time.Instant;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;

/** Reads the occurrences of one meeting from its VEVENTs; pure. */
final class MeetingReader {

    private final MeetingBlock block;
    private final Zones zones;
    private final ZoneRules defaultZone;
    private final Instant from;
    private final Instant to;
    private final HouseRules rules;
    private final List<String> remarks = new ArrayList<>();
    private final List<IgnoredMeeting> ignored = new ArrayList<>();
    private final Map<Event, Judged> judged = new IdentityHashMap<>();
    private final List<Cancellation> cancellations = new ArrayList<>();
    private boolean confidential;
    private boolean cancelled;

    /**
     * What the block withdraws: by STATUS:CANCELLED, or as a file with METHOD:CANCEL.
     *
     * @param recurrenceId of one occurrence, UTC; null for the whole meeting
     */
    record Cancellation(String uid, Instant recurrenceId) { }

    /** What goes for all occurrences that one VEVENT describes: whom they dial, how, and why they are ignored. */
    private record Judged(String title, String organizer, int sequence, Instant stamp, List<Participant> participants,
                          MeetingOptions options, Optional<String> objection) { }

    /**
     * @param defaultZone for times that name no zone
     * @param from        occurrences that ended before are left out, UTC
     * @param to          occurrences that begin then or later are left out, UTC
     */
    MeetingReader(MeetingBlock block, Zones zones, ZoneRules defaultZone, Instant from, Instant to, HouseRules rules) {
        this.block = block;
        this.zones = zones;
        this.defaultZone = defaultZone;
        this.from = from;
        this.to = to;
        this.rules = rules;
        remarks.addAll(block.remarks());
    }

    /**
     * The occurrences in the window that are to become conferences, each with its own overrides, in the order of their
     * start; the others are {@link #ignored()}.
     *
     * @param parsed the block's text, as a parser read it
     * @throws InvalidMeetingException if any of its VEVENTs makes no sense
     */
    List<Meeting> read(Calendar parsed) {
        try {
            List<VEvent> components = parsed.getComponents("VEVENT");
            List<Event> events = components.stream().map(component -> Event.of(component, zones, defaultZone)).toList();
            Event master = master(events.stream().filter(event -> event.recurrence() == null).toList());
            Map<Instant, Event> overrides = new LinkedHashMap<>();
            events.stream().filter(event -> event.recurrence() != null).forEach(event ->
                    overrides.merge(event.recurrenceId(), event, MeetingReader::newer));
            noteCancellations(master, overrides);
            confidential = master != null && master.isConfidential();
            cancelled = master != null && master.isCancelled();
            if (rules(master).stream().anyMatch(rule -> rule.contains("RSCALE="))) {
                remarks.add("RSCALE in its rule is ignored");
            }
            return meetings(master == null ? alone(overrides) : occurrences(master, overrides));
        } catch (IllegalArgumentException | java.time.DateTimeException | ArithmeticException e) {
            if (cancelled) {
                // Whatever is wrong with it, it does not take place.
                return List.of();
            }
            throw new InvalidMeetingException(block.uid(), e.getMessage());
        }
    }

    /** What is not wrong, but not done as someone may have meant it; each once. */
    List<String> remarks() {
        return remarks.stream().distinct().toList();
    }

    /** The occurrences in the window that do not become conferences. */
    List<IgnoredMeeting> ignored() {
        return ignored;
    }

    /** What was read as withdrawn. */
    List<Cancellation> cancellations() {
        return cancellations;
    }

    private static Event newer(Event one, Event other) {
        return Event.NEWER.compare(one, other) < 0 ? other : one;
    }

    private Event master(List<Event> copies) {
        Event newest = copies.stream().reduce(MeetingReader::newer).orElse(null);
        Set<Instant> starts = new HashSet<>();
        copies.forEach(copy -> starts.add(copy.startOf(copy.start())));
        if (starts.size() > 1) {
            remarks.add(starts.size() + " events at different times have its UID; only the newest is booked");
        }
        return newest;
    }

    private static List<String> rules(Event master) {
        return master == null ? List.of() : master.values("RRULE").stream()
                .map(rule -> rule.getValue().toUpperCase(java.util.Locale.ROOT)).toList();
    }

    private void noteCancellations(Event master, Map<Instant, Event> overrides) {
        if (master != null && master.isCancelled()) {
            cancellations.add(new Cancellation(block.uid(), null));
        }
        overrides.forEach((id, event) -> {
            if (event.isCancelled()) {
                cancellations.add(new Cancellation(block.uid(), id));
            }
        });
    }

    private List<Occurrence> occurrences(Event master, Map<Instant, Event> overrides) {
        if (master.isRecurring() || !overrides.isEmpty()) {
            return new Series(master, overrides.values(), zones, from, to).occurrences();
        }
        return List.of(new Occurrence(master, null, master.startOf(master.start()), master.endOf(master.start())));
    }

    /** The room was invited to some occurrences of a series only. */
    private static List<Occurrence> alone(Map<Instant, Event> overrides) {
        return overrides.values().stream().map(event -> new Occurrence(event, event.recurrenceId(), event.startOf(event.start()), event.endOf(event.start())))
                .toList();
    }

    private List<Meeting> meetings(List<Occurrence> occurrences) {
        List<Meeting> meetings = new ArrayList<>();
        for (Occurrence one : occurrences) {
            Event event = one.event();
            if (one.overlaps(from, to) || one.isEmptyIn(from, to)) {
                Judged about = judged.computeIfAbsent(event, this::judge);
                Optional<String> objection = one.end().equals(one.start()) ? about.objection().or(() -> Optional.of("it has no length"))
                        : about.objection();
                if (objection.isPresent()) {
                    ignore(one, about, objection.get());
                } else {
                    meetings.add(new Meeting(block.uid(), one.recurrenceId(), one.start(), one.end(), about.title(),
                            isConfidential(event), about.organizer(), about.sequence(), about.stamp(), about.participants(), rules.selection().calendar().priority(),
                            about.options()));
                }
            }
        }
        return meetings;
    }

    private Judged judge(Event event) {
        List<String> about = new ArrayList<>();
        List<Participant> participants = rules.dialPlan().participants(event, about);
        MeetingOptions options = rules.options().read(event, about);
        Optional<String> objection = cancelled ? Optional.of(Selection.CANCELLED) : rules.selection().objection(event,
                participants.stream().anyMatch(one -> one.mode() == Participant.Mode.AUTOMATIC));
        if (objection.isEmpty()) {
            remarks.addAll(about);
        }
        return new Judged(event.title(), rules.dialPlan().organizer(event), event.sequence(), event.stamp(), participants,
                options, objection);
    }

    private void ignore(Occurrence one, Judged about, String reason) {
        Event event = one.event();
        if (!reason.equals(Selection.CANCELLED) && (event.allDay() && !rules.selection().allDay() || one.end().equals(one.start()))) {
            remarks.add(event.allDay() ? "it is all day, and is not booked" : "it has no length, and is not booked");
        }
        ignored.add(new IgnoredMeeting(block.uid(), one.recurrenceId(), one.start(),
                one.end().isBefore(one.start()) ? one.start() : one.end(), about.title(), isConfidential(event),
                about.participants(), reason));
    }

    /** An exception that does not say so is as private as its series. */
    private boolean isConfidential(Event event) {
        return event.isConfidential() || confidential;
    }
}
