package io.calbridge.bridge;

import io.calbridge.settings.Settings;
import io.calbridge.store.Database;
import io.calbridge.store.Journal;
import io.calbridge.wire.Trust;
import java.time.Clock;
import org.apache.camel.spi.Registry;

/** What routes/cms.camel.yaml and routes/bridges.camel.yaml call by name. */
public final class BridgeBeans {

    private BridgeBeans() { }

    /**
     * Binds all beans of this package.
     *
     * @throws IllegalArgumentException if calbridge.cms.ca-file cannot be read
     */
    public static void bind(Registry registry, Settings settings, Database database, Journal journal, Clock clock) {
        Bridges bridges = new Bridges(settings.cms(), clock);
        registry.bind("bridges", bridges);
        registry.bind("cmsDoor", new Door(bridges, new BridgeRoutes(settings.cms()), journal));
        registry.bind("cmsTrust", Trust.in(settings.cms().certificates(), "calbridge.cms.ca-file"));
        registry.bind("onlyOurHeaders", new OnlyOurHeaders());
        registry.bind("bridgeDiscovery", new Discovery(settings.cms(), bridges, new BridgeTable(database), clock));
        Creations creations = new Creations(database);
        Placeholders placeholders = new Placeholders(database, settings.pool());
        registry.bind("creations", creations);
        registry.bind("profiles", new Profiles(creations));
        registry.bind("placeholders", placeholders);
        registry.bind("provisioning", new Provisioning(settings.pool(), placeholders, clock));
    }
}
