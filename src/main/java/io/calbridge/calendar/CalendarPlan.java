package io.calbridge.calendar;

import io.calbridge.booking.FeedBlock;
import io.calbridge.booking.FeedMeeting;
import io.calbridge.booking.InvalidMeetingException;
import io.calbridge.booking.Meeting;
import io.calbridge.booking.Rejection;
import io.calbridge.booking.SplitFeed;
import io.calbridge.booking.WantedMeeting;
import io.calbridge.conference.NumberPlan;
import io.calbridge.settings.Settings;
import io.calbridge.store.Booking;
import io.calbridge.store.BookingState;
import io.calbridge.store.OnCms;
import io.calbridge.store.Participant;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;

/** What would become of some calendars if they were all there is: read as the daemon reads them, touching nothing. */
public final class CalendarPlan {

    private final Settings settings;
    private final HouseRules rules;
    private final ZoneId zone;
    private final Instant from;
    private final Instant to;
    private final ZoneCache zones = new ZoneCache();
    private final Map<Identity, List<Copy>> copies = new LinkedHashMap<>();
    private final List<Planned> ignored = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    private record Identity(String uid, Instant recurrenceId) { }

    private record Copy(Meeting meeting, String calendar) { }

    /**
     * One occurrence.
     *
     * @param recurrenceId start that the rule gave it, UTC; null for a single meeting
     * @param start        UTC
     * @param end          UTC
     * @param title        as CMS, log and pages would show it
     * @param isPrivate    whether the title is to be shown nowhere
     * @param number       null for none
     * @param conference   whether it would become one
     * @param reason       why not; empty if it would
     */
    public record Planned(String uid, Instant recurrenceId, Instant start, Instant end, String title, boolean isPrivate,
                          List<Participant> participants, Integer number, boolean conference, String reason,
                          String calendar) { }

    /**
     * What was not, or not quite, understood.
     *
     * @param line from 1; 0 where unknown
     * @param uid  empty where unknown
     */
    public record Warning(String file, int line, String uid, String message) { }

    /**
     * @param rooms the room directory's text
     * @param zone  of times that name none
     * @param from  UTC; what ends then or earlier is left out
     * @param to    UTC; what begins then or later is left out
     */
    public CalendarPlan(Settings settings, RoomDirectory rooms, ZoneId zone, Instant from, Instant to) {
        this.settings = settings;
        this.rules = HouseRules.of(settings, CalendarParameters.parse(""), rooms);
        this.zone = zone;
        this.from = from;
        this.to = to;
    }

    /**
     * Reads a file, as the only document of a calendar.
     *
     * @throws NotACalendarException if it is no calendar, or not all of one
     */
    public void read(String calendar, String file, byte[] bytes) {
        SplitFeed feed = FeedSplitter.split(FeedText.read(bytes), "", "", Map.of());
        if (!feed.zone().isEmpty() && Zones.knownZone(feed.zone()).isEmpty()) {
            warnings.add(new Warning(file, 0, "", "its time zone '" + feed.zone() + "' is unknown"));
        }
        feed.rejections().forEach(rejection -> warnings.add(warning(file, rejection)));
        feed.blocks().forEach(block -> read(calendar, file, block));
    }

    private void read(String calendar, String file, FeedBlock block) {
        FeedMeeting meeting = new FeedMeeting(block.uid(), List.of(block));
        if (!new Horizon(from, from, to).mayHold(meeting)) {
            return;
        }
        MeetingReader reader = new MeetingReader(MeetingBlock.of(meeting), zones.of(meeting), zone.getRules(), from, to, rules);
        try {
            reader.read(parsed(MeetingBlock.of(meeting).text())).stream().filter(one -> one.end().isAfter(from))
                    .forEach(one -> copies.computeIfAbsent(new Identity(one.uid(), one.recurrenceId()),
                            identity -> new ArrayList<>()).add(new Copy(one, calendar)));
            reader.ignored().forEach(one -> ignored.add(new Planned(one.uid(), one.recurrenceId(), one.start(), one.end(),
                    shown(one.title(), one.confidential()), one.confidential(), one.participants(), null, false, one.reason(),
                    calendar)));
            reader.remarks().forEach(remark -> warnings.add(new Warning(file, block.line(), block.uid(), remark)));
        } catch (InvalidMeetingException | IllegalStateException e) {
            warnings.add(new Warning(file, block.line(), block.uid(), e.getMessage()));
        }
    }

    private static Calendar parsed(String text) {
        try {
            return new CalendarBuilder().build(new StringReader(text));
        } catch (IOException | ParserException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static Warning warning(String file, Rejection rejection) {
        return new Warning(file, rejection.line(), rejection.uid(), rejection.reason());
    }

    /** What was not, or not quite, understood. */
    public List<Warning> warnings() {
        return warnings;
    }

    /** All occurrences in the window, in the order of their start. */
    public List<Planned> occurrences() {
        Set<Identity> wanted = new HashSet<>();
        List<Planned> planned = new ArrayList<>();
        copies.forEach((identity, group) -> WantedMeeting.merge(group.stream().map(Copy::meeting).toList()).forEach(meeting -> {
            wanted.add(identity);
            planned.add(conference(meeting, group));
        }));
        ignored.stream().filter(one -> !wanted.contains(new Identity(one.uid(), one.recurrenceId()))).forEach(planned::add);
        planned.sort(Comparator.comparing(Planned::start).thenComparing(Planned::uid));
        return numbered(planned);
    }

    private static Planned conference(Meeting meeting, List<Copy> group) {
        String calendar = group.stream().filter(copy -> copy.meeting().start().equals(meeting.start())
                && copy.meeting().sequence() == meeting.sequence() && copy.meeting().stamp().equals(meeting.stamp()))
                .map(Copy::calendar).findFirst().orElse("");
        return new Planned(meeting.uid(), meeting.recurrenceId(), meeting.start(), meeting.end(),
                shown(meeting.title(), meeting.confidential()), meeting.confidential(), meeting.participants(), null, true, "",
                calendar);
    }

    private static String shown(String title, boolean confidential) {
        return confidential ? Booking.PRIVATE_TITLE : title;
    }

    /** The numbers that an empty store would give. */
    private List<Planned> numbered(List<Planned> planned) {
        Settings.Pool pool = settings.pool();
        NumberPlan numbers = new NumberPlan(IntStream.range(pool.firstNumber(), pool.firstNumber() + pool.size()).boxed()
                .collect(Collectors.toCollection(TreeSet::new)), List.of(), settings.schedule().startEarly(), from);
        return planned.stream().map(one -> {
            if (!one.conference()) {
                return one;
            }
            Booking booking = booking(one);
            Integer number = numbers.lowestFree(booking).orElse(null);
            numbers.hold(booking.numbered(number));
            return new Planned(one.uid(), one.recurrenceId(), one.start(), one.end(), one.title(), one.isPrivate(),
                    one.participants(), number, true, "", one.calendar());
        }).toList();
    }

    private static Booking booking(Planned one) {
        return new Booking(UUID.randomUUID(), one.uid(), one.recurrenceId(), "", one.start(), one.end(), one.title(),
                one.isPrivate(), null, BookingState.BOOKED, "", null, OnCms.NOTHING, List.of(), 0, null, 0);
    }
}
