package io.calbridge.bridge;

import io.calbridge.settings.Settings;
import java.net.URI;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is asked of each call bridge about itself, and what follows from its answers for which bridges are used. */
public final class Discovery {

    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private final Settings.Cms cms;
    private final Bridges bridges;
    private final BridgeTable table;
    private final Clock clock;
    private final Map<String, BridgeFacts> known = new LinkedHashMap<>();
    /** Peers that were used before the start, each with the call bridges that it listed. */
    private final Map<String, Set<String>> remembered = new HashMap<>();
    private final Set<String> said = new TreeSet<>();

    Discovery(Settings.Cms cms, Bridges bridges, BridgeTable table, Clock clock) {
        this.cms = cms;
        this.bridges = bridges;
        this.table = table;
        this.clock = clock;
        if (cms.discoverPeers()) {
            table.peers().forEach(this::remember);
        }
    }

    /** A peer of before the start is asked too: the bridge that named it may be down now. */
    private void remember(BridgeTable.Peer peer) {
        URI address = URI.create(peer.url());
        if (mayBeTold(address) && bridges.addUnused(Bridge.at(address, cms.alternate(), Bridge.Origin.PEER))) {
            remembered.put(peer.name(), peer.callBridges());
        }
    }

    /** Begins to collect what a bridge tells. */
    public BridgeFacts begin(@Variable("bridge") String name) {
        return new BridgeFacts(bridges.find(name).orElseThrow());
    }

    /** Version, uptime, legs, bit rates. Only one that is well may be slow; for others nobody waits. */
    public CmsRequest status(@Variable("bridge") String name) {
        return CmsRequest.get("/system/status").on(name).briefly(!bridges.isReachable(name));
    }

    /** The answer to that. */
    public void status(@Variable("facts") BridgeFacts facts, @Body CmsAnswer answer) {
        facts.status(answer);
    }

    /** The members of its cluster. */
    public CmsRequest callBridges(@Variable("bridge") String name) {
        return CmsRequest.get("/callBridges").on(name);
    }

    /** One member, with its address. */
    public CmsRequest callBridge(@Variable("bridge") String name, @Body CmsAnswer member) {
        return CmsRequest.get("/callBridges/" + member.id()).on(name);
    }

    /** The answer to that. */
    public void member(@Variable("facts") BridgeFacts facts, @Body CmsAnswer answer) {
        facts.member(answer);
    }

    /** Its own name in the cluster: tells which of the members it is. */
    public CmsRequest clusterName(@Variable("bridge") String name) {
        return CmsRequest.get("/system/configuration/cluster").on(name);
    }

    /** The answer to that. */
    public void named(@Variable("facts") BridgeFacts facts, @Body CmsAnswer answer) {
        facts.uniqueName(answer.text("uniqueName"));
    }

    /** All that a bridge told: kept, and acted on. */
    public synchronized void learned(@Variable("facts") BridgeFacts facts) {
        Bridge bridge = facts.bridge();
        BridgeFacts before = known.put(bridge.name(), facts);
        if (before == null) {
            LOG.info("CMS {}: version {}{}", bridge.name(), facts.status().text("softwareVersion"),
                    facts.members().size() > 1 ? ", one of a cluster of " + facts.members().size() : "");
        }
        boolean use = !isSameAsAnEarlierOne(facts) && (bridge.origin() != Bridge.Origin.PEER || isOfOurCluster(facts));
        if (use && !bridges.isUsed(bridge.name())) {
            LOG.info("CMS {} is used too, after the configured bridges: a peer that GET /callBridges names", bridge.name());
        }
        bridges.use(bridge.name(), use);
        table.save(bridge, use, facts, clock.instant());
        if (cms.discoverPeers() && bridge.origin() != Bridge.Origin.PEER) {
            facts.members().forEach(this::consider);
        }
    }

    private boolean isSameAsAnEarlierOne(BridgeFacts facts) {
        List<String> order = bridges.all();
        for (BridgeFacts other : known.values()) {
            boolean earlier = order.indexOf(other.bridge().name()) < order.indexOf(facts.bridge().name());
            if (earlier && !facts.ownId().isEmpty() && other.ownId().equals(facts.ownId())) {
                if (said.add(facts.bridge().name())) {
                    LOG.warn("CMS {} is {} under another address, and is used once{}", facts.bridge().name(),
                            other.bridge().name(), facts.bridge().origin() == Bridge.Origin.PEER ? ""
                                    : "; take it out of calbridge.cms.alternates");
                }
                return true;
            }
        }
        return false;
    }

    /**
     * A peer may not only be named by ours: it has to name the same members itself. Once it has, a cluster that is just
     * being changed does not put it out of use, as long as it has members in common with ours.
     */
    private boolean isOfOurCluster(BridgeFacts peer) {
        String name = peer.bridge().name();
        List<BridgeFacts> ours = known.values().stream()
                .filter(facts -> facts.bridge().origin() != Bridge.Origin.PEER && !facts.ids().isEmpty()).toList();
        if (bridges.isUsed(name) && ours.stream().anyMatch(facts -> !Collections.disjoint(facts.ids(), peer.ids()))) {
            return true;
        }
        if (ours.stream().anyMatch(facts -> facts.ids().equals(peer.ids()))) {
            return true;
        }
        if (ours.isEmpty()) {
            // No configured bridge has answered since the start: what they told before it still counts.
            return !peer.ids().isEmpty() && peer.ids().equals(remembered.get(name));
        }
        if (said.add(name)) {
            LOG.warn("CMS {} was named as a peer, but lists other call bridges than the configured ones: not used", name);
        }
        return false;
    }

    private void consider(CmsAnswer member) {
        URI address = BridgeFacts.address(member).orElse(null);
        Optional<BridgeFacts> itself = known.values().stream().filter(facts -> facts.ownId().equals(member.id()))
                .findFirst();
        if (address == null || itself.isPresent()) {
            itself.filter(facts -> address != null && bridges.find(Bridge.nameOf(address)).isEmpty())
                    .ifPresent(facts -> underAnotherAddress(member, address, facts.bridge().name()));
            return;
        }
        Bridge peer = Bridge.at(address, cms.alternate(), Bridge.Origin.PEER);
        if (mayBeTold(address)) {
            bridges.addUnused(peer);
        } else if (said.add(peer.name())) {
            LOG.warn("CMS names a peer at {}, which is not used: only https is", address);
        }
    }

    private void underAnotherAddress(CmsAnswer member, URI address, String usedAs) {
        if (said.add(address.toString())) {
            LOG.info("CMS {} is call bridge '{}', which its peers reach at {}: used as {} only", usedAs,
                    member.text("name"), address, usedAs);
        }
    }

    /** Whether our credentials may be sent there. By its text alone: a name that is looked up can lead anywhere. */
    static boolean mayBeTold(URI address) {
        String host = address.getHost();
        return "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme())
                && (LOOPBACK.contains(host.toLowerCase(Locale.ROOT)) || host.matches("127(\\.\\d{1,3}){3}"));
    }
}
