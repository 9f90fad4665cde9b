package io.calbridge.bridge;

import java.util.List;

/** The two profiles that every placeholder has, with the values that TMS uses. */
public final class Profiles {

    private static final Creation CALL = new Creation("call profile", CmsRequest.post("/callProfiles",
            "participantLimit", "1000", Creation.REMOVED_IN_3, "false"));
    private static final Creation CALL_LEG = new Creation("call leg profile", CmsRequest.post("/callLegProfiles",
            "defaultLayout", "telepresence", "changeLayoutAllowed", "true", "presentationContributionAllowed", "true",
            "presentationViewingAllowed", "true", "muteSelfAllowed", "true", "videoMuteSelfAllowed", "true"));

    private final Creations creations;

    Profiles(Creations creations) {
        this.creations = creations;
    }

    /** Both. */
    public List<Creation> both() {
        return List.of(CALL, CALL_LEG);
    }

    /** The id of the call profile. */
    public String call() {
        return creations.id(CALL);
    }

    /** The id of the call leg profile. */
    public String callLeg() {
        return creations.id(CALL_LEG);
    }
}
