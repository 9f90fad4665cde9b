package io.calbridge.booking;

import io.calbridge.store.MeetingOptions;
import io.calbridge.store.Participant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The copies of one meeting in several calendars, made one. */
public final class WantedMeeting {

    /** Which copy rules: its calendar's priority, the highest SEQUENCE, then the latest DTSTAMP (RFC 5546, section 2.1.5). */
    private static final Comparator<Meeting> RULE = Comparator.comparingInt(Meeting::priority)
            .thenComparingInt(Meeting::sequence).thenComparing(Meeting::stamp);

    private WantedMeeting() { }

    /**
     * Copies with the same UID and recurrence id are one meeting if the organiser or the start agrees too; others stay
     * apart, because UIDs can be copied, and hand-made ones collide.
     *
     * @param copies all with the same UID and recurrence id
     * @return one meeting for each group, with the participants of all its copies
     */
    public static List<Meeting> merge(Collection<Meeting> copies) {
        List<List<Meeting>> groups = new ArrayList<>();
        for (Meeting copy : copies) {
            groups.stream().filter(group -> group.stream().anyMatch(other -> agree(copy, other))).findFirst()
                    .orElseGet(() -> {
                        List<Meeting> group = new ArrayList<>();
                        groups.add(group);
                        return group;
                    }).add(copy);
        }
        return groups.stream().map(WantedMeeting::one).toList();
    }

    private static boolean agree(Meeting one, Meeting other) {
        return one.recurrenceId() != null || one.start().equals(other.start())
                || !one.organizer().isEmpty() && one.organizer().equals(other.organizer());
    }

    private static Meeting one(List<Meeting> copies) {
        Meeting ruling = copies.stream().max(RULE).orElseThrow();
        Map<String, Participant> participants = new LinkedHashMap<>();
        ruling.participants().forEach(participant -> participants.put(participant.address(), participant));
        copies.forEach(copy -> copy.participants()
                .forEach(participant -> participants.putIfAbsent(participant.address(), participant)));
        // A calendar that strips what it does not know must not undo what another one says.
        MeetingOptions options = copies.stream().sorted(RULE.reversed()).map(Meeting::options)
                .reduce(ruling.options(), MeetingOptions::or);
        return new Meeting(ruling.uid(), ruling.recurrenceId(), ruling.start(), ruling.end(), ruling.title(),
                copies.stream().anyMatch(Meeting::confidential), ruling.organizer(), ruling.sequence(), ruling.stamp(),
                List.copyOf(participants.values()), ruling.priority(), options);
    }
}
