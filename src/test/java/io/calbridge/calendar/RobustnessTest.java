package io.calbridge.calendar;

import static io.calbridge.calendar.ReadFeed.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.calbridge.booking.FeedBlock;
import io.calbridge.booking.Meeting;
import io.calbridge.booking.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class RobustnessTest {

    private static final String GOOD = event("UID:good", "DTSTART:20261123T090000Z", "SUMMARY:Good");
    private static final String FEED = ReadFeed.calendar("""
            METHOD:PUBLISH
            X-WR-TIMEZONE:Europe/Berlin
            BEGIN:VTIMEZONE
            TZID:Europe/Berlin
            BEGIN:STANDARD
            DTSTART:16010101T030000
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
            END:STANDARD
            END:VTIMEZONE
            BEGIN:VEVENT
            UID:single
            DTSTAMP:20261101T000000Z
            DTSTART;TZID=Europe/Berlin:20261123T090000
            DTEND;TZID=Europe/Berlin:20261123T100000
            SUMMARY:Größe
            ORGANIZER;CN="Ann":mailto:ann@example.com
            ATTENDEE;CN="Room: 1";PARTSTAT=ACCEPTED:sip:room1@example.com
            BEGIN:VALARM
            ACTION:DISPLAY
            TRIGGER:-PT15M
            END:VALARM
            END:VEVENT
            BEGIN:VEVENT
            UID:series
            SEQUENCE:2
            DTSTART;TZID=Europe/Berlin:20261124T090000
            DURATION:PT1H
            RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=5
            EXDATE;TZID=Europe/Berlin:20261201T090000
            END:VEVENT
            BEGIN:VTODO
            UID:todo
            END:VTODO
            BEGIN:VEVENT
            UID:series
            SEQUENCE:2
            RECURRENCE-ID;TZID=Europe/Berlin:20261208T090000
            DTSTART;TZID=Europe/Berlin:20261208T110000
            DURATION:PT1H
            END:VEVENT
            BEGIN:VEVENT
            UID:last
            DTSTART:20261125T090000Z
            DTEND:20261125T100000Z
            STATUS:CONFIRMED
            CLASS:PRIVATE
            END:VEVENT
            """);

    @ParameterizedTest
    @ValueSource(strings = {"SEQUENCE:abc", "SEQUENCE:99999999999999", "DTSTAMP:yesterday", "LAST-MODIFIED:2026", "CREATED:x", "GEO:a;b",
        "ORGANIZER:foo bar", "ATTENDEE;DIR=\"::bad\":mailto:a@b", "ATTENDEE;CN:mailto:a@b", "ATTENDEE;CN=\"open:mailto:a@b",
        "ATTENDEE", "X-NO-COLON", "garbage", "DESCRIPTION;ALTREP=\"a:b", "URL:not a url", "ATTACH:::::", "PRIORITY:high",
        "STATUS:FOO", "CLASS:", "TRANSP:MAYBE", "CATEGORIES", "SUMMARY;LANGUAGE=:Good", "REQUEST-STATUS:x", "PERCENT-COMPLETE:1000",
        "CONFERENCE;VALUE=URI:not here", "COLOR:", ":", ";", "=", "\u0001\u0002", "BEGINNING:VEVENT"})
    void a_flaw_that_does_not_matter_does_not_stop_a_meeting(String line) {
        ReadFeed feed = ReadFeed.of(event("UID:flawed", "DTSTART:20261124T090000Z", line) + GOOD);

        assertThat(feed.rejections).isEmpty();
        assertThat(feed.meetings).extracting(Meeting::uid).containsExactly("flawed", "good");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DTSTART:garbage", "DTSTART:20261331T090000Z", "DTSTART:20261124T0900", "DTSTART:2026-11-24T09:00:00Z",
        "DTSTART", "DTSTART:00000000T000000Z", "DTSTART:20260229T090000Z", "DTSTART;TZID=Mars/X:20261124T090000",
        "DTSTART:20261124T090000Z\nRRULE:FREQ=SOMETIMES", "DTSTART:20261124T090000Z\nRRULE",
        "DTSTART:20261124T090000Z\nRRULE:FREQ=DAILY;COUNT=2\nEXDATE:x", "DTSTART:20261124T090000Z\nRDATE:20261125T090000Z/soon",
        "DTSTART:20261124T090000Z\nDTEND:x", "DTSTART:20261124T090000Z\nDTEND:20261124T080000Z", "DTSTART:20261124T090000Z\nDURATION:long",
        "DTSTART:20261124T090000Z\nRECURRENCE-ID:x", "DTSTART:20261124T090000Z\nUID:another", "SUMMARY:no start",
        "DTSTART:20261124T090000Z\nEND:VALARM"})
    void a_flaw_that_matters_rejects_its_meeting_alone_and_says_where_and_why(String lines) {
        ReadFeed feed = ReadFeed.of(event("UID:flawed", lines) + GOOD);

        assertThat(feed.meetings).extracting(Meeting::uid).containsExactly("good");
        assertThat(feed.rejections).singleElement().satisfies(rejection -> {
            assertThat(rejection.line()).isEqualTo(4);
            assertThat(rejection.uid()).isIn("flawed", "another");
            assertThat(rejection.reason()).isNotBlank().doesNotContain("Exception");
        });
    }

    @Test
    void a_bad_exception_rejects_its_series_because_without_it_wrong_times_would_be_booked() {
        ReadFeed feed = ReadFeed.of(event("UID:s", "DTSTART:20261124T090000Z", "RRULE:FREQ=DAILY;COUNT=2")
                + "BEGIN:VEVENT\nUID:s\nRECURRENCE-ID:20261125T090000Z\nDTSTART 20261125T100000Z\nDTSTART\nEND:VEVENT\n" + GOOD);

        assertThat(feed.meetings).extracting(Meeting::uid).containsExactly("good");
        assertThat(feed.rejections).containsExactly(new Rejection("s", 10, "line 14 has no colon: DTSTART"));
    }

    @Test
    void a_meeting_without_UID_a_lost_begin_and_a_lost_end_are_rejected_alone() {
        assertThat(ReadFeed.of("BEGIN:VEVENT\nDTSTART:20261124T090000Z\nEND:VEVENT\n" + GOOD)).satisfies(feed -> {
            assertThat(feed.meetings).hasSize(1);
            assertThat(feed.rejections).containsExactly(new Rejection("", 4, "it has no UID"));
        });
        assertThat(ReadFeed.of("UID:lost\nDTSTART:20261124T090000Z\nEND:VEVENT\n" + GOOD)).satisfies(feed -> {
            assertThat(feed.meetings).hasSize(1);
            assertThat(feed.rejections).containsExactly(new Rejection("lost", 6, "its BEGIN:VEVENT is missing before line 6"));
        });
        assertThat(ReadFeed.of("BEGIN:VEVENT\nUID:lost\nDTSTART:20261124T090000Z\n" + GOOD)).satisfies(feed -> {
            assertThat(feed.meetings).hasSize(1);
            assertThat(feed.rejections).containsExactly(new Rejection("lost", 4, "its END:VEVENT is missing before line 7"));
        });
    }

    @Test
    void no_mutation_of_one_line_hurts_another_meeting() {
        Map<String, List<Meeting>> whole = ReadFeed.whole(FEED).byUid();
        assertThat(whole.keySet()).containsExactlyInAnyOrder("single", "series", "last");
        List<String> lines = FEED.lines().toList();
        for (int at = 1; at < lines.size() - 1; at++) {
            String uid = uidAt(lines, at);
            for (String mutation : mutations(lines.get(at))) {
                List<String> mutated = new ArrayList<>(lines);
                mutated.set(at, mutation);
                ReadFeed read = ReadFeed.whole(String.join("\n", mutated));
                Map<String, List<Meeting>> meetings = read.byUid();
                for (String other : whole.keySet()) {
                    if (!other.equals(uid) && !lines.get(at).startsWith("METHOD")) {
                        assertThat(meetings.get(other)).as("%s after line %s became '%s'", other, at + 1, mutation)
                                .isEqualTo(whole.get(other));
                    }
                }
            }
        }
    }

    private static String uidAt(List<String> lines, int at) {
        int begin = at;
        while (begin > 0 && !lines.get(begin).equals("BEGIN:VEVENT")) {
            begin--;
        }
        int end = begin;
        while (end < at && !lines.get(end).equals("END:VEVENT")) {
            end++;
        }
        return begin == 0 || end < at ? "" : lines.get(begin + 1).substring(4);
    }

    private static List<String> mutations(String line) {
        List<String> mutations = new ArrayList<>(List.of("", "garbage", line + "\n" + line, line.replace(":", ""), line + "\"",
                "\"" + line, line.replace(":", "\":"), line.substring(0, line.length() / 2), line.replace("=", ""), line + ";;;",
                line.replaceAll("\\d", "9"), line.toLowerCase(), "\u0000" + line, line + "\u00e4\ud83d\udcc5", line.replace(":", ": "),
                new StringBuilder(line).reverse().toString(), "x".repeat(3000) + line, line + "," + line));
        mutations.removeIf(mutation -> mutation.startsWith(" "));
        return mutations;
    }

    @Test
    void random_damage_lets_no_exception_escape() {
        Random random = new Random(20261123);
        byte[] good = FEED.getBytes(StandardCharsets.UTF_8);
        String bits = "\n\r\t :;,=\"\\TZ0129-+PDBEGIN:VEVENT\u00e4\u0000";
        for (int round = 0; round < 10_000; round++) {
            byte[] bytes = good.clone();
            for (int hits = random.nextInt(8); hits >= 0; hits--) {
                bytes[20 + random.nextInt(bytes.length - 40)] = (byte) bits.charAt(random.nextInt(bits.length()));
            }
            try {
                ReadFeed.bytes(bytes);
            } catch (NotACalendarException e) {
                assertThat(e).hasMessageContaining("line");
            }
        }
    }

    @Test
    void a_line_of_more_than_a_megabyte_rejects_its_meeting_alone() {
        ReadFeed feed = ReadFeed.of(event("UID:long", "DTSTART:20261124T090000Z", "DESCRIPTION:" + "x".repeat(1024 * 1024 + 1)) + GOOD);

        assertThat(feed.meetings).extracting(Meeting::uid).containsExactly("good");
        assertThat(feed.rejections).containsExactly(new Rejection("long", 4, "line 7 is longer than 1 MB"));
    }

    /** Quadratic, it took more than ten minutes. */
    @Test
    void a_feed_of_many_lines_without_any_fold_takes_time_in_proportion() {
        String feed = ReadFeed.calendar("X-LINE:" + "x".repeat(60) + ("\nX-LINE:" + "x".repeat(60)).repeat(300_000) + "\n" + GOOD);

        assertThat(ReadFeed.blocks(feed)).hasSize(1);
    }

    @Test
    void ten_thousand_dates_are_refused_and_a_UID_is_no_novel() {
        StringBuilder dates = new StringBuilder("RDATE:20261124T090000Z");
        for (int i = 0; i < 10_000; i++) {
            dates.append(",").append(String.format("2026%02d%02dT%02d%02d00Z", 11 + i % 2, 1 + i / 2 % 28, i / 56 % 24, i / 1344 % 60));
        }
        assertThat(ReadFeed.of(event("UID:dates", "DTSTART:20261124T090000Z", dates.toString()) + GOOD).rejections)
                .extracting(Rejection::reason).containsExactly("it has more than 5000 occurrences in the window");
        assertThat(ReadFeed.of(event("UID:" + "u".repeat(1001), "DTSTART:20261124T090000Z") + GOOD).rejections)
                .containsExactly(new Rejection("", 4, "its UID is longer than 1000 bytes"));
    }

    @Test
    void the_text_of_a_block_does_not_change_when_other_meetings_do() {
        String before = ReadFeed.blocks(FEED).get(2).hash();
        String moved = FEED.replace("UID:single", "X-MORE:line\nUID:single").replace("Größe", "Other");

        assertThat(ReadFeed.blocks(moved))
                .extracting(FeedBlock::hash).contains(before).doesNotHaveDuplicates();
    }

    @Test
    void a_refused_block_leaves_nothing_behind_in_the_parser() {
        TreeSet<String> titles = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            try {
                ReadFeed.parse("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:bad\r\nDTSTART:garbage\r\nEND:VEVENT\r\n");
            } catch (AssertionError expected) {
                titles.add("refused");
            }
            ReadFeed.of(GOOD).meetings.forEach(meeting -> titles.add(meeting.title()));
        }
        assertThat(titles).containsExactly("Good", "refused");
    }

    @Test
    void blocks_of_several_threads_are_not_mixed() {
        List<Integer> sizes = java.util.stream.IntStream.range(0, 400).parallel().mapToObj(i -> {
            ReadFeed read = ReadFeed.of(event("UID:" + i, "DTSTART:20261124T090000Z", "SUMMARY:t" + i));
            assertThat(read.meetings).singleElement().returns("t" + i, Meeting::title).returns("" + i, Meeting::uid);
            return read.meetings.size();
        }).toList();
        assertThat(sizes).hasSize(400).containsOnly(1);
    }
}
