package io.calbridge.store;

/**
 * A participant of one booking, and how far dialling has come.
 *
 * @param leg    the call leg on CMS; empty while there is none
 * @param reason why dialling failed; empty otherwise
 */
public record Invitee(Participant participant, Dial dial, String leg, String reason) {

    /** How far dialling a participant has come. */
    public enum Dial {
        /** To be dialled once the conference is open; for mode NONE never. */
        WAITING,
        /** About to be dialled: CMS may have a leg that we do not know. */
        DIALLING,
        /** CMS has taken the order to dial. */
        DIALLED,
        /** CMS refused for good. */
        FAILED,
        /** No longer invited, to be hung up. */
        LEAVING
    }

    /** Someone who has not been dialled. */
    public static Invitee waiting(Participant participant) {
        return new Invitee(participant, Dial.WAITING, "", "");
    }

    /** The address that CMS dials. */
    public String address() {
        return participant.address();
    }

    /** Whether there is something to do for it in an open conference. */
    public boolean isPending() {
        return switch (dial) {
            case WAITING, DIALLING -> participant.mode() == Participant.Mode.AUTOMATIC;
            case LEAVING -> true;
            case DIALLED, FAILED -> false;
        };
    }

    /** The same one, further on or further back. */
    public Invitee at(Dial newDial) {
        return new Invitee(participant, newDial, leg, reason);
    }

    /** The same one, with its leg on CMS. */
    public Invitee dialled(String newLeg) {
        return new Invitee(participant, Dial.DIALLED, newLeg, "");
    }

    /** The same one, given up. */
    public Invitee failed(String why) {
        return new Invitee(participant, Dial.FAILED, "", why);
    }
}
