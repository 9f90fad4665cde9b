package io.calbridge.calendar;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address as CMS dials it, and as TMS sends it: without {@code sip:}, {@code sips:} or {@code tel:}, without URI
 * parameters, lower case. An {@code h323:} stays, because CMS would take the rest for a SIP address.
 *
 * @param text   what CMS is given
 * @param domain after the @, without a port; empty for a number
 */
record DialAddress(String text, String domain) {

    private static final Pattern DIALLABLE = Pattern.compile("(?is)(sips?|h323|tel):.*");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9*#]{1,60}");
    /** One @ at most: of two, a bridge might take the first for the domain's, and we the last. */
    private static final Pattern ADDRESS = Pattern.compile("(?:[\\p{L}\\p{N}!#$%&'*+./=^_`{|}~()-]+@)?"
            + "([\\p{L}\\p{N}](?:[\\p{L}\\p{N}._-]*[\\p{L}\\p{N}])?|\\[[0-9a-f:.]+])(?::\\d{1,5})?");
    private static final int LONGEST = 255;

    /** Whether it begins like something that CMS can dial. */
    static boolean isDiallable(String uri) {
        return DIALLABLE.matcher(uri.strip()).matches();
    }

    /** @throws IllegalArgumentException in words, if the rest makes no address */
    static DialAddress of(String uri) {
        String whole = uri.strip().toLowerCase(Locale.ROOT);
        String scheme = whole.substring(0, whole.indexOf(':'));
        String rest = whole.substring(scheme.length() + 1).split("[;?]", 2)[0].strip();
        String number = rest.replace("%20", "").replaceAll("[-.() \\u00A0]", "");
        if (whole.length() > LONGEST * 4 || rest.length() > LONGEST) {
            throw new IllegalArgumentException("it is longer than " + LONGEST + " characters");
        }
        String prefix = scheme.equals("h323") ? "h323:" : "";
        if (scheme.equals("tel") || !rest.contains("@") && NUMBER.matcher(rest).matches()) {
            if (!NUMBER.matcher(number).matches()) {
                throw new IllegalArgumentException("it is no telephone number");
            }
            return new DialAddress(prefix + number, "");
        }
        Matcher address = ADDRESS.matcher(rest);
        if (!address.matches()) {
            throw new IllegalArgumentException("it is no address that can be dialled");
        }
        return new DialAddress(prefix + rest, address.group(1));
    }
}
