package io.calbridge.conference;

import java.util.UUID;

/**
 * A call leg as CMS lists it.
 *
 * @param remoteParty         who is connected; CMS may change it after connection
 * @param originalRemoteParty who was dialled; empty before CMS 2.3
 * @param ownerId             our tag; empty in lists, and in legs that are not ours
 */
public record Leg(String id, String remoteParty, String originalRemoteParty, String ownerId) {

    /** Whether this is the leg of a participant of that booking, dialled by us or come in by itself. */
    boolean isOf(UUID booking, String address) {
        return ownerId.equalsIgnoreCase(Dialling.ownerId(booking, address).toString())
                || same(originalRemoteParty, address) || same(remoteParty, address);
    }

    private static boolean same(String party, String address) {
        return bare(party).equalsIgnoreCase(bare(address));
    }

    private static String bare(String party) {
        String lower = party.strip();
        for (String scheme : new String[] {"sip:", "sips:", "tel:", "h323:"}) {
            if (lower.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return lower.substring(scheme.length());
            }
        }
        return lower;
    }
}
