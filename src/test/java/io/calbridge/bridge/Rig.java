package io.calbridge.bridge;

import io.calbridge.settings.Settings;
import io.calbridge.settings.Settings.Credentials;
import io.calbridge.store.Database;
import io.calbridge.store.Journal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** Camel with the routes of routes/ as they stand, and a store in memory: this package without the rest of the daemon. */
final class Rig implements AutoCloseable {

    final MovableClock clock = new MovableClock();
    final Database database;
    final Journal journal;
    final DefaultCamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;

    private Rig(Settings settings, String store, String... files) throws Exception {
        database = Database.open(new Settings.Store("jdbc:h2:mem:" + store + ";DB_CLOSE_DELAY=-1", "", ""));
        journal = new Journal(database, clock);
        BridgeBeans.bind(context.getRegistry(), settings, database, journal, clock);
        for (String file : files) {
            PluginHelper.getRoutesLoader(context).loadRoutes(PluginHelper.getResourceLoader(context)
                    .resolveResource("file:routes/" + file));
        }
        context.getShutdownStrategy().setTimeout(5);
        context.start();
        template = context.createProducerTemplate();
    }

    static Setup toward(URI primary, URI... alternates) {
        return new Setup(primary, List.of(alternates));
    }

    /** What is configured; good defaults for tests. */
    static final class Setup {
        private final URI primary;
        private final List<URI> alternates;
        private Credentials credentials = new Credentials("api", "secret");
        private Credentials alternateCredentials;
        private boolean discover;
        private Optional<Path> certificates = Optional.empty();
        private int requests = 10;
        private Duration timeout = Duration.ofSeconds(10);
        private Settings.Pool pool = new Settings.Pool("Calbridge_Meeting_", 1, 10, "", "example.com");
        private String store = UUID.randomUUID().toString();

        private Setup(URI primary, List<URI> alternates) {
            this.primary = primary;
            this.alternates = alternates;
        }

        Setup password(String password) {
            credentials = new Credentials("api", password);
            return this;
        }

        Setup alternatePassword(String password) {
            alternateCredentials = new Credentials("api", password);
            return this;
        }

        Setup discovering() {
            discover = true;
            return this;
        }

        Setup trusting(Path pem) {
            certificates = Optional.of(pem);
            return this;
        }

        Setup atMost(int requests) {
            this.requests = requests;
            return this;
        }

        Setup patientFor(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        Setup pool(String namePrefix, int first, int size) {
            pool = new Settings.Pool(namePrefix, first, size, "", "example.com");
            return this;
        }

        Setup uriPrefix(String prefix) {
            pool = new Settings.Pool(pool.namePrefix(), pool.firstNumber(), pool.size(), prefix, "example.com");
            return this;
        }

        /** The same store as another rig's. */
        Setup keeping(String name) {
            store = name;
            return this;
        }

        /** Only the door. */
        Rig door() throws Exception {
            return new Rig(settings(), store, "cms.camel.yaml");
        }

        /** Discovery and provisioning too. */
        Rig start() throws Exception {
            return new Rig(settings(), store, "cms.camel.yaml", "bridges.camel.yaml");
        }

        private Settings settings() {
            Settings.Cms cms = new Settings.Cms(primary, credentials, alternates,
                    alternateCredentials == null ? credentials : alternateCredentials, discover, certificates, requests,
                    timeout);
            return new Settings(cms, pool, null, null, null, null, null, null, null, null);
        }
    }

    /** Sends a request through direct:cms. */
    CmsAnswer ask(CmsRequest request) {
        return send("direct:cms", request, CmsAnswer.class);
    }

    @SuppressWarnings("unchecked")
    List<CmsAnswer> list(CmsRequest request) {
        return send("direct:cms-list", request, List.class);
    }

    /** Runs a route that takes nothing. */
    void run(String uri) {
        send(uri, null, Object.class);
    }

    <T> T bean(String name, Class<T> type) {
        return context.getRegistry().lookupByNameAndType(name, type);
    }

    Bridges bridges() {
        return bean("bridges", Bridges.class);
    }

    private <T> T send(String uri, CmsRequest request, Class<T> type) {
        Exchange answer = template.request(uri, exchange -> {
            exchange.setVariable("request", request);
            exchange.getMessage().setHeader("Ours", "internal");
            exchange.getMessage().setBody("internal");
        });
        if (answer.getException() instanceof RuntimeException failure) {
            throw failure;
        }
        if (answer.getException() != null) {
            throw new IllegalStateException(answer.getException());
        }
        return answer.getMessage().getBody(type);
    }

    @Override
    public void close() {
        context.stop();
        database.close();
    }
}
