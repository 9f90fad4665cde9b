package io.calbridge.calendar;

import static io.calbridge.calendar.ReadFeed.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calbridge.booking.Meeting;
import io.calbridge.booking.Rejection;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedTextTest {

    private static final String FEED = ReadFeed.calendar(event("DTSTART:20261123T090000Z", "SUMMARY:Größe Ł 会议 📅"));

    private static String title(byte[] feed) {
        return ReadFeed.bytes(feed).meetings.get(0).title();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void a_feed_may_come_in_any_Unicode_with_and_without_its_mark(String charset) {
        assertThat(title(FEED.getBytes(Charset.forName(charset)))).isEqualTo("Größe Ł 会议 📅");
        assertThat(title(("\uFEFF" + FEED).getBytes(Charset.forName(charset)))).isEqualTo("Größe Ł 会议 📅");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252"})
    void a_feed_that_is_no_Unicode_is_read_as_western(String charset) {
        assertThat(title(FEED.replaceAll("SUMMARY.*", "SUMMARY:Größe é").getBytes(Charset.forName(charset)))).isEqualTo("Größe é");
    }

    @Test
    void one_bad_byte_harms_no_other_line() {
        byte[] bytes = ReadFeed.calendar(event("DTSTART:20261123T090000Z", "SUMMARY:Größe")
                + event("UID:m2", "DTSTART:20261124T090000Z", "SUMMARY:X")).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == 'X' ? (byte) 0xE4 : bytes[i];
        }
        assertThat(ReadFeed.bytes(bytes).meetings).extracting(Meeting::title).containsExactly("Größe", "ä");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void lines_may_end_in_any_way_and_be_folded_anywhere_even_within_a_character(String end) {
        byte[] plain = FEED.replace("\n", end).getBytes(StandardCharsets.UTF_8);
        byte[] fold = (end + " ").getBytes(StandardCharsets.UTF_8);
        int from = FEED.substring(0, FEED.indexOf("SUMMARY")).replace("\n", end).getBytes(StandardCharsets.UTF_8).length + 1;
        for (int at = from; at < from + 30; at++) {
            byte[] folded = new byte[plain.length + fold.length];
            System.arraycopy(plain, 0, folded, 0, at);
            System.arraycopy(fold, 0, folded, at, fold.length);
            System.arraycopy(plain, at, folded, at + fold.length, plain.length - at);
            assertThat(title(folded)).as("folded at %s", at).isEqualTo("Größe Ł 会议 📅");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "`` | is empty", "`  \n\n ` | is empty",
        "<!DOCTYPE html><html><body>Sign in | is a web page, not a calendar (line 1); is a login needed?",
        "`\n<HTML lang=\"de\">` | is a web page, not a calendar (line 1); is a login needed?",
        "{\"error\":404} | does not begin with BEGIN:VCALENDAR (line 1)", "BEGIN:VCARD | does not begin with BEGIN:VCALENDAR (line 1)",
        "`BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\n` | does not end in END:VCALENDAR (line 3); is it cut off?",
        "`BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n b\nDTST` | does not end in END:VCALENDAR (line 5); is it cut off?",
        "`BEGIN:VCALENDAR\nEND:VCALENDA` | does not end in END:VCALENDAR (line 2); is it cut off?",
    })
    void what_is_no_calendar_or_not_all_of_one_is_refused_saying_why(String text, String reason) {
        assertThatThrownBy(() -> FeedText.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(NotACalendarException.class).hasMessage(reason);
    }

    @Test
    void every_truncation_is_recognised() {
        byte[] bytes = FEED.strip().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> FeedText.read(cut)).isInstanceOf(NotACalendarException.class);
        }
    }

    @Test
    void a_feed_that_is_too_large_is_refused_before_it_is_read() {
        assertThatThrownBy(() -> FeedText.read(new byte[3 * 1024 * 1024], 2 * 1024 * 1024)).hasMessage("is larger than 2 MB");
    }

    @Test
    void a_web_page_inside_a_meeting_makes_no_web_page_of_the_feed() {
        assertThat(ReadFeed.of("X-WR-CALDESC:<html>\n" + event("DTSTART:20261123T090000Z")).meetings).hasSize(1);
    }

    @Test
    void zero_bytes_and_an_end_of_file_mark_behind_the_calendar_are_passed_over() {
        assertThat(title((FEED + "\u0000\u0000\u001A").getBytes(StandardCharsets.UTF_8))).startsWith("Größe");
    }

    @Test
    void lines_are_counted_as_an_editor_counts_them() {
        assertThat(ReadFeed.whole("\n\nBEGIN:VCALENDAR\nX-WR-CALNAME:folded\n  twice\n  here\n\nBEGIN:VEVENT\nUID:m1\nEND:VEVENT\nEND:VCALENDAR\n")
                .rejections).containsExactly(new Rejection("m1", 8, "it has no DTSTART"));
    }
}
