package io.calbridge.operator;

import com.fasterxml.jackson.core.type.TypeReference;
import io.calbridge.store.Booking;
import io.calbridge.store.Bookings;
import io.calbridge.store.Invitee;
import io.calbridge.store.StoredJson;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Header;

/** What is booked, for those who ask on this machine. */
public final class BookingsView {

    private static final TypeReference<List<Row>> ROWS = new TypeReference<>() { };

    private final Bookings bookings;

    /** @param bookings all that there are */
    public BookingsView(Bookings bookings) {
        this.bookings = bookings;
    }

    /**
     * A booking as strangers to it may see it.
     *
     * @param recurrenceId start that the rule gave it, UTC; null for a single meeting
     * @param title        as CMS, log and pages show it
     * @param number       null while none is free
     * @param addresses    whom it dials
     * @param state        of its conference
     */
    public record Row(String uid, Instant recurrenceId, Instant start, Instant end, String title, Integer number,
                      List<String> addresses, String state) { }

    /** Those that overlap a time, and are or will be conferences. */
    public List<Row> between(Instant from, Instant to) {
        return bookings.between(from, to).stream().map(BookingsView::row).toList();
    }

    private static Row row(Booking booking) {
        return new Row(booking.uid(), booking.recurrenceId(), booking.start(), booking.end(), booking.shownTitle(),
                booking.number(), booking.invitees().stream().map(Invitee::address).toList(), booking.state().name());
    }

    /**
     * The same as JSON.
     *
     * @param from an instant as ISO 8601
     * @param to   an instant as ISO 8601
     */
    public String json(@Header("from") String from, @Header("to") String to) {
        try {
            return StoredJson.write(between(Instant.parse(from), Instant.parse(to)));
        } catch (DateTimeException | NullPointerException e) {
            throw new IllegalArgumentException("from and to must be instants, such as 2026-11-23T09:00:00Z", e);
        }
    }

    /** What {@link #json} said. */
    public static List<Row> parse(String json) {
        return StoredJson.read(json, ROWS);
    }

    /** Whether whoever asks is on this machine. */
    public boolean isLocal(@Header("CamelVertxPlatformHttpRemoteAddress") Object address) {
        try {
            String host = String.valueOf(address).replaceFirst(":\\d+$", "").replaceAll("[\\[\\]]", "");
            return host.matches("[0-9a-fA-F.:]+") && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
