package io.calbridge.bridge;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What one call bridge tells of itself and its cluster: filled while its route asks. Not for several threads. */
public final class BridgeFacts {

    private final Bridge bridge;
    private final List<CmsAnswer> members = new ArrayList<>();
    private CmsAnswer status = CmsAnswer.empty("", "");
    private String uniqueName = "";

    BridgeFacts(Bridge bridge) {
        this.bridge = bridge;
    }

    void status(CmsAnswer answer) {
        status = answer;
    }

    /** The bridge's own name in its cluster (system/configuration/cluster). */
    void uniqueName(String name) {
        uniqueName = name;
    }

    /** One element of /callBridges, in full. */
    void member(CmsAnswer callBridge) {
        members.add(callBridge);
    }

    Bridge bridge() {
        return bridge;
    }

    CmsAnswer status() {
        return status;
    }

    String uniqueName() {
        return uniqueName;
    }

    List<CmsAnswer> members() {
        return members;
    }

    /** The ids of all call bridges that it lists, itself among them. */
    SortedSet<String> ids() {
        SortedSet<String> ids = new TreeSet<>();
        members.forEach(member -> ids.add(member.id()));
        return ids;
    }

    /** What tells this machine from others: its call bridge id, else its host id (CMS 3); empty when it tells neither. */
    String ownId() {
        return members.stream().filter(member -> member.text("name").equals(uniqueName) && !uniqueName.isEmpty()
                        || address(member).filter(address -> Bridge.nameOf(address).equals(bridge.name())).isPresent())
                .map(CmsAnswer::id).findFirst().orElse(status.text("hostId"));
    }

    /** Where the cluster reaches a member; empty when that is no http or https address. */
    static Optional<URI> address(CmsAnswer member) {
        try {
            URI address = new URI(member.text("address"));
            return address.getHost() == null || address.getScheme() == null || address.getUserInfo() != null
                    ? Optional.empty()
                    : Optional.of(new URI(address.getScheme(), null, address.getHost(), address.getPort(), null, null, null));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
