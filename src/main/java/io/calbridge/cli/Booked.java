package io.calbridge.cli;

import io.calbridge.operator.BookingsView;
import io.calbridge.settings.ConfigurationException;
import io.calbridge.settings.Settings;
import io.calbridge.store.Bookings;
import io.calbridge.store.Database;
import io.calbridge.store.StoreException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.impl.DefaultCamelContext;

/** What is booked now: from the store, or from the daemon that holds its file. */
final class Booked {

    private Booked() { }

    /**
     * Those that overlap [from, to).
     *
     * @throws StoreException         if the store cannot be used
     * @throws ConfigurationException if a daemon holds the store and does not answer
     */
    static List<BookingsView.Row> between(Settings settings, Instant from, Instant to) throws IOException {
        try (Database database = Database.look(settings.store())) {
            return new BookingsView(new Bookings(database)).between(from, to);
        } catch (StoreException e) {
            if (!e.isLocked()) {
                throw e;
            }
            return ofDaemon(settings.http(), from, to);
        }
    }

    private static List<BookingsView.Row> ofDaemon(Settings.Http http, Instant from, Instant to) throws IOException {
        String host = http.host().equals("0.0.0.0") || http.host().equals("::") ? "127.0.0.1" : http.host();
        String url = "http://" + host + ":" + http.port() + "/api/bookings";
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            return BookingsView.parse(camel.createProducerTemplate().requestBody(url + "?from=" + from + "&to=" + to
                    + "&connectTimeout=5000&responseTimeout=30000", null, String.class));
        } catch (CamelExecutionException e) {
            throw new ConfigurationException(List.of("calbridge.store.url: another process holds the store, and " + url
                    + " does not tell what is booked (" + e.getCause().getMessage() + "): does calbridge.http.port name the "
                    + "daemon that runs on it?"));
        }
    }
}
