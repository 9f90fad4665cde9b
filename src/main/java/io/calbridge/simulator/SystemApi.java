package io.calbridge.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** /system/…, /callBridges and /system/cdrReceivers of one bridge. */
final class SystemApi {

    private static final int MOST_RECEIVERS = 4;

    private final Cluster cluster;
    private final SimulatedBridge bridge;
    private final Clock clock;
    private final String version;
    private final Map<String, String> cdrReceivers = new LinkedHashMap<>();
    private Instant startedAt;

    SystemApi(Cluster cluster, SimulatedBridge bridge, Clock clock, String version) {
        this.cluster = cluster;
        this.bridge = bridge;
        this.clock = clock;
        this.version = version;
        this.startedAt = clock.instant().minus(Duration.ofHours(1));
    }

    void restarted() {
        startedAt = clock.instant();
    }

    private boolean clustered() {
        return cluster.bridges.size() > 1;
    }

    Reply status() {
        return Reply.xml(Xml.element("status", null).field("softwareVersion", version)
                .field("uptimeSeconds", Duration.between(startedAt, clock.instant()).toSeconds())
                .field("cdrTime", clock.instant().truncatedTo(ChronoUnit.SECONDS)).field("activated", true)
                .field("clusterEnabled", clustered()).field("cdrCorrelatorIndex", 0)
                .field("callLegsActive", bridge.calls().activeLegs()).field("callLegsMaxActive", bridge.calls().mostLegs())
                .field("callLegsCompleted", bridge.calls().completedLegs()).field("audioBitRateOutgoing", 0).field("audioBitRateIncoming", 0)
                .field("videoBitRateOutgoing", 0).field("videoBitRateIncoming", 0).end("status"));
    }

    Reply alarms(Parameters query) {
        query.only(Page.PARAMETERS);
        return Page.of("alarms", List.of(), query, 10, "");
    }

    Reply load() {
        return Reply.xml("<load><mediaProcessingLoad>" + bridge.calls().activeLegs() * 1000
                + "</mediaProcessingLoad></load>");
    }

    Reply database() {
        return Reply.xml("<database clustered=\"" + (clustered() ? "enabled" : "disabled") + "\"></database>");
    }

    Reply clusterConfiguration() {
        return Reply.xml(Xml.element("cluster", null).field("uniqueName", bridge.name()).end("cluster"));
    }

    Reply callBridges(Parameters query) {
        query.only(Page.PARAMETERS);
        return Page.of("callBridges", clustered() ? cluster.bridges.stream().map(one ->
                Xml.element("callBridge", one.id()).field("name", one.name()).end("callBridge")).toList() : List.of(),
                query, 10, "");
    }

    Reply callBridge(String id) {
        SimulatedBridge found = cluster.bridges.stream().filter(one -> clustered() && one.id().equals(id)).findFirst()
                .orElseThrow(() -> Refusal.gone("callBridge"));
        return Reply.xml(Xml.element("callBridge", id).field("name", found.name())
                .field("address", found.url().toString()).raw("<sipDomain></sipDomain>").end("callBridge"));
    }

    Reply listReceivers(Parameters query) {
        query.only(Page.PARAMETERS);
        return Page.of("cdrReceivers", cdrReceivers.entrySet().stream().map(entry ->
                        Xml.element("cdrReceiver", entry.getKey()).field("uri", entry.getValue()).end("cdrReceiver"))
                .toList(), query, 10, " maximum=\"" + MOST_RECEIVERS + "\"");
    }

    Reply receiver(String id) {
        return Reply.xml(Xml.element("cdrReceiver", id).field("uri", uriOf(id)).end("cdrReceiver"));
    }

    Reply putReceiver(String id, Parameters form) {
        uriOf(id);
        if (form.only(Set.of("uri")).has("uri")) {
            cdrReceivers.put(id, wanted(form));
        }
        return Reply.done();
    }

    private String uriOf(String id) {
        if (!cdrReceivers.containsKey(id)) {
            throw Refusal.gone("cdrReceiver");
        }
        return cdrReceivers.get(id);
    }

    private static String wanted(Parameters form) {
        String uri = form.only(Set.of("uri")).text("uri");
        if (uri == null || !uri.matches("https?://.+")) {
            throw Refusal.parameter("uri");
        }
        return uri;
    }

    Reply postReceiver(Parameters form) {
        String uri = wanted(form);
        if (cdrReceivers.size() == MOST_RECEIVERS) {
            throw Refusal.of("tooManyCdrReceivers");
        }
        String id = Cluster.newId();
        cdrReceivers.put(id, uri);
        return Reply.made("/api/v1/system/cdrReceivers/" + id);
    }

    Reply deleteReceiver(String id) {
        if (cdrReceivers.remove(id) == null) {
            throw Refusal.gone("cdrReceiver");
        }
        return Reply.done();
    }
}
