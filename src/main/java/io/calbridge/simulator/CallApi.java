package io.calbridge.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** /calls, /callLegs and /participants of one bridge. */
final class CallApi {

    private static final int CAP = 10;
    private static final Set<String> CALL_FIELDS = Set.of("coSpace", "name", "locked", "recording", "streaming",
            "allowAllMuteSelf", "allowAllPresentationContribution", "joinAudioMuteOverride", "messageText",
            "messagePosition", "messageDuration", "activeWhenEmpty", "panePlacementHighestImportance",
            "panePlacementSelfPaneMode");
    private static final Set<String> LEG_FIELDS = Set.of("remoteParty", "bandwidth", "confirmation", "ownerId",
            "chosenLayout", "dtmfSequence", "callLegProfile", "layout", "nameLabelOverride", "needsActivation",
            "defaultLayout", "participantLabels", "videoMode", "rxAudioMute", "txAudioMute", "rxVideoMute", "txVideoMute",
            "sipMediaEncryption", "muteSelfAllowed", "videoMuteSelfAllowed");

    /** A call with what came in later. */
    static final class CallRow {
        final Map<String, String> fields = new LinkedHashMap<>();
        final Map<String, LegRow> legs = new LinkedHashMap<>();
        final String correlator;

        CallRow(String correlator) {
            this.correlator = correlator;
        }
    }

    /** A leg and how far it has come. */
    static final class LegRow {
        final Map<String, String> fields = new LinkedHashMap<>();
        String state = "initial";

        Leg toRecord(String id) {
            return new Leg(id, fields.get("remoteParty"), fields.get("ownerId"), state);
        }
    }

    private final Cluster cluster;
    private final Endpoints endpoints;
    private final Map<String, CallRow> calls = new LinkedHashMap<>();
    private final String bridgeName;
    private int legsBegun;
    private int mostLegs;
    boolean secondCallForOneSpace;

    CallApi(Cluster cluster, Endpoints endpoints, String bridgeName) {
        this.cluster = cluster;
        this.endpoints = endpoints;
        this.bridgeName = bridgeName;
    }

    Map<String, CallRow> rows() {
        return calls;
    }

    Reply listCalls(Parameters query) {
        query.only(Set.of("offset", "limit", "coSpaceFilter", "tenantFilter"));
        String coSpace = query.text("coSpaceFilter");
        return Page.of("calls", calls.entrySet().stream()
                .filter(entry -> coSpace == null || coSpace.equals(entry.getValue().fields.get("coSpace")))
                .map(entry -> Xml.element("call", entry.getKey()).field("name", entry.getValue().fields.get("name"))
                        .field("coSpace", entry.getValue().fields.get("coSpace"))
                        .field("callCorrelator", entry.getValue().correlator).end("call")).toList(), query, CAP, "");
    }

    Reply getCall(String id) {
        CallRow call = find(id);
        return Reply.xml(Xml.element("call", id).fields(call.fields).field("callType", "coSpace")
                .field("callCorrelator", call.correlator).field("durationSeconds", 0)
                .field("numCallLegs", call.legs.size()).field("maxCallLegs", call.legs.size())
                .field("numParticipantsLocal", call.legs.size()).field("numParticipantsRemote", 0).end("call"));
    }

    Reply postCall(Parameters form) {
        form.only(CALL_FIELDS);
        String coSpace = form.text("coSpace");
        if (coSpace == null && form.text("name") == null) {
            throw Refusal.parameter("coSpace");
        }
        CoSpaceApi.exists(coSpace, cluster.coSpaces, "coSpace");
        if (coSpace != null && !secondCallForOneSpace) {
            for (Map.Entry<String, CallRow> entry : calls.entrySet()) {
                if (coSpace.equals(entry.getValue().fields.get("coSpace"))) {
                    return Reply.made("/api/v1/calls/" + entry.getKey());
                }
            }
        }
        return Reply.made("/api/v1/calls/" + create(coSpace, form));
    }

    private String create(String coSpace, Parameters form) {
        String id = Cluster.newId();
        CallRow call = new CallRow(correlator(coSpace));
        String name = coSpace == null ? form.text("name") : cluster.coSpaces.get(coSpace).fields.get("name");
        call.fields.put("name", name == null ? "" : name);
        form.pairs().forEach(call.fields::putIfAbsent);
        calls.put(id, call);
        if (coSpace != null) {
            cluster.callsCreated.merge(coSpace, 1, Integer::sum);
        }
        endpoints.say(bridgeName + ": call '" + call.fields.get("name") + "' started");
        return id;
    }

    /** The one that a call in the same coSpace has, on whichever bridge; else a new one. */
    private String correlator(String coSpace) {
        return cluster.bridges.stream().flatMap(bridge -> bridge.calls().rows().values().stream())
                .filter(call -> coSpace != null && coSpace.equals(call.fields.get("coSpace")))
                .map(call -> call.correlator).findFirst().orElseGet(Cluster::newId);
    }

    Reply putCall(String id, Parameters form) {
        CallRow call = find(id);
        if (form.has("coSpace") || form.has("name")) {
            throw Refusal.parameter(form.has("coSpace") ? "coSpace" : "name");
        }
        call.fields.putAll(form.only(CALL_FIELDS).pairs());
        return Reply.done();
    }

    Reply deleteCall(String id) {
        endpoints.say(bridgeName + ": call '" + find(id).fields.get("name") + "' ended");
        end(entry -> entry.getKey().equals(id));
        return Reply.done();
    }

    private CallRow find(String id) {
        CallRow call = calls.get(id);
        if (call == null) {
            throw Refusal.gone("call");
        }
        return call;
    }

    Reply listLegs(String callId, Parameters query) {
        query.only(Set.of("offset", "limit", "filter", "tenantFilter", "participantFilter", "ownerIdSet", "alarms"));
        List<String> items = new ArrayList<>();
        calls.forEach((id, call) -> {
            if (callId == null || callId.equals(id)) {
                call.legs.forEach((leg, row) -> {
                    boolean owned = row.fields.get("ownerId") != null && !row.fields.get("ownerId").isEmpty();
                    if (matches(query, row) && (query.text("ownerIdSet") == null || query.is("ownerIdSet") == owned)) {
                        items.add(Xml.element("callLeg", leg).field("name", "")
                                .field("remoteParty", row.fields.get("remoteParty")).field("call", id).end("callLeg"));
                    }
                });
            }
        });
        if (callId != null) {
            find(callId);
        }
        return Page.of("callLegs", items, query, CAP, "");
    }

    private static boolean matches(Parameters query, LegRow leg) {
        String filter = query.text("filter");
        return filter == null || leg.fields.get("remoteParty").toLowerCase(Locale.ROOT)
                .contains(filter.toLowerCase(Locale.ROOT));
    }

    Reply getLeg(String id) {
        CallRow call = callOfLeg(id);
        LegRow leg = call.legs.get(id);
        Map<String, String> configuration = new LinkedHashMap<>(leg.fields);
        configuration.remove("remoteParty");
        String callId = calls.entrySet().stream().filter(entry -> entry.getValue() == call).findFirst().orElseThrow()
                .getKey();
        return Reply.xml(Xml.element("callLeg", id).field("name", "").field("remoteParty", leg.fields.get("remoteParty"))
                .field("call", callId).field("type", "sip").field("direction", "outgoing").field("canMove", true)
                .raw("<configuration>").fields(configuration).raw("</configuration><status>")
                .field("state", leg.state).field("durationSeconds", 0).raw("</status>").end("callLeg"));
    }

    Reply postLeg(String callId, Parameters form) {
        CallRow call = find(callId);
        form.only(LEG_FIELDS);
        String party = form.text("remoteParty");
        if (party == null || party.isBlank()) {
            throw Refusal.parameter("remoteParty");
        }
        CoSpaceApi.exists(form.text("callLegProfile"), cluster.callLegProfiles, "callLegProfile");
        if (call.legs.size() >= participantLimit(call)) {
            throw Refusal.of("participantLimitReached");
        }
        String id = Cluster.newId();
        LegRow leg = new LegRow();
        leg.fields.putAll(form.pairs());
        call.legs.put(id, leg);
        legsBegun++;
        mostLegs = Math.max(mostLegs, activeLegs());
        cluster.legsCreated.merge(party.toLowerCase(Locale.ROOT), 1, Integer::sum);
        endpoints.ring(call, id, leg);
        return Reply.made("/api/v1/callLegs/" + id);
    }

    private int participantLimit(CallRow call) {
        Cluster.CoSpaceRow coSpace = cluster.coSpaces.get(call.fields.getOrDefault("coSpace", ""));
        Map<String, String> profile = coSpace == null ? null
                : cluster.callProfiles.get(coSpace.fields.getOrDefault("callProfile", ""));
        String limit = profile == null ? null : profile.get("participantLimit");
        return limit == null ? Integer.MAX_VALUE : Integer.parseInt(limit);
    }

    Reply putLeg(String id, Parameters form) {
        LegRow leg = callOfLeg(id).legs.get(id);
        for (String atDialling : List.of("remoteParty", "bandwidth", "confirmation")) {
            if (form.has(atDialling)) {
                throw Refusal.parameter(atDialling);
            }
        }
        form.only(LEG_FIELDS);
        CoSpaceApi.exists(form.text("callLegProfile"), cluster.callLegProfiles, "callLegProfile");
        leg.fields.putAll(form.pairs());
        return Reply.done();
    }

    Reply deleteLeg(String id) {
        CallRow call = callOfLeg(id);
        endpoints.say(call.legs.remove(id).fields.get("remoteParty") + " was hung up");
        return Reply.done();
    }

    private CallRow callOfLeg(String id) {
        return calls.values().stream().filter(call -> call.legs.containsKey(id)).findFirst()
                .orElseThrow(() -> Refusal.gone("callLeg"));
    }

    Reply listParticipants(String callId, Parameters query) {
        query.only(Set.of("offset", "limit", "filter", "tenantFilter", "callBridgeFilter"));
        List<String> items = new ArrayList<>();
        calls.forEach((id, call) -> {
            if (callId == null || callId.equals(id)) {
                cluster.bridges.forEach(bridge -> items.addAll(bridge.calls().participants(query, call.correlator,
                        id, bridge.calls() == this ? null : bridge.id())));
            }
        });
        if (callId != null) {
            find(callId);
        }
        return Page.of("participants", items, query, CAP, "");
    }

    /** @param remote the id of this bridge, to one that shows its participants as another's; null on itself */
    private List<String> participants(Parameters query, String correlator, String shownCall, String remote) {
        return calls.values().stream().filter(call -> call.correlator.equals(correlator))
                .flatMap(call -> call.legs.entrySet().stream()).filter(leg -> matches(query, leg.getValue()))
                .map(leg -> Xml.element("participant", leg.getKey()).field("name", "").field("call", shownCall)
                        .field("callBridge", remote).field("uri", leg.getValue().fields.get("remoteParty"))
                        .field("numCallLegs", remote == null ? 1 : null).end("participant")).toList();
    }

    /** Ends calls, and with them their legs. */
    void end(Predicate<Map.Entry<String, CallRow>> which) {
        calls.entrySet().removeIf(entry -> {
            boolean ends = which.test(entry);
            if (ends) {
                entry.getValue().legs.clear();
            }
            return ends;
        });
    }

    void restarted() {
        end(any -> true);
        legsBegun = 0;
        mostLegs = 0;
    }

    int activeLegs() {
        return calls.values().stream().mapToInt(call -> call.legs.size()).sum();
    }

    int mostLegs() {
        return mostLegs;
    }

    int completedLegs() {
        return legsBegun - activeLegs();
    }
}
