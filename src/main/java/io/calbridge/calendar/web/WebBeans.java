package io.calbridge.calendar.web;

import io.calbridge.store.Database;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** What routes/web.camel.yaml and the Kamelets of calendars on web servers call by name. */
public final class WebBeans {

    private WebBeans() { }

    /**
     * Binds all beans of this package.
     *
     * @param horizon how far ahead meetings matter
     * @return is closed when Calbridge stops, so that it waits for no server
     */
    public static Deadlines bind(CamelContext context, Database database, Clock clock, Duration horizon) {
        Registry registry = context.getRegistry();
        Deadlines deadlines = new Deadlines();
        Pace pace = new Pace(clock);
        FeedMemory memory = new FeedMemory(database);
        context.getPropertiesComponent().addPropertiesFunction(pace);
        registry.bind("secretParameters", new SecretParameters());
        registry.bind("web", new WebDoor(clock, deadlines));
        registry.bind("webHeaders", new WebHeaders());
        registry.bind("webSources", new WebSources(pace, memory));
        registry.bind("httpFeeds", new HttpFeeds(memory));
        registry.bind("calDav", new CalDav(new DavMemory(database), clock, horizon));
        return deadlines;
    }
}
