package io.calbridge.simulator;

import java.util.Map;
import java.util.Set;

/** What a parameter's value may be; by its name alone, which means the same in every object. Empty unsets, always. */
final class Types {

    private static final Set<String> BOOLEANS = Set.of("nonMemberAccess", "requireCallId", "regenerateSecret",
            "removeAll", "confirmation", "needsActivation", "participantLabels", "messageBoardEnabled", "locked",
            "recording", "streaming", "allowAllMuteSelf", "allowAllPresentationContribution", "joinAudioMuteOverride",
            "activeWhenEmpty", "gatewayAudioCallOptimization", "ownerIdSet", "sipPresentationChannelEnabled",
            "rxAudioMute", "txAudioMute", "rxVideoMute", "txVideoMute");
    private static final Set<String> NUMBERS = Set.of("participantLimit", "passcodeTimeout", "startIndex", "endIndex",
            "offset", "limit", "joinToneParticipantThreshold", "leaveToneParticipantThreshold", "audioPacketSizeMs",
            "deactivationModeTime", "maxCallDurationTime", "bandwidth");
    private static final Set<String> LAYOUTS = Set.of("allEqual", "speakerOnly", "telepresence", "stacked",
            "allEqualQuarters", "allEqualNinths", "allEqualSixteenths", "allEqualTwentyFifths", "onePlusFive",
            "onePlusSeven", "onePlusNine", "automatic", "onePlusN");
    private static final Set<String> BY_HAND_OR_NOT = Set.of("disabled", "manual", "automatic");
    private static final Map<String, Set<String>> WORDS = Map.ofEntries(
            Map.entry("defaultLayout", LAYOUTS), Map.entry("layout", LAYOUTS), Map.entry("chosenLayout", LAYOUTS),
            Map.entry("recordingMode", BY_HAND_OR_NOT), Map.entry("streamingMode", BY_HAND_OR_NOT),
            Map.entry("lockMode", Set.of("all", "needsActivation")),
            Map.entry("passcodeMode", Set.of("required", "timeout")),
            Map.entry("lyncConferenceMode", Set.of("dualHomeCluster", "dualHomeCallBridge", "gateway")),
            Map.entry("presentationDisplayMode", Set.of("dualStream", "singleStream")),
            Map.entry("videoMode", Set.of("auto", "disabled")),
            Map.entry("sipMediaEncryption", Set.of("optional", "required", "prohibited")),
            Map.entry("deactivationMode", Set.of("deactivate", "disconnect", "remainActivated")),
            Map.entry("bfcpMode", Set.of("serverOnly", "serverAndClient")),
            Map.entry("qualityMain", Set.of("unrestricted", "max1080p30", "max720p30", "max480p30")),
            Map.entry("qualityPresentation", Set.of("unrestricted", "max1080p30", "max720p5")),
            Map.entry("participantCounter", Set.of("never", "auto", "always")),
            Map.entry("messagePosition", Set.of("top", "middle", "bottom")),
            Map.entry("panePlacementSelfPaneMode", Set.of("skip", "self", "blank")));

    private Types() { }

    static boolean fits(String name, String value) {
        if (value.isEmpty()) {
            return true;
        }
        if (BOOLEANS.contains(name) || name.endsWith("Allowed")) {
            return value.equals("true") || value.equals("false");
        }
        if (NUMBERS.contains(name)) {
            return value.matches("\\d{1,9}");
        }
        return switch (name) {
            case "ownerId", "coSpaceFilter", "tenantFilter", "cospaceBulkParameterSet" -> Parameters.isId(value);
            case "messageDuration" -> value.equals("permanent") || value.matches("\\d{1,9}");
            case "dtmfSequence" -> value.matches("[0-9*#,]+");
            default -> !WORDS.containsKey(name) || WORDS.get(name).contains(value);
        };
    }
}
