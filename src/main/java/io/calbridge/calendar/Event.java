package io.calbridge.calendar;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAmount;
import java.time.zone.ZoneRules;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.fortuna.ical4j.model.Parameter;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;

/**
 * One VEVENT, its values understood and its times put into their zones.
 *
 * @param start        on the wall clock of its zone
 * @param zone         rules of the start's zone
 * @param recurrenceId null for a master or a single meeting
 * @param thisAndFuture whether an override goes for all later ones too
 * @param length       from start to end, exact; null for none
 * @param dateOnly     whether it is all day
 */
record Event(VEvent component, LocalDateTime start, ZoneRules zone, Instant recurrenceId, boolean thisAndFuture,
             TemporalAmount length, boolean dateOnly) {

    /** @throws IllegalArgumentException in words, if a value makes no sense */
    static Event of(VEvent component, Zones zones, ZoneRules defaultZone) {
        Property start = property(component, "DTSTART")
                .orElseThrow(() -> new IllegalArgumentException("it has no DTSTART"));
        CalendarValue value = value(start);
        ZoneRules zone = zone(start, value, zones, defaultZone);
        boolean allDay = value.date() || property(component, "X-MICROSOFT-CDO-ALLDAYEVENT").isPresent();
        Optional<Property> recurrence = property(component, "RECURRENCE-ID");
        return new Event(component, value.utc() ? value.local() : value.toLocal(zone), zone,
                recurrence.map(id -> value(id).toInstant(zone(id, value(id), zones, zone))).orElse(null),
                recurrence.map(id -> parameter(id, "RANGE")).filter("THISANDFUTURE"::equalsIgnoreCase).isPresent(),
                length(component, value.toInstant(zone), zones, zone), allDay);
    }

    private static TemporalAmount length(VEvent component, Instant start, Zones zones, ZoneRules zone) {
        Optional<Property> end = property(component, "DTEND");
        if (end.isPresent()) {
            CalendarValue value = value(end.get());
            return Duration.between(start, value.toInstant(zone(end.get(), value, zones, zone)));
        }
        Optional<Property> duration = property(component, "DURATION");
        return duration.isPresent() ? duration(duration.get().getValue()) : null;
    }

    /** PTnH is exact, PnD and PnW go by the wall clock (RFC 5545, section 3.3.6). */
    private static TemporalAmount duration(String text) {
        String value = text.strip().toUpperCase(Locale.ROOT);
        try {
            if (value.contains("W")) {
                return java.time.Period.parse(value.replaceFirst("^\\+", ""));
            }
            return value.contains("T") || !value.endsWith("D") ? Duration.parse(value) : java.time.Period.parse(value);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("its DURATION makes no sense: " + text, e);
        }
    }

    /** When an occurrence that begins at a wall-clock time begins and ends. */
    Instant startOf(LocalDateTime local) {
        return CalendarValue.toInstant(local, zone);
    }

    /** Null when it has no length. */
    Instant endOf(LocalDateTime local) {
        return length == null ? null : length instanceof Duration exact ? startOf(local).plus(exact)
                : CalendarValue.toInstant(local.plus(length), zone);
    }

    /** An upper bound of how long it is. */
    Duration atMost() {
        return length == null ? Duration.ZERO : length instanceof Duration exact ? exact
                : Duration.ofDays(((java.time.Period) length).getDays() + 1L);
    }

    /** The values of a property that may be repeated and may hold lists, with the instants that they name. */
    List<Instant> instants(String name, Zones zones) {
        return values(name).stream().flatMap(property -> Arrays.stream(property.getValue().split(","))
                .filter(text -> !text.isBlank())
                .map(text -> parse(name, text.split("/")[0]))
                .map(value -> value.toInstant(zone(property, value, zones, zone)))).toList();
    }

    /** The days of a property's DATE values: on a series with times each drops, or means, the occurrence of that day. */
    List<java.time.LocalDate> days(String name) {
        return values(name).stream().flatMap(property -> Arrays.stream(property.getValue().split(",")))
                .filter(text -> text.strip().length() == 8).map(text -> parse(name, text).local().toLocalDate()).toList();
    }

    String text(String name) {
        return property(component, name).map(Property::getValue).orElse("").strip();
    }

    List<Property> values(String name) {
        return component.getProperties(name);
    }

    private static Optional<Property> property(VEvent component, String name) {
        return component.getProperty(name);
    }

    private static CalendarValue value(Property property) {
        return parse(property.getName(), property.getValue());
    }

    private static CalendarValue parse(String name, String text) {
        try {
            return CalendarValue.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("its " + name + " is neither date nor time: " + text, e);
        }
    }

    private static ZoneRules zone(Property property, CalendarValue value, Zones zones, ZoneRules otherwise) {
        return value.utc() ? java.time.ZoneOffset.UTC.getRules()
                : parameter(property, "X-TZID").isEmpty() ? otherwise : zones.rules(parameter(property, "X-TZID"));
    }

    /** A parameter's text; empty where there is none. */
    static String parameter(Property property, String name) {
        return property.getParameter(name).map(Parameter::getValue).orElse("").strip();
    }
}
