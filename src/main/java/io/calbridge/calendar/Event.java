package io.calbridge.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import net.fortuna.ical4j.model.Parameter;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;

/**
 * One VEVENT of a {@link MeetingBlock}, its values understood and its times put into their zones.
 *
 * @param start         on the wall clock of its zone
 * @param zone          rules of the start's zone
 * @param recurrence    RECURRENCE-ID; null for a master or a single meeting
 * @param thisAndFuture whether an override goes for all later ones too
 * @param length        null for none
 * @param allDay        whether it is for days, not for hours
 */
record Event(VEvent component, LocalDateTime start, ZoneRules zone, Moment recurrence, boolean thisAndFuture,
             Length length, boolean allDay) {

    /** Which copy rules: the highest SEQUENCE, then the latest DTSTAMP (RFC 5546, section 2.1.5), then the latest change. */
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");
    private static final Pattern SEQUENCE = Pattern.compile("\\d{1,9}");
    static final Comparator<Event> NEWER = Comparator.comparingInt(Event::sequence).thenComparing(Event::stamp)
            .thenComparing(event -> event.instant("X-LAST-MODIFIED"));

    /** @throws IllegalArgumentException in words, if a value makes no sense */
    static Event of(VEvent component, Zones zones, ZoneRules defaultZone) {
        Property start = property(component, "X-DTSTART")
                .orElseThrow(() -> new IllegalArgumentException("it has no DTSTART"));
        ZoneRules named = zone(start, zones, defaultZone);
        Moment moment = Moment.of("DTSTART", start.getValue(), named);
        ZoneRules zone = moment.value().utc() ? ZoneOffset.UTC.getRules() : named;
        Optional<Property> id = property(component, "X-RECURRENCE-ID");
        boolean allDay = moment.value().date() || property(component, "X-X-MICROSOFT-CDO-ALLDAYEVENT")
                .map(Property::getValue).filter(value -> value.strip().equalsIgnoreCase("TRUE")).isPresent();
        return new Event(component, moment.value().local(), zone,
                id.map(one -> Moment.of("RECURRENCE-ID", one.getValue(), zone(one, zones, named))).orElse(null),
                id.map(one -> parameter(one, "RANGE")).filter("THISANDFUTURE"::equalsIgnoreCase).isPresent(),
                length(component, moment, zones, named), allDay);
    }

    private static Length length(VEvent component, Moment start, Zones zones, ZoneRules zone) {
        Optional<Property> end = property(component, "X-DTEND");
        if (end.isPresent()) {
            Moment until = Moment.of("DTEND", end.get().getValue(), zone(end.get(), zones, zone));
            if (start.value().date() && until.value().date()) {
                long days = ChronoUnit.DAYS.between(start.day(), until.day());
                // Scripts write the same day twice and mean that day.
                return new Length(days == 0 ? 1 : Math.toIntExact(days), Duration.ZERO);
            }
            return new Length(0, Duration.between(start.at(), until.at()));
        }
        Optional<Property> duration = property(component, "X-DURATION");
        return duration.isPresent() ? Length.parse(duration.get().getValue())
                : start.value().date() ? new Length(1, Duration.ZERO) : null;
    }

    /** UTC; null for a master or a single meeting. */
    Instant recurrenceId() {
        return recurrence == null ? null : recurrence.at();
    }

    /** When an occurrence that begins at a wall-clock time begins. */
    Instant startOf(LocalDateTime local) {
        return CalendarValue.toInstant(local, zone);
    }

    /** When an occurrence that begins at a wall-clock time ends; at once if it has no length. */
    Instant endOf(LocalDateTime local) {
        return (length == null ? Length.NONE : length).after(local, zone);
    }

    /** An upper bound of how long it is. */
    Duration atMost() {
        return length == null || length.atMost().isNegative() ? Duration.ZERO : length.atMost();
    }

    /** The values of EXDATE or RDATE, which may be repeated and may hold lists. */
    List<Moment> moments(String name, Zones zones) {
        return values(name).stream().flatMap(property -> {
            ZoneRules rules = zone(property, zones, zone);
            return Arrays.stream(property.getValue().split(",")).filter(text -> !text.isBlank())
                    .map(text -> Moment.of(name, text, rules));
        }).toList();
    }

    /** The wall-clock time that a moment has in the zone of this event; a DATE has this event's time of day. */
    LocalDateTime localOf(Moment moment) {
        LocalDate day = moment.day();
        return day != null ? day.atTime(start.toLocalTime()) : LocalDateTime.ofInstant(moment.at(), zone.getOffset(moment.at()));
    }

    boolean isRecurring() {
        return !values("RRULE").isEmpty() || !values("RDATE").isEmpty();
    }

    boolean isCancelled() {
        return text("STATUS").equalsIgnoreCase("CANCELLED");
    }

    /** What is not PUBLIC is private, also a word that nobody knows (RFC 5545, section 3.8.1.3). */
    boolean isConfidential() {
        String visibility = text("CLASS").toUpperCase(Locale.ROOT);
        return !visibility.isEmpty() && !visibility.equals("PUBLIC");
    }

    /** Whether it leaves its calendar free: TRANSP, or what Outlook writes beside it or instead. */
    boolean isTransparent() {
        return text("X-TRANSP").equalsIgnoreCase("TRANSPARENT")
                || text("X-X-MICROSOFT-CDO-BUSYSTATUS").equalsIgnoreCase("FREE");
    }

    /** LOCATION; empty where there is none. */
    String location() {
        return text("LOCATION");
    }

    /** DESCRIPTION, cut where it is very long; empty where there is none. */
    String description() {
        return text("DESCRIPTION");
    }

    /** One line, no longer than the store holds. */
    String title() {
        String title = BLANKS.matcher(text("SUMMARY")).replaceAll(" ").strip();
        return title.length() > 200 ? title.substring(0, 199) + "…" : title;
    }

    /** 0 where it is absent, or makes no sense. */
    int sequence() {
        String text = text("X-SEQUENCE");
        return SEQUENCE.matcher(text).matches() ? Integer.parseInt(text) : 0;
    }

    /** DTSTAMP; the epoch where it is absent, or makes no sense. */
    Instant stamp() {
        return instant("X-DTSTAMP");
    }

    private Instant instant(String name) {
        try {
            String text = text(name);
            return text.isEmpty() ? Instant.EPOCH : CalendarValue.parse(text).toInstant(ZoneOffset.UTC.getRules());
        } catch (java.time.DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    /** ORGANIZER as it was written; empty where there is none. */
    String organizer() {
        return text("X-ORGANIZER");
    }

    /** @param name as in RFC 5545; only properties that {@link EventLines} sets aside */
    List<Property> values(String name) {
        return component.getProperties("X-" + name);
    }

    /** Its X-CALBRIDGE- properties, in their order. */
    List<Property> ours() {
        return component.getProperties().stream().filter(property -> property.getName().startsWith("X-X-CALBRIDGE-")).toList();
    }

    private String text(String name) {
        return property(component, name).map(Property::getValue).orElse("").strip();
    }

    private static Optional<Property> property(VEvent component, String name) {
        return component.getProperty(name);
    }

    private static ZoneRules zone(Property property, Zones zones, ZoneRules otherwise) {
        String tzid = parameter(property, "TZID");
        boolean utc = Arrays.stream(property.getValue().toUpperCase(Locale.ROOT).split(",")).allMatch(value -> value.contains("Z"));
        return tzid.isEmpty() || utc ? otherwise : zones.rules(tzid);
    }

    /** A parameter's text; empty where there is none. */
    static String parameter(Property property, String name) {
        return property.getParameter("X-" + name).map(Parameter::getValue).orElse("").strip();
    }
}
