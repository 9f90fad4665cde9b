package io.calbridge.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** /cospaceBulkParameterSets and /cospaceBulkSyncs: coSpaces by the range, as asynchronous jobs. */
final class BulkApi {

    private static final int CAP = 10;
    private static final int LARGEST_RANGE = 2000;
    private static final String INDEX = "$index$";
    private static final List<String> MAPPINGS =
            List.of("coSpaceUriMapping", "coSpaceNameMapping", "coSpaceCallIdMapping");
    private static final Set<String> SET_FIELDS = Set.of("startIndex", "endIndex", "coSpaceUriMapping",
            "coSpaceNameMapping", "coSpaceCallIdMapping", "tenant", "callProfile", "callLegProfile",
            "callBrandingProfile", "nonMemberAccess");

    private final Cluster cluster;
    private final Consumer<Runnable> later;

    /** @param later runs a piece of a job a little later, under the cluster's lock */
    BulkApi(Cluster cluster, Consumer<Runnable> later) {
        this.cluster = cluster;
        this.later = later;
    }

    Reply listSets(Parameters query) {
        query.only(Page.PARAMETERS);
        return Page.of("cospaceBulkParameterSets", cluster.bulkSets.entrySet().stream()
                .map(entry -> Xml.element("cospaceBulkParameterSet", entry.getKey())
                        .field("startIndex", entry.getValue().get("startIndex"))
                        .field("endIndex", entry.getValue().get("endIndex")).end("cospaceBulkParameterSet"))
                .toList(), query, CAP, "");
    }

    Reply getSet(String id) {
        return Reply.xml(Xml.element("cospaceBulkParameterSet", id).fields(findSet(id)).end("cospaceBulkParameterSet"));
    }

    Reply postSet(Parameters form) {
        String id = Cluster.newId();
        Map<String, String> row = new LinkedHashMap<>(Map.of("nonMemberAccess", "true"));
        apply(row, form);
        if (!row.containsKey("startIndex") || !row.containsKey("endIndex")) {
            throw Refusal.parameter(row.containsKey("startIndex") ? "endIndex" : "startIndex");
        }
        cluster.bulkSets.put(id, row);
        return Reply.made("/api/v1/cospaceBulkParameterSets/" + id);
    }

    Reply putSet(String id, Parameters form) {
        apply(findSet(id), form);
        return Reply.done();
    }

    Reply deleteSet(String id) {
        findSet(id);
        cluster.bulkSets.remove(id);
        return Reply.done();
    }

    private Map<String, String> findSet(String id) {
        Map<String, String> row = cluster.bulkSets.get(id);
        if (row == null) {
            throw Refusal.gone("cospaceBulkParameterSet");
        }
        return row;
    }

    private void apply(Map<String, String> row, Parameters form) {
        form.only(SET_FIELDS);
        for (String index : List.of("startIndex", "endIndex")) {
            if (form.has(index) && form.text(index) == null) {
                throw Refusal.parameter(index);
            }
        }
        for (String mapping : MAPPINGS) {
            if (form.has(mapping) && (!isMapping(form.pairs().get(mapping))
                    || mapping.contains("Uri") && form.pairs().get(mapping).contains("@"))) {
                throw Refusal.parameter(mapping);
            }
        }
        CoSpaceApi.exists(form.text("callProfile"), cluster.callProfiles, "callProfile");
        CoSpaceApi.exists(form.text("callLegProfile"), cluster.callLegProfiles, "callLegProfile");
        CoSpaceApi.exists(form.text("tenant"), Map.of(), "tenant");
        CoSpaceApi.exists(form.text("callBrandingProfile"), Map.of(), "callBrandingProfile");
        row.putAll(form.pairs());
    }

    /** At most one $index$; elsewhere $ and \ are escaped. */
    private static boolean isMapping(String mapping) {
        String rest = mapping.replaceFirst("\\$index\\$", "").replaceAll("\\\\[$\\\\]", "");
        return !rest.contains("$") && !rest.contains("\\");
    }

    Reply listSyncs(Parameters query) {
        query.only(Page.PARAMETERS);
        return Page.of("cospaceBulkSyncs", cluster.bulkSyncs.entrySet().stream()
                .map(entry -> Xml.element("cospaceBulkSync", entry.getKey()).field("status", entry.getValue().status)
                        .field("cospaceBulkParameterSet", entry.getValue().fields.get("cospaceBulkParameterSet"))
                        .end("cospaceBulkSync")).toList(), query, CAP, "");
    }

    Reply getSync(String id) {
        Cluster.BulkSync sync = cluster.bulkSyncs.get(id);
        if (sync == null) {
            throw Refusal.gone("cospaceBulkSync");
        }
        return Reply.xml(Xml.element("cospaceBulkSync", id).field("status", sync.status).fields(sync.fields)
                .end("cospaceBulkSync"));
    }

    Reply postSync(Parameters form) {
        form.only(Set.of("cospaceBulkParameterSet", "removeAll"));
        String set = form.text("cospaceBulkParameterSet");
        if (set == null) {
            throw Refusal.parameter("cospaceBulkParameterSet");
        }
        Cluster.BulkSync sync = new Cluster.BulkSync();
        sync.fields.put("cospaceBulkParameterSet", set);
        sync.fields.put("removeAll", String.valueOf(form.is("removeAll")));
        String id = Cluster.newId();
        cluster.bulkSyncs.put(id, sync);
        later.accept(() -> {
            sync.status = "running";
            later.accept(() -> sync.status = carryOut(set, form.is("removeAll")));
        });
        return Reply.made("/api/v1/cospaceBulkSyncs/" + id);
    }

    /** Removes what the same set made before, and makes it anew. */
    private String carryOut(String setId, boolean removeAll) {
        Map<String, String> set = cluster.bulkSets.get(setId);
        if (set == null) {
            return "failedNoSuchParameterSet";
        }
        int first = Integer.parseInt(set.get("startIndex"));
        int last = Integer.parseInt(set.get("endIndex"));
        if (last < first) {
            return "failedIndexRangeInvalid";
        }
        if (last - first >= LARGEST_RANGE) {
            return "failedIndexRangeTooGreat";
        }
        List.copyOf(cluster.coSpaces.entrySet()).stream().filter(entry -> setId.equals(entry.getValue().bulkSet))
                .forEach(entry -> cluster.removeCoSpace(entry.getKey()));
        return removeAll ? "complete" : make(setId, set, first, last);
    }

    private String make(String setId, Map<String, String> set, int first, int last) {
        Map<String, Cluster.CoSpaceRow> made = new LinkedHashMap<>();
        for (int index = first; index <= last; index++) {
            Cluster.CoSpaceRow row = new Cluster.CoSpaceRow();
            row.bulkSet = setId;
            map(row, "uri", set.get("coSpaceUriMapping"), index);
            map(row, "name", set.get("coSpaceNameMapping"), index);
            map(row, "callId", set.get("coSpaceCallIdMapping"), index);
            String uri = row.fields.get("uri");
            String callId = row.fields.get("callId");
            if (uri != null && (cluster.holderOfUri(uri) != null || twice(made, "uri", uri))) {
                return "failedCoSpaceUriConflict";
            }
            if (callId != null && (cluster.holderOfCallId(callId) != null || twice(made, "callId", callId))) {
                return "failedCallIdConflict";
            }
            for (String field : List.of("callProfile", "callLegProfile", "nonMemberAccess", "tenant")) {
                if (set.get(field) != null && !set.get(field).isEmpty()) {
                    row.fields.put(field, set.get(field));
                }
            }
            if (callId != null) {
                row.fields.put("secret", Cluster.newId().replace("-", "").substring(0, 22));
            }
            made.put(Cluster.newId(), row);
        }
        cluster.coSpaces.putAll(made);
        return "complete";
    }

    private static boolean twice(Map<String, Cluster.CoSpaceRow> made, String field, String value) {
        return made.values().stream().anyMatch(row -> value.equals(row.fields.get(field)));
    }

    private static void map(Cluster.CoSpaceRow row, String field, String mapping, int index) {
        if (mapping != null && !mapping.isEmpty()) {
            String text = mapping.replace(INDEX, String.valueOf(index)).replaceAll("\\\\([$\\\\])", "$1");
            row.fields.put(field, field.equals("uri") ? text.toLowerCase(java.util.Locale.ROOT) : text);
        }
    }
}
