package io.calbridge;

import io.calbridge.settings.Settings;
import io.calbridge.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** The running daemon: the routes, and the beans that they name, over one store. */
public final class Daemon implements AutoCloseable {

    private final Main main = new Main();
    private final Database database;
    private final Beans beans;

    /**
     * @param placeholders every resolved {@code calbridge.*} value but secrets, and the administrator's {@code camel.*} keys
     * @param home         holds {@code routes/}
     * @param config       holds {@code calendars.camel.yaml}
     * @throws io.calbridge.store.StoreException if the store cannot be used
     */
    public Daemon(Settings settings, Properties placeholders, Path home, Path config, Clock clock) {
        this(settings, placeholders, home, clock, "file:" + home.resolve("routes") + "/*.camel.yaml,file:"
                + config.resolve("calendars.camel.yaml"));
    }

    private Daemon(Settings settings, Properties placeholders, Path home, Clock clock, String routes) {
        this.database = Database.open(settings.store());
        this.beans = new Beans(settings, database, clock);
        main.configure().setRoutesIncludePattern(routes);
        Properties properties = defaults(settings, home.resolve("routes"));
        properties.putAll(placeholders);
        main.setInitialProperties(properties);
        main.setDefaultPropertyPlaceholderLocation("false");
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport ignored) {
                // Settings has resolved the environment already, by our own rules.
                ((PropertiesComponent) main.getCamelContext().getPropertiesComponent()).setEnvironmentVariableMode(
                        PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
                beans.bind(main.getCamelContext());
            }
        });
    }

    /**
     * Whether each configured bridge can be reached and logged in to, through the door that the daemon uses.
     *
     * @return what is wrong with it, by the bridge's name; empty for nothing
     */
    public static Map<String, String> bridges(Settings settings, Properties placeholders, Path home) throws Exception {
        Settings alone = new Settings(settings.cms(), settings.pool(), settings.feeds(), settings.rooms(), settings.dial(),
                settings.log(), new Settings.Store("jdbc:h2:mem:check", "", ""), settings.schedule(), settings.http(),
                settings.meetings());
        try (Daemon daemon = new Daemon(alone, placeholders, home, Clock.systemUTC(),
                "file:" + home.resolve("routes").resolve("cms.camel.yaml"))) {
            daemon.main.configure().setAutoConfigurationEnabled(true);
            daemon.main.addInitialProperty("camel.management.enabled", "false");
            daemon.main.addInitialProperty("camel.server.enabled", "false");
            daemon.main.start();
            Map<String, String> problems = new LinkedHashMap<>();
            BridgeCheck.problems(daemon.context(), problems);
            return problems;
        }
    }

    private static Properties defaults(Settings settings, Path routes) {
        Properties camel = new Properties();
        camel.put("camel.main.name", "calbridge");
        camel.put("camel.main.shutdownTimeout", "5");
        camel.put("camel.main.shutdownLogInflightExchangesOnTimeout", "false");
        // Addresses of feeds are often secrets. One word only: Camel hides no more than the first of these.
        camel.put("camel.main.additionalSensitiveKeywords", "url");
        // Calendars on slow servers wait in these threads; the other routes must not wait for them.
        camel.put("camel.component.quartz.properties[org.quartz.threadPool.threadCount]", "40");
        camel.put("camel.main.jmxEnabled", "false");
        camel.put("camel.main.startupSummaryLevel", "Off");
        // By default a message for a route that has stopped already waits for it for 30 s, and the stop with it.
        camel.put("camel.component.direct.block", "false");
        camel.put("camel.component.kamelet.location", "file:" + routes.resolve("calendars"));
        // What routes serve, and what the management server serves, behind one port.
        camel.put("camel.server.enabled", "true");
        camel.put("camel.server.host", settings.http().host());
        camel.put("camel.server.port", String.valueOf(settings.http().port()));
        camel.put("camel.management.enabled", "true");
        camel.put("camel.management.host", settings.http().host());
        camel.put("camel.management.port", String.valueOf(settings.http().port()));
        camel.put("camel.management.healthCheckEnabled", "true");
        camel.put("camel.management.healthPath", "/observe/health");
        camel.put("camel.health.routesEnabled", "false");
        camel.put("camel.health.consumersEnabled", "false");
        camel.put("camel.management.metricsEnabled", "true");
        camel.put("camel.metrics.enabled", "true");
        camel.put("camel.metrics.path", "/observe/metrics");
        return camel;
    }

    /** Starts, and returns when all routes run. */
    public void start() throws Exception {
        main.start();
        beans.started();
    }

    /** The context that holds the routes. */
    public CamelContext context() {
        return main.getCamelContext();
    }

    /** Lets the step in hand finish, and leaves running conferences running. */
    @Override
    public void close() {
        beans.stopping();
        main.stop();
        database.close();
    }
}
