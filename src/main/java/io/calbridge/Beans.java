package io.calbridge;

import io.calbridge.booking.BookingDesk;
import io.calbridge.booking.Documents;
import io.calbridge.bridge.BridgeBeans;
import io.calbridge.bridge.Bridges;
import io.calbridge.bridge.Placeholders;
import io.calbridge.calendar.BlockFormat;
import io.calbridge.calendar.FeedFolder;
import io.calbridge.calendar.Feeds;
import io.calbridge.calendar.web.Deadlines;
import io.calbridge.calendar.web.WebBeans;
import io.calbridge.conference.CallsOnCms;
import io.calbridge.conference.ConferenceRequests;
import io.calbridge.conference.Conferences;
import io.calbridge.conference.Dialling;
import io.calbridge.conference.DueWork;
import io.calbridge.conference.Numbering;
import io.calbridge.operator.BookingsView;
import io.calbridge.operator.Readiness;
import io.calbridge.operator.TroubleLog;
import io.calbridge.settings.ConfigurationException;
import io.calbridge.settings.Settings;
import io.calbridge.store.Bookings;
import io.calbridge.store.Database;
import io.calbridge.store.Diary;
import io.calbridge.store.Journal;
import io.calbridge.store.Leftovers;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.Registry;

/** Makes the beans that the routes name, once, and hands each what it needs. */
final class Beans {

    private final Settings settings;
    private final Database database;
    private final Clock clock;
    private ProducerTemplate template;
    private DueWork dueWork;
    private Deadlines deadlines;

    Beans(Settings settings, Database database, Clock clock) {
        this.settings = settings;
        this.database = database;
        this.clock = clock;
    }

    void bind(CamelContext context) {
        Registry registry = context.getRegistry();
        Duration startEarly = settings.schedule().startEarly();
        Bookings bookings = new Bookings(database);
        Journal journal = new Journal(database, clock);
        Diary diary = new Diary(journal);
        Leftovers leftovers = new Leftovers(database);
        Documents documents = new Documents(database, clock);

        BridgeBeans.bind(registry, settings, database, journal, clock);
        Bridges bridges = registry.lookupByNameAndType("bridges", Bridges.class);
        Placeholders placeholders = registry.lookupByNameAndType("placeholders", Placeholders.class);

        registry.bind("storeReady", new Readiness("store", "the store does not answer", database::isWell));
        registry.bind("bridgeReady", new Readiness("bridge", "no call bridge answers", bridges::anyReachable));
        registry.bind("poolReady", new Readiness("placeholders", "the placeholders do not exist on CMS yet",
                placeholders::ready));

        template = context.createProducerTemplate();
        dueWork = new DueWork(database, bookings, clock, startEarly, this::conferenceDue);

        registry.bind("clock", clock);
        registry.bind("bookings", bookings);
        registry.bind("journal", journal);
        registry.bind("leftovers", leftovers);
        registry.bind("documents", documents);
        registry.bind("dueWork", dueWork);
        registry.bind("conferences", new Conferences(bookings, leftovers, diary, clock, startEarly, dueWork::plan));
        registry.bind("numbering", new Numbering(database, bookings, diary, clock, startEarly, placeholders::coSpaces,
                placeholders::candidates));
        registry.bind("dialling", new Dialling(bookings, diary));
        registry.bind("conferenceRequests", new ConferenceRequests(settings.pool(), bridges::isReachable));
        registry.bind("callsOnCms", new CallsOnCms(bookings, bridges::preferred));
        registry.bind("bookingDesk", new BookingDesk(database, bookings, documents, dueWork, diary, clock, settings,
                placeholders::candidates));
        registry.bind("feedFolder", new FeedFolder(database, clock));
        registry.bind("feeds", feeds());
        registry.bind("bookingsView", new BookingsView(bookings));
        deadlines = WebBeans.bind(context, database, clock, settings.schedule().horizon());
        registry.bind("troubleLog", new TroubleLog(clock));
        registry.bind("ical", new BlockFormat());
    }

    /** With the room directory, before the first feed is read; a route reads it again when it changes. */
    private Feeds feeds() {
        Feeds feeds = new Feeds(settings, clock);
        try {
            if (Files.exists(settings.rooms())) {
                feeds.rooms(Files.readString(settings.rooms()));
            }
        } catch (IOException e) {
            throw new ConfigurationException(List.of("calbridge.rooms.file: " + settings.rooms() + " cannot be read: " + e));
        }
        return feeds;
    }

    private void conferenceDue(UUID booking) {
        template.sendBody("direct:conference-due", booking);
    }

    void started() {
        dueWork.start();
    }

    void stopping() {
        if (deadlines != null) {
            deadlines.close();
        }
        if (dueWork != null) {
            dueWork.close();
        }
    }
}
