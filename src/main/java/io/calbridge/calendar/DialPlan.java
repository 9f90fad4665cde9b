package io.calbridge.calendar;

import io.calbridge.settings.Settings;
import io.calbridge.store.Participant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import net.fortuna.ical4j.model.Property;

/** Whom a meeting dials: attendees with an address that CMS can dial, and those whom the room directory knows. */
final class DialPlan {

    private static final Pattern DIALLABLE = Pattern.compile("(?i)(sips?|h323|tel):.+");
    private static final Pattern SANE = Pattern.compile("[\\p{Graph}&&[^<>\"'\\\\]]{1,255}");

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
            if (Event.parameter(attendee, "PARTSTAT").equalsIgnoreCase("DECLINED")) {
                continue;
            }
            participant(attendee, remarks).ifPresent(one -> participants.putIfAbsent(one.address(), one));
        }
        return List.copyOf(participants.values());
    }

    /** Mail address of the ORGANIZER, lower case; empty where there is none. */
    String organizer(Event event) {
        String mail = mail(event.organizer());
        return mail.length() > 300 ? mail.substring(0, 300) : mail;
    }

    private Optional<Participant> participant(Property attendee, List<String> remarks) {
        String value = attendee.getValue().strip();
        Optional<Participant> room = rooms.find(mail(value))
                .or(() -> rooms.find(mail(Event.parameter(attendee, "EMAIL"))));
        if (room.isPresent() || !DIALLABLE.matcher(value).matches()) {
            return room;
        }
        String address = DialAddress.of(value);
        String refusal = refusal(value, address);
        if (!refusal.isEmpty()) {
            remarks.add(refusal);
            return Optional.empty();
        }
        String name = Event.parameter(attendee, "CN");
        return Optional.of(new Participant(address, name.isBlank() ? address : name, Participant.Mode.AUTOMATIC));
    }

    private String refusal(String value, String address) {
        if (!SANE.matcher(address).matches()) {
            return "its attendee '" + value.replaceAll("[\\p{Cntrl}]", "?") + "' is no address that can be dialled";
        }
        if (value.regionMatches(true, 0, "tel:", 0, 4)) {
            return limits.allowedNumbers().stream().anyMatch(address::startsWith) ? "" : "its attendee " + address
                    + " is not dialled: calbridge.dial.allowed-numbers has no prefix for it";
        }
        return isAllowed(DialAddress.domain(address)) ? "" : "its attendee " + address
                + " is not dialled: its domain is not in calbridge.dial.allowed-domains";
    }

    private boolean isAllowed(String domain) {
        return limits.allowedDomains().stream().map(allowed -> allowed.toLowerCase(Locale.ROOT)).anyMatch(allowed ->
                allowed.equals("*") || allowed.equals(domain)
                        || allowed.startsWith("*.") && domain.endsWith(allowed.substring(1)));
    }

    private static String mail(String value) {
        String address = value.strip().toLowerCase(Locale.ROOT);
        return address.startsWith("mailto:") ? address.substring(7).strip() : address;
    }
}
