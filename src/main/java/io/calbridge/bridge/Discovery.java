package io.calbridge.bridge;

import io.calbridge.settings.Settings;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final Set<String> said = new TreeSet<>();

    Discovery(Settings.Cms cms, Bridges bridges, BridgeTable table, Clock clock) {
        this.cms = cms;
        this.bridges = bridges;
        this.table = table;
        this.clock = clock;
    }

    /** Begins to collect what a bridge tells. */
    public BridgeFacts begin(@Variable("bridge") String name) {
        return new BridgeFacts(bridges.find(name).orElseThrow());
    }

    /** Version, uptime, legs, bit rates; not waited for long, a silent bridge is no news. */
    public CmsRequest status(@Variable("bridge") String name) {
        return CmsRequest.get("/system/status").on(name).briefly(true);
    }

    /** The answer to that. */
    public void status(@Variable("facts") BridgeFacts facts, @Body CmsAnswer answer) {
        facts.status(answer);
    }

    /** The members of its cluster. */
    public CmsRequest callBridges(@Variable("bridge") String name) {
        return CmsRequest.get("/callBridges").on(name).briefly(true);
    }

    /** One member, with its address. */
    public CmsRequest callBridge(@Variable("bridge") String name, @Body CmsAnswer member) {
        return CmsRequest.get("/callBridges/" + member.id()).on(name).briefly(true);
    }

    /** The answer to that. */
    public void member(@Variable("facts") BridgeFacts facts, @Body CmsAnswer answer) {
        facts.member(answer);
    }

    /** Its own name in the cluster: tells which of the members it is. */
    public CmsRequest clusterName(@Variable("bridge") String name) {
        return CmsRequest.get("/system/configuration/cluster").on(name).briefly(true);
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
            LOG.info("CMS {} is used too: a peer that {} names", bridge.name(), primary());
        }
        bridges.use(bridge.name(), use);
        table.save(bridge, use, facts, clock.instant());
        if (cms.discoverPeers() && bridge.origin() != Bridge.Origin.PEER) {
            facts.members().forEach(this::consider);
        }
    }

    private String primary() {
        return bridges.all().get(0);
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

    /** A peer may not only be named by ours: it has to name the same members itself. */
    private boolean isOfOurCluster(BridgeFacts peer) {
        return known.values().stream().anyMatch(facts -> facts.bridge().origin() != Bridge.Origin.PEER
                && !facts.ids().isEmpty() && facts.ids().equals(peer.ids()));
    }

    private void consider(CmsAnswer member) {
        boolean isKnown = known.values().stream().anyMatch(facts -> facts.ownId().equals(member.id()));
        URI address = BridgeFacts.address(member).orElse(null);
        if (isKnown || address == null) {
            return;
        }
        Bridge peer = Bridge.at(address, cms.alternate(), Bridge.Origin.PEER);
        boolean safe = "https".equalsIgnoreCase(address.getScheme())
                || "http".equalsIgnoreCase(address.getScheme()) && LOOPBACK.contains(address.getHost());
        if (!safe && said.add(peer.name())) {
            LOG.warn("CMS names a peer at {}, which is not used: only https is", address);
        } else if (safe && bridges.find(peer.name()).isEmpty()) {
            bridges.add(peer);
            bridges.use(peer.name(), false);
        }
    }
}
