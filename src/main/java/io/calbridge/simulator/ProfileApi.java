package io.calbridge.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** /callProfiles and /callLegProfiles, which differ in their fields only. */
final class ProfileApi {

    private static final int CAP = 10;
    static final Set<String> CALL_FIELDS = Set.of("participantLimit", "messageBoardEnabled", "locked", "recordingMode",
            "streamingMode", "lockMode", "sipRecorderUri", "sipStreamerUri", "passcodeMode", "passcodeTimeout",
            "gatewayAudioCallOptimization", "lyncConferenceMode");
    static final Set<String> LEG_FIELDS = Set.of("name", "needsActivation", "defaultLayout", "changeLayoutAllowed",
            "participantLabels", "presentationDisplayMode", "presentationContributionAllowed",
            "presentationViewingAllowed", "allowAllPresentationContributionAllowed", "endCallAllowed", "muteOthersAllowed",
            "videoMuteOthersAllowed", "muteSelfAllowed", "videoMuteSelfAllowed", "allowAllMuteSelfAllowed",
            "changeJoinAudioMuteOverrideAllowed", "joinToneParticipantThreshold", "leaveToneParticipantThreshold",
            "videoMode", "rxAudioMute", "txAudioMute", "rxVideoMute", "txVideoMute", "sipMediaEncryption",
            "audioPacketSizeMs", "deactivationMode", "deactivationModeTime", "telepresenceCallsAllowed",
            "sipPresentationChannelEnabled", "bfcpMode", "callLockAllowed", "setImportanceAllowed",
            "recordingControlAllowed", "streamingControlAllowed", "maxCallDurationTime", "qualityMain",
            "qualityPresentation", "participantCounter", "disconnectOthersAllowed", "addParticipantAllowed",
            "controlRemoteCameraAllowed", "layoutTemplate", "audioGainMode");

    private final Map<String, Map<String, String>> rows;
    private final String kind;
    private final Set<String> fields;

    ProfileApi(Map<String, Map<String, String>> rows, String kind, Set<String> fields) {
        this.rows = rows;
        this.kind = kind;
        this.fields = fields;
    }

    Reply list(Parameters query) {
        query.only(Set.of("offset", "limit", "usageFilter"));
        List<String> items = rows.keySet().stream().map(id -> Xml.element(kind, id).end(kind)).toList();
        return Page.of(kind + "s", items, query, CAP, "");
    }

    Reply get(String id) {
        return Reply.xml(Xml.element(kind, id).fields(find(id)).end(kind));
    }

    Reply post(Parameters form) {
        String id = Cluster.newId();
        rows.put(id, apply(new LinkedHashMap<>(), form));
        return Reply.made("/api/v1/" + kind + "s/" + id);
    }

    Reply put(String id, Parameters form) {
        apply(find(id), form);
        return Reply.done();
    }

    Reply delete(String id) {
        find(id);
        rows.remove(id);
        return Reply.done();
    }

    private Map<String, String> find(String id) {
        Map<String, String> row = rows.get(id);
        if (row == null) {
            throw Refusal.gone(kind);
        }
        return row;
    }

    private Map<String, String> apply(Map<String, String> row, Parameters form) {
        form.only(fields).pairs().forEach((name, value) -> {
            if (value.isEmpty()) {
                row.remove(name);
            } else {
                row.put(name, value);
            }
        });
        return row;
    }
}
