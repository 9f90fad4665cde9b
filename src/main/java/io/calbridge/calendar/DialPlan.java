package io.calbridge.calendar;

import io.calbridge.settings.Settings;
import io.calbridge.store.Participant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.fortuna.ical4j.model.Property;

/**
 * Whom a meeting dials: attendees with an address that CMS can dial, and those whom the room directory knows; then what
 * X-CALBRIDGE-DIAL, LOCATION and CONFERENCE name. What stands in the room directory is always allowed, for the
 * administrator wrote it; the rest within the limits, for organisers are strangers. Our own numbers are never dialled:
 * a conference would call itself, or another one.
 */
final class DialPlan {

    private static final int MOST = 250;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_MAIL = 300;

    private final Settings.Dial limits;
    private final Settings.Pool pool;
    private final RoomDirectory rooms;

    /** @param pool our own numbers; null for none */
    DialPlan(Settings.Dial limits, Settings.Pool pool, RoomDirectory rooms) {
        this.limits = limits;
        this.pool = pool;
        this.rooms = rooms;
    }

    /** Without numbers of our own. */
    DialPlan(Settings.Dial limits, RoomDirectory rooms) {
        this(limits, null, rooms);
    }

    /** Each address once, in the order of the attendees; what is refused is a remark. */
    List<Participant> participants(Event event, List<String> remarks) {
        Map<String, Participant> participants = new LinkedHashMap<>();
        Set<String> declined = new HashSet<>();
        for (Property attendee : event.values("ATTENDEE")) {
            if (isDeclined(attendee)) {
                participant(attendee, new ArrayList<>()).ifPresent(one -> declined.add(one.address()));
            } else if (isInvited(attendee)) {
                participant(attendee, remarks).ifPresent(one -> participants.putIfAbsent(one.address(), one));
            }
        }
        // Whoever declined is not dialled because a location names it too.
        named(event, remarks).stream().filter(one -> !declined.contains(one.address()))
                .forEach(one -> participants.putIfAbsent(one.address(), one));
        participants.values().removeIf(one -> isOwn(one, remarks));
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

    /** Lower case, without {@code mailto:}. */
    static String mail(String value) {
        String address = value.strip().toLowerCase(Locale.ROOT);
        return address.startsWith("mailto:") ? address.substring(7).split("\\?", 2)[0].strip() : address;
    }

    /** Whoever delegated sends another attendee. */
    private static boolean isDeclined(Property attendee) {
        String answer = Event.parameter(attendee, "PARTSTAT").toUpperCase(Locale.ROOT);
        return answer.equals("DECLINED") || answer.equals("DELEGATED");
    }

    /** People who are told for their information do not take part; rooms do, and Outlook writes them just so. */
    private static boolean isInvited(Property attendee) {
        String type = Event.parameter(attendee, "CUTYPE").toUpperCase(Locale.ROOT);
        return !Event.parameter(attendee, "ROLE").equalsIgnoreCase("NON-PARTICIPANT")
                || type.equals("ROOM") || type.equals("RESOURCE");
    }

    private Optional<Participant> participant(Property attendee, List<String> remarks) {
        String value = attendee.getValue().strip();
        Optional<Participant> room = rooms.find(mail(value))
                .or(() -> rooms.find(mail(Event.parameter(attendee, "EMAIL"))));
        return room.isPresent() || !DialAddress.isDiallable(value) ? room
                : dialled("attendee", value, Event.parameter(attendee, "CN"), remarks);
    }

    /** Those who are no attendees. */
    private List<Participant> named(Event event, List<String> remarks) {
        List<Participant> named = new ArrayList<>();
        for (Property property : event.values("X-CALBRIDGE-DIAL")) {
            for (String address : DialText.list(property.getValue())) {
                rooms.find(mail(address)).or(() -> dialled("X-CALBRIDGE-DIAL", DialText.uri(address), "", remarks))
                        .ifPresent(named::add);
            }
        }
        for (String address : DialText.addresses(event.location())) {
            if (DialAddress.isDiallable(address)) {
                dialled("location", address, "", remarks).ifPresent(named::add);
            } else {
                rooms.find(mail(address)).or(() -> rooms.dialledAs(mail(address))).ifPresent(named::add);
            }
        }
        for (Property conference : event.values("CONFERENCE")) {
            if (DialAddress.isDiallable(conference.getValue())) {
                dialled("conference", conference.getValue().strip(), Event.parameter(conference, "LABEL"), remarks)
                        .ifPresent(named::add);
            }
        }
        return named;
    }

    /** @param source how a remark names what it stands in */
    private Optional<Participant> dialled(String source, String uri, String name, List<String> remarks) {
        try {
            DialAddress address = DialAddress.of(uri);
            Optional<Participant> known = rooms.dialledAs(address.text());
            if (known.isPresent() || isAllowed(source, address, remarks)) {
                return Optional.of(known.orElseGet(() -> new Participant(address.text(), name(name, address.text()),
                        Participant.Mode.AUTOMATIC)));
            }
        } catch (IllegalArgumentException e) {
            remarks.add("its " + source + " '" + shown(uri) + "' is not dialled: " + e.getMessage());
        }
        return Optional.empty();
    }

    private boolean isAllowed(String source, DialAddress address, List<String> remarks) {
        boolean number = address.domain().isEmpty();
        boolean allowed = number ? isAllowedNumber(address.text()) : isAllowedDomain(address.domain());
        if (!allowed) {
            remarks.add("its " + source + " " + address.text() + " is not dialled: "
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

    private boolean isOwn(Participant participant, List<String> remarks) {
        boolean own = pool != null && DialText.isNumberOf(pool, participant.address());
        if (own) {
            remarks.add(participant.address() + " is a number of our own, and is not dialled");
        }
        return own;
    }

    private static String name(String name, String otherwise) {
        String shown = shown(name.replaceAll("\\s+", " "));
        return shown.isBlank() ? otherwise : shown;
    }

    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() > LONGEST_NAME ? printable.substring(0, LONGEST_NAME - 1) + "…" : printable;
    }
}
