package io.calbridge.calendar;

import io.calbridge.booking.Documents;
import io.calbridge.booking.FeedMeeting;
import io.calbridge.booking.Intake;
import io.calbridge.booking.Reading;
import io.calbridge.booking.Rejection;
import io.calbridge.booking.SplitFeed;
import io.calbridge.settings.Settings;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.fortuna.ical4j.model.Calendar;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the route that reads a document calls, step by step. */
public final class Feeds {

    private static final Logger LOG = LoggerFactory.getLogger("calbridge.calendars");
    /** A meeting found later than this after its end is history, and no news to anyone. */
    private static final Duration LOOK_BACK = Duration.ofDays(1);

    private final Settings settings;
    private final Clock clock;
    /** Changes whenever the same text is read otherwise, so that all is read again after an upgrade. */
    private static final String READER = "1";

    private final ZoneCache zones = new ZoneCache();
    private volatile RoomDirectory rooms = RoomDirectory.empty();

    /** @param settings with the horizon, and with the limits of what may be dialled */
    public Feeds(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Takes another room directory into use; says what is wrong with it. */
    public void rooms(@Body String text) {
        RoomDirectory read = RoomDirectory.parse(settings.rooms().toString(), text);
        read.problems().forEach(LOG::warn);
        if (read.size() == 0 && !read.problems().isEmpty()) {
            LOG.warn("The room directory stays as it was, with {} rooms, until {} can be read", rooms.size(), settings.rooms());
            return;
        }
        if (!read.hash().equals(rooms.hash())) {
            LOG.info("Room directory {}: {} rooms", settings.rooms(), read.size());
        }
        rooms = read;
    }

    /** What the reading of every meeting depends on, beside its text. */
    public String circumstances() {
        return FeedText.hash(String.join("|", rooms.hash(), settings.dial().toString(), settings.pool().toString(),
                settings.meetings().toString(), settings.schedule().horizon().toString(),
                ZoneRulesProvider.getVersions("UTC").keySet().toString(), READER)).substring(0, 16);
    }

    /**
     * The bytes that a source gave, looked over.
     *
     * @throws NotACalendarException if they are no calendar, or not all of one
     */
    public FeedText text(@Body byte[] bytes) {
        return FeedText.read(bytes);
    }

    /** What a source gave, as a document. */
    public Documents.Document document(@Variable("text") FeedText text, @Variable("calendar") String calendar,
                                       @Variable("name") String name, @Variable("parameters") String parameters) {
        return new Documents.Document(calendar, name == null ? "" : name, text.hash(),
                parameters == null ? "" : parameters.strip());
    }

    /**
     * The document's meetings, each a block of its own.
     *
     * @param known the hashes of the blocks that were made of it before: these are not made again
     */
    public SplitFeed split(@Variable("text") FeedText text, @Variable("document") Documents.Document document,
                           @Variable("known") Map<String, String> known) {
        SplitFeed feed = FeedSplitter.split(text, document.document(), document.parameters(), known);
        if (!feed.zone().isEmpty() && Zones.knownZone(feed.zone()).isEmpty()) {
            LOG.warn("{}: its time zone '{}' is unknown, and that of its calendar is used",
                    named(document.calendar(), document.document()), feed.zone());
        }
        return feed;
    }

    /** Begins to collect what is found. */
    public Reading begin(@Variable("intake") Intake intake) {
        Reading reading = new Reading();
        intake.rejections().forEach(reading::rejected);
        return reading;
    }

    /** All that is said of one meeting, as a calendar of its own; nothing if that lies wholly outside the horizon. */
    public MeetingBlock block(@Body FeedMeeting meeting, @Variable("reading") Reading reading) {
        Horizon horizon = horizon();
        if (horizon.mayHold(meeting)) {
            return rules(meeting).needed(MeetingBlock.of(meeting));
        }
        reading.found(meeting.uid(), List.of(), horizon.again(meeting));
        return null;
    }

    /** Reads the occurrences of one meeting. */
    public void read(@Body Calendar parsed, @Variable("block") MeetingBlock block, @Variable("meeting") FeedMeeting meeting,
                     @Variable("intake") Intake intake, @Variable("reading") Reading reading) {
        Horizon horizon = horizon();
        CalendarParameters parameters = CalendarParameters.parse(meeting.blocks().get(0).parameters());
        MeetingReader reader = new MeetingReader(block, zones.of(meeting), zone(parameters, intake), horizon.from(), horizon.to(),
                rules(meeting));
        reading.found(meeting.uid(), reader.read(parsed), horizon.again(meeting));
        reader.remarks().stream().distinct().forEach(remark -> LOG.info("{} line {}, meeting {}: {}", named(intake.calendar(),
                meeting.blocks().get(0).document()), block.line(), block.uid(), remark));
    }

    private HouseRules rules(FeedMeeting meeting) {
        return HouseRules.of(settings, CalendarParameters.parse(meeting.blocks().get(0).parameters()), rooms);
    }

    private Horizon horizon() {
        Instant now = clock.instant();
        return new Horizon(now, now.minus(LOOK_BACK), now.plus(settings.schedule().horizon()));
    }

    /** One block cannot be booked. */
    public void rejected(@Variable("block") MeetingBlock block, @Variable("failure") Exception failure,
                         @Variable("reading") Reading reading) {
        String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        reading.rejected(new Rejection(block.uid(), block.line(), reason.lines().findFirst().orElse("")
                // The parser counts in the block alone; the block's own line is the one that helps.
                .replaceFirst("^Error at line \\d+: ?", "")));
    }

    /** What was rejected, in words for whoever looks into the quarantine; empty for nothing. */
    public String problems(@Variable("intake") Intake intake, @Variable("reading") Reading reading) {
        reading.rejections().forEach(rejection -> LOG.warn("{} line {}, meeting {} is not booked: {}",
                named(intake.calendar(), intake.name()), rejection.line(), rejection.uid(), rejection.reason()));
        return reading.rejections().stream().map(rejection -> intake.name() + " line " + rejection.line()
                + ", meeting " + rejection.uid() + ": " + rejection.reason() + "\n").collect(Collectors.joining());
    }

    /** Why a whole document was rejected. */
    public String notACalendar(@Variable("calendar") String calendar, @Variable("name") String name,
                               @Variable("failure") Exception failure) {
        String document = name == null ? "" : name;
        LOG.warn("{}: {}; what it held before stays booked", named(calendar, document), failure.getMessage());
        return (document.isEmpty() ? "The calendar" : document) + " " + failure.getMessage() + "\nWhat it held before stays booked.\n";
    }

    private static String named(String calendar, String document) {
        return "Calendar '" + calendar + "'" + (document.isEmpty() ? "" : ", " + document);
    }

    /** The calendar's configured zone, else this machine's. */
    private static ZoneRules zone(CalendarParameters parameters, Intake intake) {
        try {
            if (!parameters.zone().isEmpty()) {
                return Zones.knownZone(parameters.zone()).orElseGet(() -> ZoneId.of(parameters.zone())).getRules();
            }
        } catch (DateTimeException e) {
            LOG.warn("Calendar '{}': its parameter zone, '{}', is unknown", intake.calendar(), parameters.zone());
        }
        return ZoneId.systemDefault().getRules();
    }
}
