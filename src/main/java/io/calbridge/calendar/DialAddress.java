package io.calbridge.calendar;

import java.util.Locale;

/** An address as CMS dials it. */
final class DialAddress {

    private DialAddress() { }

    /**
     * As TMS sends it: without {@code sip:}, {@code sips:} or {@code tel:}, without URI parameters, lower case. An
     * {@code h323:} stays, because CMS would take the rest for a SIP address.
     */
    static String of(String uri) {
        String address = uri.strip().toLowerCase(Locale.ROOT);
        boolean number = address.startsWith("tel:");
        for (String scheme : new String[] {"sips:", "sip:", "tel:"}) {
            if (address.startsWith(scheme)) {
                address = address.substring(scheme.length());
                break;
            }
        }
        address = address.split("[;?]", 2)[0].strip();
        return number ? address.replaceAll("[-.() ]", "") : address;
    }

    /** The part after the @, without a port; empty where there is none. */
    static String domain(String address) {
        return address.contains("@") ? address.substring(address.lastIndexOf('@') + 1).split(":", 2)[0] : "";
    }
}
