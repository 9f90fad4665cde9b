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
                .field("callLegsActive", bridge.calls().activeLegs()).field("callLegsMaxActive", 0)
                .field("callLegsCompleted", 0).field("audioBitRateOutgoing", 0).field("audioBitRateIncoming", 0)
                .field("videoBitRateOutgoing", 0).field("videoBitRateIncoming", 0).end("status"));
    }

    Reply alarms(Parameters query) {
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
        return Page.of("cdrReceivers", cdrReceivers.entrySet().stream().map(entry ->
                        Xml.element("cdrReceiver", entry.getKey()).field("uri", entry.getValue()).end("cdrReceiver"))
                .toList(), query, 10, " maximum=\"" + MOST_RECEIVERS + "\"");
    }

    Reply postReceiver(Parameters form) {
        form.only(Set.of("uri"));
        if (form.text("uri") == null) {
            throw Refusal.parameter("uri");
        }
        if (cdrReceivers.size() == MOST_RECEIVERS) {
            throw Refusal.of("tooManyCdrReceivers");
        }
        String id = Cluster.newId();
        cdrReceivers.put(id, form.text("uri"));
        return Reply.made("/api/v1/system/cdrReceivers/" + id);
    }

    Reply deleteReceiver(String id) {
        if (cdrReceivers.remove(id) == null) {
            throw Refusal.gone("cdrReceiver");
        }
        return Reply.done();
    }
}
