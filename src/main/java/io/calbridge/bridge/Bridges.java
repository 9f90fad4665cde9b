package io.calbridge.bridge;

import io.calbridge.bridge.Health.Condition;
import io.calbridge.settings.Settings;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The call bridges that are known, the configured ones first, and how each is. For any number of threads.
 */
public final class Bridges {

    private static final Logger LOG = LoggerFactory.getLogger(Bridges.class);

    private final Clock clock;
    private final Map<String, Bridge> bridges = new LinkedHashMap<>();
    private final Map<String, Health> health = new LinkedHashMap<>();
    private final Set<String> unused = new LinkedHashSet<>();

    /** @param clock tells how long a bridge has been well */
    public Bridges(Settings.Cms cms, Clock clock) {
        this.clock = clock;
        add(Bridge.at(cms.url(), cms.primary(), Bridge.Origin.PRIMARY));
        for (URI alternate : cms.alternates()) {
            if (!add(Bridge.at(alternate, cms.alternate(), Bridge.Origin.ALTERNATE))) {
                LOG.warn("CMS {} is configured twice, in calbridge.cms.url and calbridge.cms.alternates, and used once",
                        Bridge.nameOf(alternate));
            }
        }
    }

    /** The names of all bridges in use, in the order in which a request for any of them tries them now. */
    public synchronized List<String> order() {
        Instant now = clock.instant();
        List<String> order = new ArrayList<>(names());
        order.sort(Comparator.comparingInt(name -> health.get(name).rank(now)));
        return order;
    }

    /** The names of all bridges in use: primary, alternates, peers. */
    public synchronized List<String> names() {
        return bridges.keySet().stream().filter(name -> !unused.contains(name)).toList();
    }

    /** The bridge that a request for any is sent to first. */
    public String preferred() {
        return order().get(0);
    }

    /** Whether the last exchange with this bridge went well. */
    public synchronized boolean isReachable(String name) {
        return health.getOrDefault(name, Health.UNKNOWN).isWell();
    }

    /** Whether any bridge is well. */
    public boolean anyReachable() {
        return names().stream().anyMatch(this::isReachable);
    }

    /** What is wrong with a bridge, in words; empty when it is well, or unknown. */
    public synchronized Optional<String> problem(String name) {
        return Optional.of(health.getOrDefault(name, Health.UNKNOWN).problem()).filter(text -> !text.isEmpty());
    }

    /** Those that failed and have not been well for a minute since: somebody has to ask them. */
    public synchronized List<String> ailing() {
        Instant now = clock.instant();
        return bridges.keySet().stream().filter(name -> health.get(name).rank(now) > 0).toList();
    }

    /** Those of which nothing is known yet. */
    public synchronized List<String> unasked() {
        return bridges.keySet().stream().filter(name -> health.get(name) == Health.UNKNOWN).toList();
    }

    /** Every bridge that may be asked, those not (yet) in use too. */
    public synchronized List<String> all() {
        return List.copyOf(bridges.keySet());
    }

    /** The bridges to be tried for a request. */
    Order orderFor(CmsRequest request) {
        if (request.bridge() == null) {
            return new Order(order());
        }
        return new Order(find(request.bridge()).isPresent() ? List.of(request.bridge()) : List.of());
    }

    synchronized Optional<Bridge> find(String name) {
        return Optional.ofNullable(bridges.get(name));
    }

    /** @return false if there is one of that name already */
    synchronized boolean add(Bridge bridge) {
        health.putIfAbsent(bridge.name(), Health.UNKNOWN);
        return bridges.putIfAbsent(bridge.name(), bridge) == null;
    }

    /** The same, but not to be used for requests to any. */
    synchronized boolean addUnused(Bridge bridge) {
        boolean added = add(bridge);
        if (added) {
            unused.add(bridge.name());
        }
        return added;
    }

    /** Keeps a bridge from being used for requests to any; those that name it still reach it. */
    synchronized void use(String name, boolean use) {
        if (use) {
            unused.remove(name);
        } else {
            unused.add(name);
        }
    }

    synchronized boolean isUsed(String name) {
        return bridges.containsKey(name) && !unused.contains(name);
    }

    /** An exchange went well: the bridge answered what was asked, or refused it for a good reason. */
    void answered(String name) {
        Health before = change(name, now -> now.answered(clock.instant()));
        if (!before.isWell()) {
            LOG.info(before.onceBad() ? "CMS {} answers again" : "CMS {} answers", name);
        }
    }

    /** An exchange failed. */
    void failed(String name, CmsException failure) {
        Condition how = failure instanceof LoginRefusedException ? Condition.LOGIN_REFUSED : Condition.SILENT;
        Health before = change(name, now -> now.failed(how, failure.getMessage()));
        if (before.condition() != how) {
            String instead = isUsed(name) && names().size() > 1 ? "; the other bridges are used meanwhile" : "";
            LOG.warn("CMS {}{}", failure.getMessage(), instead);
        }
    }

    private synchronized Health change(String name, java.util.function.UnaryOperator<Health> change) {
        Health before = health.getOrDefault(name, Health.UNKNOWN);
        health.put(name, change.apply(before));
        return before;
    }
}
