package io.calbridge.calendar;

import io.calbridge.booking.Documents;
import io.calbridge.booking.Reading;
import io.calbridge.booking.Rejection;
import io.calbridge.settings.Settings;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
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

    /** What the reading of every document depends on, beside its text. */
    public String circumstances() {
        return FeedText.hash(String.join("|", rooms.hash(), settings.dial().toString(),
                settings.schedule().horizon().toString(), ZoneRulesProvider.getVersions("UTC").keySet().toString()));
    }

    /**
     * What a source gave, as a document.
     *
     * @throws NotACalendarException if it is no calendar, or not all of one
     */
    public Documents.Document document(@Body byte[] bytes, @Variable("calendar") String calendar,
                                       @Variable("name") String name, @Variable("zone") String zone) {
        String text = FeedText.read(bytes);
        return new Documents.Document(calendar, name == null ? "" : name, text, FeedText.hash(text),
                zone == null ? "" : zone.strip(), circumstances(), false);
    }

    /** The document's meetings, each a block of its own. */
    public SplitFeed split(@Variable("document") Documents.Document document) {
        return FeedSplitter.split(document.text());
    }

    /** Begins to collect what is found. */
    public Reading begin(@Variable("feed") SplitFeed feed) {
        Reading reading = new Reading();
        feed.rejections().forEach(reading::rejected);
        return reading;
    }

    /** Reads the meetings of one block. */
    public void read(@Body Calendar parsed, @Variable("block") MeetingBlock block, @Variable("feed") SplitFeed feed,
                     @Variable("document") Documents.Document document, @Variable("reading") Reading reading) {
        Instant now = clock.instant();
        MeetingReader reader = new MeetingReader(block, feed.zones(), zone(document, feed),
                now.minus(LOOK_BACK), now.plus(settings.schedule().horizon()), new DialPlan(settings.dial(), rooms));
        reading.found(reader.read(parsed));
        reader.remarks().stream().distinct().forEach(remark -> LOG.info("{} line {}, meeting {}: {}", named(document),
                block.line(), block.uid(), remark));
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
    public String problems(@Variable("document") Documents.Document document, @Variable("reading") Reading reading) {
        reading.rejections().forEach(rejection -> LOG.warn("{} line {}, meeting {} is not booked: {}", named(document),
                rejection.line(), rejection.uid(), rejection.reason()));
        return reading.rejections().stream().map(rejection -> document.document() + " line " + rejection.line()
                + ", meeting " + rejection.uid() + ": " + rejection.reason() + "\n").collect(Collectors.joining());
    }

    /** Why a whole document was rejected. */
    public String notACalendar(@Variable("calendar") String calendar, @Variable("name") String name,
                               @Variable("failure") Exception failure) {
        LOG.warn("Calendar '{}', {}: {}; what it held before stays booked", calendar, name, failure.getMessage());
        return name + " " + failure.getMessage() + "\nWhat it held before stays booked.\n";
    }

    private static String named(Documents.Document document) {
        return "Calendar '" + document.calendar() + "'"
                + (document.document().isEmpty() ? "" : ", " + document.document());
    }

    /** X-WR-TIMEZONE, else the calendar's configured zone, else this machine's. */
    private static ZoneRules zone(Documents.Document document, SplitFeed feed) {
        for (String name : List.of(feed.zone(), document.zone())) {
            try {
                if (!name.isBlank()) {
                    return Zones.knownZone(name).orElseGet(() -> ZoneId.of(name)).getRules();
                }
            } catch (DateTimeException e) {
                LOG.warn("{}: the time zone '{}' is unknown", named(document), name);
            }
        }
        return ZoneId.systemDefault().getRules();
    }
}
