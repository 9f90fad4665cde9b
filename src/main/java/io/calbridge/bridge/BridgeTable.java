package io.calbridge.bridge;

import io.calbridge.store.Database;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What each call bridge last told of itself, kept for the pages, and so that peers are known while the primary is down. */
final class BridgeTable {

    private final Database database;

    BridgeTable(Database database) {
        this.database = database;
    }

    /** A peer that was in use when it was last asked, and the ids of the call bridges that it listed. */
    record Peer(String name, String url, Set<String> callBridges) { }

    List<Peer> peers() {
        return database.jdbi().withHandle(handle -> handle
                .createQuery("select name, url, call_bridges from bridge where origin = 'PEER' and in_use order by name")
                .map((rs, ctx) -> new Peer(rs.getString("name"), rs.getString("url"),
                        Set.of(rs.getString("call_bridges").split(" "))))
                .list());
    }

    void save(Bridge bridge, boolean inUse, BridgeFacts facts, Instant at) {
        database.jdbi().useTransaction(handle -> {
            handle.createUpdate("delete from bridge where name = :name").bind("name", bridge.name()).execute();
            CmsAnswer status = facts.status();
            handle.createUpdate("""
                            insert into bridge (name, url, origin, in_use, call_bridge_id, call_bridge_name, call_bridges,
                                software_version, uptime_seconds, call_legs_active, call_legs_max_active,
                                call_legs_completed, audio_bit_rate_outgoing, audio_bit_rate_incoming,
                                video_bit_rate_outgoing, video_bit_rate_incoming, asked_at)
                            values (:name, :url, :origin, :inUse, :id, :ownName, :ids, :version, :uptime, :legs, :most,
                                :completed, :audioOut, :audioIn, :videoOut, :videoIn, :at)""")
                    .bind("name", bridge.name()).bind("url", bridge.url().toString()).bind("origin", bridge.origin().name())
                    .bind("inUse", inUse).bind("id", facts.ownId()).bind("ownName", facts.uniqueName())
                    .bind("ids", cut(String.join(" ", facts.ids()), 4000))
                    .bind("version", cut(status.text("softwareVersion"), 200))
                    .bind("uptime", status.number("uptimeSeconds")).bind("legs", status.number("callLegsActive"))
                    .bind("most", status.number("callLegsMaxActive")).bind("completed", status.number("callLegsCompleted"))
                    .bind("audioOut", status.number("audioBitRateOutgoing"))
                    .bind("audioIn", status.number("audioBitRateIncoming"))
                    .bind("videoOut", status.number("videoBitRateOutgoing"))
                    .bind("videoIn", status.number("videoBitRateIncoming"))
                    .bind("at", Timestamp.from(at)).execute();
        });
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }
}
