package io.calbridge.calendar;

import io.calbridge.booking.FeedBlock;
import io.calbridge.booking.FeedMeeting;
import io.calbridge.booking.InvalidMeetingException;
import io.calbridge.booking.Meeting;
import io.calbridge.booking.Rejection;
import io.calbridge.booking.SplitFeed;
import io.calbridge.settings.Settings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.fortuna.ical4j.model.Calendar;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** What comes out of a feed, read as the route reads it, camel-ical's data format included. */
final class ReadFeed {

    static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    static final Instant TO = Instant.parse("2027-12-01T00:00:00Z");
    static final Settings.Dial ANYWHERE = new Settings.Dial(List.of("*"), List.of());
    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();
    private static final BlockFormat FORMAT = new BlockFormat();

    static {
        FORMAT.start();
    }

    final List<Meeting> meetings = new ArrayList<>();
    final List<Rejection> rejections = new ArrayList<>();
    final List<String> remarks = new ArrayList<>();
    final List<IgnoredMeeting> ignored = new ArrayList<>();
    final List<MeetingReader.Cancellation> cancellations = new ArrayList<>();

    private ReadFeed() { }

    /** @param events what stands in the VCALENDAR, lines ended by LF */
    static ReadFeed of(String events) {
        return whole(calendar(events));
    }

    static String calendar(String inside) {
        return "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n" + inside.strip() + "\nEND:VCALENDAR\n";
    }

    static ReadFeed whole(String feed) {
        return bytes(feed.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    static ReadFeed bytes(byte[] feed) {
        return bytes(feed, new DialPlan(ANYWHERE, RoomDirectory.empty()), FROM, TO);
    }

    static ReadFeed of(String events, DialPlan dialPlan) {
        return bytes(calendar(events).getBytes(StandardCharsets.UTF_8), dialPlan, FROM, TO);
    }

    /** Read as a calendar with these rules is. */
    static ReadFeed of(String events, HouseRules rules) {
        return bytes(calendar(events).getBytes(StandardCharsets.UTF_8), rules, FROM, TO);
    }

    static ReadFeed bytes(byte[] bytes, DialPlan dialPlan, Instant from, Instant to) {
        return bytes(bytes, HouseRules.of(dialPlan), from, to);
    }

    static ReadFeed bytes(byte[] bytes, HouseRules rules, Instant from, Instant to) {
        ReadFeed read = new ReadFeed();
        SplitFeed feed = FeedSplitter.split(FeedText.read(bytes), "", "", Map.of());
        read.rejections.addAll(feed.rejections());
        for (FeedBlock one : feed.blocks()) {
            MeetingBlock block = MeetingBlock.of(new FeedMeeting(one.uid(), List.of(one)));
            MeetingReader reader = new MeetingReader(block, new Zones(FeedZones.parted(one.zones())),
                    ZoneId.of("Europe/Berlin").getRules(), from, to, rules);
            try {
                read.meetings.addAll(reader.read(parse(block.text())));
                read.ignored.addAll(reader.ignored());
                read.remarks.addAll(reader.remarks());
                read.cancellations.addAll(reader.cancellations());
            } catch (InvalidMeetingException e) {
                read.rejections.add(new Rejection(block.uid(), block.line(), e.getMessage()));
            }
        }
        return read;
    }

    /** The blocks of a feed that nobody has seen before. */
    static List<FeedBlock> blocks(String feed) {
        return FeedSplitter.split(FeedText.read(feed.getBytes(StandardCharsets.UTF_8)), "", "", Map.of()).blocks();
    }

    static Calendar parse(String block) {
        try {
            return (Calendar) FORMAT.unmarshal(new DefaultExchange(CAMEL),
                    new ByteArrayInputStream(block.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new AssertionError("the parser refuses a block:\n" + block, e);
        }
    }

    /** Each meeting's start, UTC. */
    List<String> starts() {
        return meetings.stream().map(meeting -> meeting.start().toString()).toList();
    }

    /** Why each of the others is ignored. */
    List<String> reasons() {
        return ignored.stream().map(IgnoredMeeting::reason).toList();
    }

    /** Each meeting's start and end, UTC. */
    List<String> times() {
        return meetings.stream().map(meeting -> meeting.start() + "/" + meeting.end()).toList();
    }

    Map<String, List<Meeting>> byUid() {
        return meetings.stream().collect(Collectors.groupingBy(Meeting::uid));
    }

    /** A VEVENT with UID m1, an hour long unless it says otherwise. */
    static String event(String... lines) {
        String text = String.join("\n", lines);
        return "BEGIN:VEVENT\n" + (text.contains("UID:") ? "" : "UID:m1\n") + text + "\n"
                + (text.contains("DTEND") || text.contains("DURATION") ? "" : "DURATION:PT1H\n") + "END:VEVENT\n";
    }
}
