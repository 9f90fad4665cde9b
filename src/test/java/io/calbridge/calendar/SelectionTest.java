package io.calbridge.calendar;

import static io.calbridge.calendar.ReadFeed.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.calbridge.booking.Meeting;
import io.calbridge.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {

    private static final String START = "DTSTART:20261123T090000Z";
    private static final RoomDirectory ROOMS = RoomDirectory.parse("rooms.csv", """
            address,name,dial,mode
            boardroom@example.com,Board room,sip:desk.ex90@example.com,automatic
            silent@example.com,Silent room,sip:silent@example.com,none
            """);

    private static ReadFeed read(String parameters, String... lines) {
        return read(false, parameters, lines);
    }

    private static ReadFeed read(boolean allDay, String parameters, String... lines) {
        List<String> all = new ArrayList<>(List.of(lines));
        if (all.stream().noneMatch(line -> line.contains("DTSTART"))) {
            all.add(0, START);
        }
        return ReadFeed.of(event(all.toArray(String[]::new)), rules(allDay, parameters));
    }

    private static HouseRules rules(boolean allDay, String parameters) {
        return new HouseRules(new DialPlan(ReadFeed.ANYWHERE, ROOMS),
                Selection.of(CalendarParameters.parse(parameters), new Settings.Meetings(allDay, Set.of())),
                new OptionReader(Set.of()));
    }

    @Test
    void all_meetings_become_conferences_unless_the_calendar_says_otherwise() {
        assertThat(read("").meetings).hasSize(1);
        assertThat(read("").ignored).isEmpty();
    }

    @Test
    void only_those_with_something_to_dial() {
        String dialled = "conferences=dialled";
        assertThat(read(dialled, "ATTENDEE:sip:a@example.com").meetings).hasSize(1);
        assertThat(read(dialled, "ATTENDEE:mailto:boardroom@example.com").meetings).hasSize(1);
        assertThat(read(dialled, "LOCATION:sip:a@example.com").meetings).hasSize(1);
        assertThat(read(dialled, "ATTENDEE:mailto:ann@example.com").reasons()).containsExactly("it has nothing to dial");
        assertThat(read(dialled, "ATTENDEE:mailto:silent@example.com").reasons()).as("mode none").containsExactly("it has nothing to dial");
        assertThat(read(dialled, "ATTENDEE;PARTSTAT=DECLINED:sip:a@example.com").meetings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOCATION:Board room @MEET", "LOCATION;LANGUAGE=de:@meet", "DESCRIPTION:Agenda\\n\\nplease #Cms\\, thanks",
        "DESCRIPTION;ALTREP=\"cid:part1@example.com\":x #cms", "CATEGORIES:Travel,Video Conference", "CATEGORIES:VIDEO CONFERENCE",
        "CATEGORIES:Travel\nCATEGORIES;LANGUAGE=en:video conference"})
    void marked_meetings_have_a_keyword_in_location_or_description_or_a_category(String line) {
        assertThat(read("conferences=marked\nkeywords=@meet, #CMS\ncategories=Video Conference, ", line).meetings).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUMMARY:@meet", "LOCATION:Board room", "DESCRIPTION:cms", "CATEGORIES:Travel", "COMMENT:@meet", "X-ALT-DESC:@meet",
        "CATEGORIES:Video", "BEGIN:VALARM\nDESCRIPTION:@meet\nEND:VALARM"})
    void others_are_not_marked(String line) {
        assertThat(read("conferences=marked\nkeywords=@meet,#cms\ncategories=Video Conference", line)).satisfies(feed -> {
            assertThat(feed.meetings).isEmpty();
            assertThat(feed.reasons()).containsExactly(
                    "it is not marked: no keyword in its location or description, and no category that counts");
            assertThat(feed.remarks).isEmpty();
        });
    }

    @Test
    void a_keyword_is_found_behind_a_long_text_and_across_a_fold() {
        assertThat(read("conferences=marked\nkeywords=@meet", "DESCRIPTION:" + "x".repeat(15_000) + " @me\n et").meetings).hasSize(1);
        assertThat(read("conferences=marked\nkeywords=@meet", "DESCRIPTION:" + "x".repeat(500_000)).ignored).hasSize(1);
    }

    @Test
    void a_meeting_that_the_calendars_own_room_declined_is_ignored() {
        String room = "room=BoardRoom@example.com";
        assertThat(read(room, "ATTENDEE;CUTYPE=ROOM;PARTSTAT=DECLINED;CN=\"Board, room\":MAILTO:Boardroom@Example.com").reasons())
                .containsExactly("the room boardroom@example.com declined it");
        assertThat(read(room, "ATTENDEE;PARTSTAT=DECLINED;EMAIL=boardroom@example.com:/aMTIz/principal/").ignored).hasSize(1);
        assertThat(read(room, "ATTENDEE;PARTSTAT=ACCEPTED:mailto:boardroom@example.com").meetings).hasSize(1);
        assertThat(read(room, "ATTENDEE;PARTSTAT=TENTATIVE:mailto:boardroom@example.com").meetings).hasSize(1);
        assertThat(read(room, "ATTENDEE;PARTSTAT=DECLINED:mailto:other@example.com").meetings).as("another one's answer").hasSize(1);
        assertThat(read("", "ATTENDEE;PARTSTAT=DECLINED:mailto:boardroom@example.com").meetings).as("no room named").hasSize(1);
    }

    @Test
    void a_transparent_meeting_is_ignored_as_the_RFC_and_Outlook_write_it_unless_the_calendar_books_it() {
        for (String line : new String[] {"TRANSP:TRANSPARENT", "TRANSP:transparent", "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
            "TRANSP:OPAQUE\nX-MICROSOFT-CDO-BUSYSTATUS:FREE"}) {
            assertThat(read("", line).reasons()).as(line).containsExactly("it is transparent: it does not take its room's time");
            assertThat(read("transparent=book", line).meetings).hasSize(1);
        }
        for (String line : new String[] {"TRANSP:OPAQUE", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE",
            "X-MICROSOFT-CDO-INTENDEDSTATUS:FREE"}) {
            assertThat(read("", line).meetings).as(line).hasSize(1);
        }
    }

    @Test
    void what_is_ignored_is_known_with_its_time_title_and_reason() {
        ReadFeed feed = ReadFeed.of(event("DTSTART;TZID=Europe/Berlin:20261123T090000", "RRULE:FREQ=WEEKLY;COUNT=2", "SUMMARY:Team")
                + event("RECURRENCE-ID:20261130T080000Z", "DTSTART:20261130T080000Z", "STATUS:CANCELLED", "SUMMARY:Team"));

        assertThat(feed.meetings).hasSize(1);
        assertThat(feed.ignored).containsExactly(new IgnoredMeeting("m1", Instant.parse("2026-11-30T08:00:00Z"),
                Instant.parse("2026-11-30T08:00:00Z"), Instant.parse("2026-11-30T09:00:00Z"), "Team", false, List.of(), "it is cancelled"));
    }

    @Test
    void a_cancelled_meeting_is_known_as_cancelled_with_all_its_exceptions_even_if_something_else_is_wrong() {
        String override = event("RECURRENCE-ID:20261124T090000Z", "DTSTART:20261124T100000Z");
        assertThat(ReadFeed.of(event(START, "RRULE:FREQ=DAILY;COUNT=2", "STATUS:CANCELLED") + override)).satisfies(feed -> {
            assertThat(feed.meetings).isEmpty();
            assertThat(feed.reasons()).containsExactly("it is cancelled", "it is cancelled");
        });
        assertThat(ReadFeed.of(event(START, "RRULE:FREQ=SECONDLY", "STATUS:CANCELLED"))).satisfies(feed -> {
            assertThat(feed.meetings).isEmpty();
            assertThat(feed.rejections).isEmpty();
            assertThat(feed.cancellations).hasSize(1);
        });
    }

    @Test
    void the_reason_that_goes_deepest_is_told() {
        assertThat(read("room=r@x.de\nconferences=dialled", "STATUS:CANCELLED", "TRANSP:TRANSPARENT", "ATTENDEE;PARTSTAT=DECLINED:mailto:r@x.de")
                .reasons()).containsExactly("it is cancelled");
        assertThat(read("room=r@x.de\nconferences=dialled", "TRANSP:TRANSPARENT", "ATTENDEE;PARTSTAT=DECLINED:mailto:r@x.de")
                .reasons()).containsExactly("the room r@x.de declined it");
    }

    @Test
    void an_ignored_meeting_makes_no_remarks_about_whom_it_would_dial() {
        assertThat(read("", "TRANSP:TRANSPARENT", "ATTENDEE:sip:room 1@example.com").remarks).isEmpty();
    }

    @Test
    void one_answer_counts_for_its_own_occurrence_alone() {
        ReadFeed feed = ReadFeed.of(event(START, "RRULE:FREQ=DAILY;COUNT=3", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:r@x.de")
                + event("RECURRENCE-ID:20261124T090000Z", "DTSTART:20261124T090000Z", "ATTENDEE;PARTSTAT=DECLINED:mailto:r@x.de"),
                rules(false, "room=r@x.de"));

        assertThat(feed.starts()).containsExactly("2026-11-23T09:00:00Z", "2026-11-25T09:00:00Z");
    }

    @Test
    void all_day_events_are_booked_from_midnight_to_midnight_of_the_calendars_zone_if_that_is_wanted() {
        assertThat(read(true, "", "DTSTART;VALUE=DATE:20261123", "DTEND;VALUE=DATE:20261125").times())
                .containsExactly("2026-11-22T23:00:00Z/2026-11-24T23:00:00Z");
        assertThat(ReadFeed.of("BEGIN:VEVENT\nUID:m1\nDTSTART;VALUE=DATE:20261123\nEND:VEVENT", rules(true, "")).times())
                .as("no DTEND").containsExactly("2026-11-22T23:00:00Z/2026-11-23T23:00:00Z");
        assertThat(read(true, "", "DTSTART:20261123", "DTEND:20261123").times()).as("as scripts write one day")
                .containsExactly("2026-11-22T23:00:00Z/2026-11-23T23:00:00Z");
        assertThat(read(true, "", "DTSTART;VALUE=DATE:20261123", "DURATION:P2D").times())
                .containsExactly("2026-11-22T23:00:00Z/2026-11-24T23:00:00Z");
        assertThat(read(true, "", "DTSTART:20261123T000000", "DTEND:20261124T000000", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE").times())
                .containsExactly("2026-11-22T23:00:00Z/2026-11-23T23:00:00Z");
        assertThat(read(true, "", "X-WR-TIMEZONE:x", "DTSTART;VALUE=DATE:20261123", "TRANSP:TRANSPARENT").meetings)
                .as("a birthday takes no room").isEmpty();
    }

    @Test
    void a_day_of_a_clock_change_is_as_long_as_it_is_also_in_a_series() {
        assertThat(read(true, "", "DTSTART;VALUE=DATE:20270327", "DTEND;VALUE=DATE:20270328", "RRULE:FREQ=DAILY;COUNT=2").times())
                .containsExactly("2027-03-26T23:00:00Z/2027-03-27T23:00:00Z", "2027-03-27T23:00:00Z/2027-03-28T22:00:00Z");
    }

    @Test
    void all_day_events_that_are_ignored_are_known() {
        assertThat(read("", "DTSTART;VALUE=DATE:20261123", "DTEND;VALUE=DATE:20261124")).satisfies(feed -> {
            assertThat(feed.meetings).isEmpty();
            assertThat(feed.reasons()).containsExactly("it is all day (calbridge.calendar.all-day=ignore)");
            assertThat(feed.remarks).containsExactly("it is all day, and is not booked");
        });
    }

    @Test
    void what_has_no_length_is_ignored_and_known_also_when_it_moved_so() {
        assertThat(read("", "DTEND:20261123T090000Z").reasons()).containsExactly("it has no length");
        ReadFeed feed = ReadFeed.of(event(START, "RRULE:FREQ=DAILY;COUNT=2")
                + event("RECURRENCE-ID:20261124T090000Z", "DTSTART:20261124T090000Z", "DURATION:PT0S"));
        assertThat(feed.meetings).extracting(Meeting::start).containsExactly(Instant.parse("2026-11-23T09:00:00Z"));
        assertThat(feed.ignored).hasSize(1);
    }

    @Test
    void descriptions_are_read_only_where_something_in_them_may_count() {
        MeetingBlock block = new MeetingBlock("m1", 1, "BEGIN:VEVENT\r\nDESCRIPTION:a\\nDESCRIPTION:b\r\nX-DESCRIPTION:c\r\nEND:VEVENT\r\n", List.of());

        assertThat(rules(false, "keywords=@meet").needed(block).text()).isEqualTo("BEGIN:VEVENT\r\nX-DESCRIPTION:c\r\nEND:VEVENT\r\n");
        assertThat(rules(false, "conferences=marked\nkeywords=@meet").needed(block)).isEqualTo(block);
        MeetingBlock choosing = new MeetingBlock("m1", 1, block.text().replace("b", "[calbridge]"), List.of());
        assertThat(rules(false, "").needed(choosing)).isEqualTo(choosing);
        assertThat(new HouseRules(new DialPlan(ReadFeed.ANYWHERE, ROOMS), Selection.ALL, new OptionReader(Set.of(Settings.Option.LOCK)))
                .needed(block)).isEqualTo(block);
    }
}
