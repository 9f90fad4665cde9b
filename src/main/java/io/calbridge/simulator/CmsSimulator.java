package io.calbridge.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A cluster of simulated call bridges, with a look into what they hold, and switches for what can go wrong. */
public final class CmsSimulator implements AutoCloseable {

    private final Builder settings;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
    private final Cluster cluster = new Cluster();
    private final Faults faults = new Faults();
    private final Endpoints endpoints;
    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();

    private CmsSimulator(Builder settings) {
        this.settings = settings;
        this.endpoints = new Endpoints(this::later, settings.voice, settings.ringsAtMost);
    }

    /** Says what the simulator shall be. */
    public static Builder builder() {
        return new Builder();
    }

    /** What a simulator shall be; one unclustered bridge on any port unless told. */
    public static final class Builder {
        private int bridges = 1;
        private List<Integer> ports = List.of();
        private String username = "calbridge";
        private String password = "calbridge";
        private String version = "2.0(RC)";
        private Clock clock = Clock.systemUTC();
        private Duration bulkDelay = Duration.ofMillis(150);
        private Duration ringsAtMost = Duration.ofSeconds(30);
        private Consumer<String> voice = sentence -> { };
        private Path certificate;
        private Path key;

        /** How many bridges share a database. */
        public Builder bridges(int number) {
            this.bridges = number;
            return this;
        }

        /** The port of each bridge; 0 for any. */
        public Builder ports(Integer... numbers) {
            this.ports = List.of(numbers);
            return this;
        }

        /** Who may log in. */
        public Builder credentials(String newUsername, String newPassword) {
            this.username = newUsername;
            this.password = newPassword;
            return this;
        }

        /** What system/status says; 3 and later refuse messageBoardEnabled. */
        public Builder softwareVersion(String newVersion) {
            this.version = newVersion;
            return this;
        }

        /** For the bridges' own clock. */
        public Builder clock(Clock newClock) {
            this.clock = newClock;
            return this;
        }

        /** How long each step of a bulk job takes. */
        public Builder bulkDelay(Duration newDelay) {
            this.bulkDelay = newDelay;
            return this;
        }

        /** How long those who do not answer ring. */
        public Builder ringsAtMost(Duration newTime) {
            this.ringsAtMost = newTime;
            return this;
        }

        /** Who hears, in sentences, what happens in calls. */
        public Builder voice(Consumer<String> newVoice) {
            this.voice = newVoice;
            return this;
        }

        /** Served over TLS, with these PEM files. */
        public Builder tls(Path newCertificate, Path newKey) {
            this.certificate = newCertificate;
            this.key = newKey;
            return this;
        }

        /** Starts all bridges. */
        public CmsSimulator start() {
            CmsSimulator simulator = new CmsSimulator(this);
            for (int i = 0; i < bridges; i++) {
                SimulatedBridge bridge = new SimulatedBridge(simulator, i + 1, i < ports.size() ? ports.get(i) : 0);
                simulator.cluster.bridges.add(bridge);
                if (version.compareTo("3") >= 0) {
                    bridge.router().refuse("callProfiles", "messageBoardEnabled");
                }
                bridge.start();
            }
            return simulator;
        }
    }

    /** A bridge, counted from 1. */
    public SimulatedBridge bridge(int number) {
        return cluster.bridges.get(number - 1);
    }

    /** Where a bridge listens, counted from 1. */
    public URI url(int number) {
        return bridge(number).url();
    }

    /** Where all bridges listen. */
    public List<URI> urls() {
        return cluster.bridges.stream().map(SimulatedBridge::url).toList();
    }

    /** Who may log in. */
    public String username() {
        return settings.username;
    }

    /** With what. */
    public String password() {
        return settings.password;
    }

    /** All coSpaces, in the order in which they were made. */
    public List<CoSpace> coSpaces() {
        synchronized (cluster) {
            return cluster.coSpaces.entrySet().stream().map(entry -> entry.getValue().toRecord(entry.getKey())).toList();
        }
    }

    /** The coSpace of a URI. */
    public Optional<CoSpace> coSpace(String uri) {
        return coSpaces().stream().filter(coSpace -> uri.equals(coSpace.uri())).findFirst();
    }

    /** All calls of all bridges. */
    public List<Call> calls() {
        synchronized (cluster) {
            return cluster.bridges.stream().flatMap(bridge -> bridge.callRecords().stream()).toList();
        }
    }

    /** The call profiles' fields by id. */
    public Map<String, Map<String, String>> callProfiles() {
        synchronized (cluster) {
            return Map.copyOf(cluster.callProfiles);
        }
    }

    /** The call leg profiles' fields by id. */
    public Map<String, Map<String, String>> callLegProfiles() {
        synchronized (cluster) {
            return Map.copyOf(cluster.callLegProfiles);
        }
    }

    /** The bulk parameter sets' fields by id. */
    public Map<String, Map<String, String>> bulkSets() {
        synchronized (cluster) {
            return Map.copyOf(cluster.bulkSets);
        }
    }

    /** How many bulk jobs there were. */
    public int bulkSyncs() {
        synchronized (cluster) {
            return cluster.bulkSyncs.size();
        }
    }

    /** How often a call was made in a coSpace. */
    public int callsCreated(String coSpace) {
        synchronized (cluster) {
            return cluster.callsCreated.getOrDefault(coSpace, 0);
        }
    }

    /** How often an address was dialled. */
    public int legsCreated(String address) {
        synchronized (cluster) {
            return cluster.legsCreated.getOrDefault(address.toLowerCase(Locale.ROOT), 0);
        }
    }

    /** All that came in, oldest first. */
    public List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    /** Begins a new list of what came in. */
    public void forgetRequests() {
        requests.clear();
    }

    /**
     * A coSpace that somebody else made; null for no URI or no call ID.
     *
     * @return its id
     */
    public String addCoSpace(String name, String uri, String callId) {
        synchronized (cluster) {
            Cluster.CoSpaceRow row = new Cluster.CoSpaceRow();
            row.fields.put("name", name);
            row.fields.put("nonMemberAccess", "true");
            if (uri != null) {
                row.fields.put("uri", uri.toLowerCase(Locale.ROOT));
            }
            if (callId != null) {
                row.fields.put("callId", callId);
            }
            String id = Cluster.newId();
            cluster.coSpaces.put(id, row);
            return id;
        }
    }

    /** Somebody else changes a coSpace. */
    public void changeCoSpace(String coSpace, String field, String value) {
        synchronized (cluster) {
            cluster.coSpaces.get(coSpace).fields.put(field, value);
        }
    }

    /** Somebody else removes a coSpace. */
    public void removeCoSpace(String coSpace) {
        synchronized (cluster) {
            cluster.removeCoSpace(coSpace);
        }
    }

    /**
     * A call that somebody else made.
     *
     * @return its id
     */
    public String addCall(int bridge, String coSpace) {
        synchronized (cluster) {
            String location = bridge(bridge).calls().postCall(Parameters.parse("coSpace=" + coSpace)).location();
            return location.substring(location.lastIndexOf('/') + 1);
        }
    }

    /** Somebody else ends a call. */
    public void removeCall(String call) {
        synchronized (cluster) {
            cluster.bridges.forEach(bridge -> bridge.calls().end(entry -> entry.getKey().equals(call)));
        }
    }

    /** Somebody else removes a profile of either kind. */
    public void removeProfile(String profile) {
        synchronized (cluster) {
            cluster.callProfiles.remove(profile);
            cluster.callLegProfiles.remove(profile);
        }
    }

    /** The next such request is carried out, and its connection closed without an answer; {@code *} for an id. */
    public void loseNextAnswerTo(String method, String path) {
        faults.add(Faults.Kind.ANSWER_LOST, method, path, 0, null);
    }

    /** The next such request is not carried out, and its connection closed without an answer. */
    public void loseNextBefore(String method, String path) {
        faults.add(Faults.Kind.LOST_BEFORE, method, path, 0, null);
    }

    /** The next such request is answered with this, and not carried out; the reason may be null. */
    public void answerNextWith(String method, String path, int status, String reason) {
        faults.add(Faults.Kind.ANSWERED_WITH, method, path, status, reason);
    }

    /** From now on every bridge refuses this parameter of that collection, as a version without it would. */
    public void refuseParameter(String collection, String parameter) {
        cluster.bridges.forEach(bridge -> bridge.router().refuse(collection, parameter));
    }

    /** From now on a second call in a coSpace that has one is a call of its own. */
    public void allowSecondCalls() {
        cluster.bridges.forEach(bridge -> bridge.calls().secondCallForOneSpace = true);
    }

    @Override
    public void close() {
        cluster.bridges.forEach(SimulatedBridge::stop);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    Cluster cluster() {
        return cluster;
    }

    Endpoints endpoints() {
        return endpoints;
    }

    Faults faults() {
        return faults;
    }

    Vertx vertx() {
        return vertx;
    }

    Clock clock() {
        return settings.clock;
    }

    String version() {
        return settings.version;
    }

    Duration bulkDelay() {
        return settings.bulkDelay;
    }

    boolean isTls() {
        return settings.certificate != null;
    }

    /** HTTP/1.1 alone: else Vert.x does not tell of a connection before its first byte, and an idle one would stay. */
    HttpServerOptions serverOptions() {
        HttpServerOptions options = new HttpServerOptions().setHttp2ClearTextEnabled(false);
        return isTls() ? options.setSsl(true).setKeyCertOptions(new PemKeyCertOptions()
                .addCertPath(settings.certificate.toString()).addKeyPath(settings.key.toString())) : options;
    }

    void later(Duration time, Runnable work) {
        vertx.setTimer(Math.max(1, time.toMillis()), timer -> {
            synchronized (cluster) {
                work.run();
            }
        });
    }

    void log(int bridge, HttpServerRequest request, Buffer body, int status) {
        Map<String, String> form;
        try {
            form = Parameters.parse(body.toString()).pairs();
        } catch (Refusal unreadable) {
            form = Map.of();
        }
        requests.add(new ReceivedRequest(settings.clock.instant(), bridge, request.method().name(), request.path(),
                request.query() == null ? "" : request.query(), form, status));
    }
}
