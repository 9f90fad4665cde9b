package io.calbridge;

import io.calbridge.settings.Settings;
import io.calbridge.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.spi.PropertiesComponent;

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
        this.database = Database.open(settings.store());
        this.beans = new Beans(settings, database, clock);
        Path routes = home.resolve("routes");
        main.configure().setRoutesIncludePattern("file:" + routes + "/*.camel.yaml,file:"
                + config.resolve("calendars.camel.yaml"));
        Properties properties = new Properties();
        properties.putAll(defaults(settings, routes));
        properties.putAll(placeholders);
        main.setInitialProperties(properties);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport ignored) {
                CamelContext context = main.getCamelContext();
                // Settings has resolved the environment already, with our own rules.
                context.getPropertiesComponent().setEnvironmentVariableMode(
                        PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
                beans.bind(context);
            }

            @Override
            public void afterStart(BaseMainSupport ignored) {
                beans.started();
            }

            @Override
            public void beforeStop(BaseMainSupport ignored) {
                beans.stopping();
            }
        });
    }

    private static Properties defaults(Settings settings, Path routes) {
        Properties camel = new Properties();
        camel.put("camel.main.name", "calbridge");
        camel.put("camel.main.shutdownTimeout", "5");
        camel.put("camel.main.shutdownLogInflightExchangesOnTimeout", "false");
        camel.put("camel.main.jmxEnabled", "false");
        camel.put("camel.main.startupSummaryLevel", "Off");
        camel.put("camel.component.kamelet.location", "file:" + routes.resolve("calendars"));
        camel.put("camel.server.enabled", "false");
        camel.put("camel.management.enabled", "true");
        camel.put("camel.management.host", settings.http().host());
        camel.put("camel.management.port", String.valueOf(settings.http().port()));
        camel.put("camel.management.healthCheckEnabled", "true");
        camel.put("camel.management.healthPath", "/observe/health");
        camel.put("camel.management.metricsEnabled", "true");
        camel.put("camel.management.metricsPath", "/observe/metrics");
        camel.put("camel.health.routesEnabled", "false");
        camel.put("camel.metrics.enabled", "true");
        return camel;
    }

    /** Starts, and returns when all routes run. */
    public void start() throws Exception {
        main.start();
    }

    /** Starts, and returns when the daemon was told to stop. */
    public void run() throws Exception {
        main.run();
    }

    /** The context that holds the routes. */
    public CamelContext context() {
        return main.getCamelContext();
    }

    /** Lets the step in hand finish, and leaves running conferences running. */
    @Override
    public void close() {
        main.stop();
        database.close();
    }
}
