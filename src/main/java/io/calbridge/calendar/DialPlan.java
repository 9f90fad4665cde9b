package io.calbridge.calendar;

import io.calbridge.settings.Settings;
import io.calbridge.store.Participant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.fortuna.ical4j.model.Property;

/**
 * Whom a meeting dials: attendees with an address that CMS can dial, and those whom the room directory knows. What
 * stands in the room directory is always allowed, for the administrator wrote it; the rest within the limits, for
 * organisers are strangers.
 */
final class DialPlan {

    private static final int MOST = 250;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_MAIL = 300;

    private final Settings.Dial limits;
    private final RoomDirectory rooms;

    DialPlan(Settings.Dial limits, RoomDirectory rooms) {
        this.limits = limits;
        this.rooms = rooms;
    }

    /** Each address once, in the order of the attendees; what is refused is a remark. */
    List<Participant> participants(Event event, List<String> remarks) {
        Map<String, Participant> participants = new LinkedHashMap<>();
        for (Property attendee : event.values("ATTENDEE")) {
            if (!Event.parameter(attendee, "PARTSTAT").equalsIgnoreCase("DECLINED")) {
                participant(attendee, remarks).ifPresent(one -> participants.putIfAbsent(one.address(), one));
            }
        }
        if (participants.size() > MOST) {
            remarks.add("it has " + participants.size() + " addresses to dial; only the first " + MOST + " are dialled");
        }
        return participants.values().stream().limit(MOST).toList();
    }

    /** Mail address of the ORGANIZER, lower case; empty where there is none. */
    String organizer(Event event) {
        String mail = mail(event.organizer());
        return mail.length() > LONGEST_MAIL ? mail.substring(0, LONGEST_MAIL) : mail;
    }

    private Optional<Participant> participant(Property attendee, List<String> remarks) {
        String value = attendee.getValue().strip();
        Optional<Participant> room = rooms.find(mail(value))
                .or(() -> rooms.find(mail(Event.parameter(attendee, "EMAIL"))));
        if (room.isPresent() || !DialAddress.isDiallable(value)) {
            return room;
        }
        try {
            DialAddress address = DialAddress.of(value);
            Optional<Participant> known = rooms.dialledAs(address.text());
            if (known.isPresent() || isAllowed(address, remarks)) {
                return Optional.of(known.orElseGet(() -> new Participant(address.text(),
                        name(attendee, address.text()), Participant.Mode.AUTOMATIC)));
            }
        } catch (IllegalArgumentException e) {
            remarks.add("its attendee '" + shown(value) + "' is not dialled: " + e.getMessage());
        }
        return Optional.empty();
    }

    private boolean isAllowed(DialAddress address, List<String> remarks) {
        boolean number = address.domain().isEmpty();
        boolean allowed = number ? isAllowedNumber(address.text()) : isAllowedDomain(address.domain());
        if (!allowed) {
            remarks.add("its attendee " + address.text() + " is not dialled: "
                    + (number ? "calbridge.dial.allowed-numbers has no prefix for it"
                    : "its domain is not in calbridge.dial.allowed-domains"));
        }
        return allowed;
    }

    private boolean isAllowedNumber(String text) {
        String number = text.replace("h323:", "");
        return limits.allowedNumbers().stream().map(prefix -> prefix.replaceAll("[-.() ]", ""))
                .anyMatch(prefix -> !prefix.isEmpty() && number.startsWith(prefix));
    }

    /** {@code example.com} is that domain alone, {@code *.example.com} all below it, {@code *} any. */
    private boolean isAllowedDomain(String domain) {
        return limits.allowedDomains().stream().map(allowed -> allowed.strip().toLowerCase(Locale.ROOT)).anyMatch(allowed ->
                allowed.equals("*") || allowed.equals(domain)
                        || allowed.startsWith("*.") && domain.endsWith(allowed.substring(1)));
    }

    private static String name(Property attendee, String otherwise) {
        String name = shown(Event.parameter(attendee, "CN").replaceAll("\\s+", " "));
        return name.isBlank() ? otherwise : name;
    }

    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() > LONGEST_NAME ? printable.substring(0, LONGEST_NAME - 1) + "…" : printable;
    }

    private static String mail(String value) {
        String address = value.strip().toLowerCase(Locale.ROOT);
        return address.startsWith("mailto:") ? address.substring(7).split("\\?", 2)[0].strip() : address;
    }
}
