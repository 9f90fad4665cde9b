package io.calbridge.calendar.web;

import io.calbridge.store.Database;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** What routes/web.camel.yaml and the Kamelets of calendars on web servers call by name. */
public final class WebBeans {

    private WebBeans() { }

    /** Binds all beans of this package. */
    public static void bind(CamelContext context, Database database, Clock clock) {
        Registry registry = context.getRegistry();
        Pace pace = new Pace(clock);
        FeedMemory memory = new FeedMemory(database);
        context.getPropertiesComponent().addPropertiesFunction(pace);
        registry.bind("secretParameters", new SecretParameters());
        registry.bind("web", new WebDoor(clock));
        registry.bind("webHeaders", new WebHeaders());
        registry.bind("webSources", new WebSources(pace, memory));
        registry.bind("httpFeeds", new HttpFeeds(memory));
    }
}
