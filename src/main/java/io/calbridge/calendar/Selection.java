package io.calbridge.calendar;

import io.calbridge.settings.Settings;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Property;

/**
 * Which meetings of a calendar become conferences, and why the others do not.
 *
 * @param calendar what the administrator says of the calendar
 * @param allDay   whether events for whole days are booked
 */
record Selection(CalendarParameters calendar, boolean allDay) {

    /** The reason that goes before all others. */
    static final String CANCELLED = "it is cancelled";

    /** Every meeting that takes a room. */
    static final Selection ALL = new Selection(CalendarParameters.parse(""), false);

    /** @param meetings the policy that goes for all calendars */
    static Selection of(CalendarParameters calendar, Settings.Meetings meetings) {
        return new Selection(calendar, meetings.allDay());
    }

    /**
     * Why a meeting does not become a conference, whenever it takes place.
     *
     * @param dialled whether it has somebody to dial
     * @return in words, after "it is ignored:"; empty if it does
     */
    Optional<String> objection(Event event, boolean dialled) {
        if (event.isCancelled()) {
            return Optional.of(CANCELLED);
        }
        if (!calendar.room().isEmpty() && isDeclined(event)) {
            return Optional.of("the room " + calendar.room() + " declined it");
        }
        if (event.allDay() && !allDay) {
            return Optional.of("it is all day (calbridge.calendar.all-day=ignore)");
        }
        if (event.isTransparent() && !calendar.transparent()) {
            return Optional.of("it is transparent: it does not take its room's time");
        }
        return switch (calendar.conferences()) {
            case ALL -> Optional.empty();
            case DIALLED -> dialled ? Optional.empty() : Optional.of("it has nothing to dial");
            case MARKED -> isMarked(event) ? Optional.empty()
                    : Optional.of("it is not marked: no keyword in its location or description, and no category that counts");
        };
    }

    boolean readsDescriptions() {
        return calendar.conferences() == CalendarParameters.Conferences.MARKED && !calendar.keywords().isEmpty();
    }

    private boolean isDeclined(Event event) {
        return event.values("ATTENDEE").stream().anyMatch(attendee ->
                Event.parameter(attendee, "PARTSTAT").equalsIgnoreCase("DECLINED")
                        && (DialPlan.mail(attendee.getValue()).equals(calendar.room())
                        || DialPlan.mail(Event.parameter(attendee, "EMAIL")).equals(calendar.room())));
    }

    private boolean isMarked(Event event) {
        String location = event.location().toLowerCase(Locale.ROOT);
        String description = event.description().toLowerCase(Locale.ROOT);
        return calendar.keywords().stream().anyMatch(word -> location.contains(word) || description.contains(word))
                || categories(event).anyMatch(calendar.categories()::contains);
    }

    private static Stream<String> categories(Event event) {
        return event.values("CATEGORIES").stream().map(Property::getValue)
                .flatMap(list -> Arrays.stream(list.split(","))).map(one -> one.strip().toLowerCase(Locale.ROOT));
    }
}
