package io.calbridge.calendar;

import io.calbridge.settings.Settings;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds addresses in texts that people write. */
final class DialText {

    private static final Pattern SEPARATORS = Pattern.compile("[\\s,;<>\"|()]+");
    /** No {@code tel:} here: what follows that in a location is how to reach the house. */
    private static final Pattern SCHEME = Pattern.compile("(?i)(?:^|.*?[^\\p{L}\\p{N}+.-])((?:sips?|h323):.*)");
    private static final Pattern LIST = Pattern.compile("\\\\?,|\\\\n|\\n", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9*#][0-9*#().\\- ]*");

    private DialText() { }

    /** What a location names: {@code sip:}, {@code sips:} and {@code h323:} addresses, and bare ones, which may be rooms. */
    static List<String> addresses(String location) {
        List<String> addresses = new ArrayList<>();
        String scheme = "";
        for (String token : location.indexOf('@') < 0 && location.indexOf(':') < 0 ? new String[0] : SEPARATORS.split(location)) {
            Matcher address = SCHEME.matcher(scheme + token);
            scheme = "";
            if (!address.matches()) {
                if (token.contains("@")) {
                    addresses.add(trimmed(token));
                }
            } else if (address.group(1).endsWith(":")) {
                // As in "SIP: room@example.com".
                scheme = address.group(1);
            } else {
                addresses.add(trimmed(address.group(1)));
            }
        }
        return addresses;
    }

    /** The end of a sentence is no part of an address. */
    private static String trimmed(String token) {
        String trimmed = token.replaceFirst("[.:!?'`]+$", "");
        return trimmed.endsWith("]") && !trimmed.contains("[") ? trimmed.substring(0, trimmed.length() - 1) : trimmed;
    }

    /** The entries of X-CALBRIDGE-DIAL: commas between them, also such as a text must escape. */
    static List<String> list(String value) {
        return Arrays.stream(LIST.split(value)).map(String::strip).filter(one -> !one.isEmpty()).toList();
    }

    /** Where the administrator's own property names an address without a scheme. */
    static String uri(String address) {
        return DialAddress.isDiallable(address) ? address : (NUMBER.matcher(address).matches() ? "tel:" : "sip:") + address;
    }

    /** Whether an address is the one of a coSpace of the pool, however it is written. */
    static boolean isNumberOf(Settings.Pool pool, String address) {
        String plain = decoded(address.toLowerCase(Locale.ROOT)).replaceFirst("^h323:", "");
        int at = plain.indexOf('@');
        String prefix = pool.uriPrefix().toLowerCase(Locale.ROOT);
        if (at < 0 || !plain.substring(at + 1).replaceFirst(":\\d+$", "").equalsIgnoreCase(pool.domain())
                || !plain.startsWith(prefix)) {
            return false;
        }
        String number = plain.substring(prefix.length(), Math.max(at, prefix.length()));
        return number.matches("\\d{1,9}") && Integer.parseInt(number) >= pool.firstNumber()
                && Integer.parseInt(number) <= pool.lastNumber();
    }

    private static String decoded(String address) {
        try {
            return address.contains("%") ? URLDecoder.decode(address.replace("+", "%2B"), StandardCharsets.UTF_8) : address;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
