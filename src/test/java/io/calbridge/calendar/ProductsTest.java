package io.calbridge.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.calbridge.booking.Meeting;
import io.calbridge.settings.Settings;
import io.calbridge.store.Participant;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Feeds as the products write them, cut to what matters; each with what an administrator would expect of it. */
class ProductsTest {

    private static final RoomDirectory ROOMS = RoomDirectory.parse("rooms.csv", """
            address,name,dial,mode
            boardroom@example.com,Board room,sip:desk.ex90@example.com,automatic
            c_188abc@resource.calendar.google.com,Berlin-3-Board,sip:berlin3@example.com,automatic
            """);

    private static ReadFeed read(String parameters, String feed) {
        return ReadFeed.bytes(feed.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), new HouseRules(
                new DialPlan(new Settings.Dial(List.of("example.com"), List.of()), new Settings.Pool("P_", 1, 10, "", "meet.example.com"), ROOMS),
                Selection.of(CalendarParameters.parse(parameters), new Settings.Meetings(false, Set.of())),
                new OptionReader(EnumSet.allOf(Settings.Option.class))), ReadFeed.FROM, ReadFeed.TO);
    }

    @Test
    void Outlook_sends_a_series_with_a_wrong_definition_of_its_zone_and_an_exception_and_names_the_room_as_a_resource() {
        ReadFeed feed = read("", """
                BEGIN:VCALENDAR
                PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
                VERSION:2.0
                METHOD:REQUEST
                X-MS-OLK-FORCEINSPECTOROPEN:TRUE
                BEGIN:VTIMEZONE
                TZID:W. Europe Standard Time
                BEGIN:STANDARD
                DTSTART:16010101T030000
                TZOFFSETFROM:+0200
                TZOFFSETTO:+0100
                RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
                END:STANDARD
                BEGIN:DAYLIGHT
                DTSTART:16010101T020000
                TZOFFSETFROM:+0100
                TZOFFSETTO:+0200
                RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3
                END:DAYLIGHT
                END:VTIMEZONE
                BEGIN:VEVENT
                ATTENDEE;CN="Board room";CUTYPE=RESOURCE;ROLE=NON-PARTICIPANT;RSVP=TRUE:mailto:boardroom@example.com
                ATTENDEE;CN="Boss's PA";RSVP=FALSE;ROLE=NON-PARTICIPANT:sip:pa@example.com
                CLASS:PUBLIC
                CREATED:20261101T080000Z
                DESCRIPTION:When: Occurs every Monday effective 15.03.2027\\nWhere: Board room\\n\\n*~*~*~*\\n\\nWeekly\\n
                DTEND;TZID="W. Europe Standard Time":20270315T100000
                DTSTAMP:20261102T081500Z
                DTSTART;TZID="W. Europe Standard Time":20270315T090000
                EXDATE;TZID="W. Europe Standard Time":20270405T090000
                LAST-MODIFIED:20261102T081500Z
                LOCATION:Board room
                ORGANIZER;CN="Nym, Ann":mailto:ann@example.com
                RRULE:FREQ=WEEKLY;UNTIL=20270412T070000Z;BYDAY=MO
                SEQUENCE:1
                SUMMARY;LANGUAGE=en-us:Weekly
                TRANSP:OPAQUE
                UID:040000008200E00074C5B7101A82E0080000000010A2
                X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE
                X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY
                X-MICROSOFT-CDO-ALLDAYEVENT:FALSE
                X-MS-OLK-CONFTYPE:0
                END:VEVENT
                BEGIN:VEVENT
                ATTENDEE;CN="Board room";CUTYPE=RESOURCE;ROLE=NON-PARTICIPANT;RSVP=TRUE:mailto:boardroom@example.com
                DTEND;TZID="W. Europe Standard Time":20270323T110000
                DTSTAMP:20261102T081500Z
                DTSTART;TZID="W. Europe Standard Time":20270323T100000
                RECURRENCE-ID;TZID="W. Europe Standard Time":20270322T090000
                SEQUENCE:2
                SUMMARY;LANGUAGE=en-us:Weekly\\, on Tuesday
                UID:040000008200E00074C5B7101A82E0080000000010A2
                END:VEVENT
                END:VCALENDAR
                """);

        assertThat(feed.starts()).as("IANA's rules, whatever the feed says of the zone").containsExactly("2027-03-15T08:00:00Z",
                "2027-03-23T09:00:00Z", "2027-03-29T07:00:00Z", "2027-04-12T07:00:00Z");
        assertThat(feed.meetings).allSatisfy(meeting -> assertThat(meeting.participants()).extracting(Participant::address)
                .containsExactly("desk.ex90@example.com"));
        assertThat(feed.meetings.get(1).title()).isEqualTo("Weekly, on Tuesday");
    }

    @Test
    void Exchange_publishes_a_calendar_with_display_names_for_zones_and_free_all_day_events() {
        ReadFeed feed = read("room=boardroom@example.com", """
                BEGIN:VCALENDAR
                METHOD:PUBLISH
                PRODID:Microsoft Exchange Server 2010
                VERSION:2.0
                X-WR-CALNAME:Calendar
                BEGIN:VTIMEZONE
                TZID:(UTC+01:00) Amsterdam\\, Berlin\\, Bern\\, Rome\\, Stockholm\\, Vienna
                BEGIN:STANDARD
                DTSTART:16010101T030000
                TZOFFSETFROM:+0200
                TZOFFSETTO:+0100
                RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
                END:STANDARD
                END:VTIMEZONE
                BEGIN:VEVENT
                DESCRIPTION:\\n
                UID:a
                SUMMARY:Ann Nym
                DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna":20270628T090000
                DTEND;TZID="(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna":20270628T100000
                CLASS:PRIVATE
                DTSTAMP:20261102T081500Z
                TRANSP:OPAQUE
                STATUS:CONFIRMED
                SEQUENCE:0
                X-MICROSOFT-CDO-BUSYSTATUS:BUSY
                END:VEVENT
                BEGIN:VEVENT
                UID:b
                SUMMARY:Holiday
                DTSTART;VALUE=DATE:20261225
                DTEND;VALUE=DATE:20261226
                DTSTAMP:20261102T081500Z
                TRANSP:TRANSPARENT
                X-MICROSOFT-CDO-ALLDAYEVENT:TRUE
                X-MICROSOFT-CDO-BUSYSTATUS:FREE
                END:VEVENT
                BEGIN:VEVENT
                ATTENDEE;ROLE=NON-PARTICIPANT;PARTSTAT=DECLINED;RSVP=TRUE;CUTYPE=RESOURCE;CN=Board room:MAILTO:boardroom@example.com
                UID:c
                SUMMARY:Declined: too small
                DTSTART;TZID=W. Europe Standard Time:20261201T090000
                DTEND;TZID=W. Europe Standard Time:20261201T100000
                END:VEVENT
                BEGIN:VEVENT
                UID:d
                SUMMARY:Canceled: Lunch
                DTSTART:20261202T110000Z
                DTEND:20261202T120000Z
                STATUS:CANCELLED
                X-MICROSOFT-CDO-BUSYSTATUS:FREE
                END:VEVENT
                END:VCALENDAR
                """);

        assertThat(feed.starts()).containsExactly("2027-06-28T07:00:00Z");
        assertThat(feed.meetings.get(0).confidential()).isTrue();
        assertThat(feed.ignored).extracting(IgnoredMeeting::uid).containsExactly("b", "c", "d");
        assertThat(feed.reasons()).containsExactly("it is all day (calbridge.calendar.all-day=ignore)",
                "the room boardroom@example.com declined it", "it is cancelled");
    }

    @Test
    void Google_keeps_moved_occurrences_apart_gives_rooms_addresses_of_its_own_and_says_cancelled_by_EXDATE() {
        ReadFeed feed = read("", """
                BEGIN:VCALENDAR
                PRODID:-//Google Inc//Google Calendar 70.9054//EN
                VERSION:2.0
                CALSCALE:GREGORIAN
                METHOD:PUBLISH
                X-WR-CALNAME:Berlin-3-Board
                X-WR-TIMEZONE:Europe/Berlin
                BEGIN:VTIMEZONE
                TZID:Europe/Berlin
                X-LIC-LOCATION:Europe/Berlin
                BEGIN:DAYLIGHT
                TZOFFSETFROM:+0100
                TZOFFSETTO:+0200
                TZNAME:GMT+2
                DTSTART:19700329T020000
                RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
                END:DAYLIGHT
                BEGIN:STANDARD
                TZOFFSETFROM:+0200
                TZOFFSETTO:+0100
                TZNAME:GMT+1
                DTSTART:19701025T030000
                RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
                END:STANDARD
                END:VTIMEZONE
                BEGIN:VEVENT
                DTSTART;TZID=Europe/Berlin:20261201T140000
                DTEND;TZID=Europe/Berlin:20261201T150000
                DTSTAMP:20261124T040000Z
                UID:5abc@google.com
                RECURRENCE-ID;TZID=Europe/Berlin:20261130T090000
                ATTENDEE;CUTYPE=RESOURCE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Berlin-3-Board;X-NUM-GUESTS=0:mailto:c_188abc@resource.calendar.google.com
                X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij
                SEQUENCE:1
                STATUS:CONFIRMED
                SUMMARY:Stand-up
                TRANSP:OPAQUE
                END:VEVENT
                BEGIN:VEVENT
                DTSTART;TZID=Europe/Berlin:20261123T090000
                DTEND;TZID=Europe/Berlin:20261123T093000
                RRULE:FREQ=WEEKLY;WKST=MO;UNTIL=20261220T225959Z;BYDAY=MO,WE
                EXDATE;TZID=Europe/Berlin:20261202T090000
                EXDATE;TZID=Europe/Berlin:20261209T090000
                DTSTAMP:20261124T040000Z
                ORGANIZER;CN=Ann Nym:mailto:ann@example.com
                UID:5abc@google.com
                ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Ann Nym;X-NUM-GUESTS=0:mailto:ann@example.com
                ATTENDEE;CUTYPE=RESOURCE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Berlin-3-Board;X-NUM-GUESTS=0:mailto:c_188abc@resource.calendar.google.com
                CREATED:20261101T080000Z
                DESCRIPTION:Join with Google Meet: https://meet.google.com/abc-defg-hij\\nOr dial: (DE) +49 30 1234 PIN: 123#
                LAST-MODIFIED:20261101T080000Z
                LOCATION:Berlin-3-Board (12)
                SEQUENCE:0
                STATUS:CONFIRMED
                SUMMARY:Stand-up
                TRANSP:OPAQUE
                END:VEVENT
                END:VCALENDAR
                """);

        assertThat(feed.starts()).containsExactly("2026-11-23T08:00:00Z", "2026-11-25T08:00:00Z", "2026-12-01T13:00:00Z", "2026-12-07T08:00:00Z",
                "2026-12-14T08:00:00Z", "2026-12-16T08:00:00Z");
        assertThat(feed.meetings).allSatisfy(meeting -> assertThat(meeting.participants()).extracting(Participant::address)
                .containsExactly("berlin3@example.com"));
    }

    @Test
    void Apple_names_attendees_by_principals_and_writes_addresses_into_parameters() {
        ReadFeed feed = read("conferences=dialled", """
                BEGIN:VCALENDAR
                CALSCALE:GREGORIAN
                PRODID:-//Apple Inc.//macOS 14.5//EN
                VERSION:2.0
                X-APPLE-CALENDAR-COLOR:#1BADF8
                BEGIN:VEVENT
                ATTENDEE;CN="Ann Nym";CUTYPE=INDIVIDUAL;EMAIL="ann@example.com";PARTSTAT=ACCEPTED;ROLE=CHAIR:/aMTUyNDgw/principal/
                ATTENDEE;CN="Board room";CUTYPE=ROOM;EMAIL="BoardRoom@example.com";PARTSTAT=ACCEPTED:/aMTUyNDgx/principal/
                DTEND;TZID=Europe/Berlin:20261123T113000
                DTSTAMP:20261101T080000Z
                DTSTART;TZID=Europe/Berlin:20261123T103000
                LOCATION:Board room\\nMain Street 1\\, Berlin
                SEQUENCE:0
                SUMMARY:Überblick
                TRANSP:OPAQUE
                UID:6F9E2A53-8A36-4DB4-9C1D-0A5B0F3C7D11
                URL;VALUE=URI:
                X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="Main Street 1, Berlin";X-APPLE-RADIUS=70;X-TITLE="Board: room":geo:52.5,13.4
                X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC
                BEGIN:VALARM
                ACTION:NONE
                TRIGGER;VALUE=DATE-TIME:19760401T005545Z
                END:VALARM
                END:VEVENT
                END:VCALENDAR
                """);

        assertThat(feed.starts()).containsExactly("2026-11-23T09:30:00Z");
        assertThat(feed.meetings.get(0).participants()).containsExactly(
                new Participant("desk.ex90@example.com", "Board room", Participant.Mode.AUTOMATIC));
    }

    @Test
    void Nextcloud_writes_locations_categories_and_conferences_that_mark_and_dial() {
        ReadFeed feed = read("conferences=marked\ncategories=Video", """
                BEGIN:VCALENDAR
                PRODID:-//IDN nextcloud.com//Calendar app 4.7.0//EN
                CALSCALE:GREGORIAN
                VERSION:2.0
                BEGIN:VEVENT
                CREATED:20261101T080000Z
                DTSTAMP:20261101T080100Z
                LAST-MODIFIED:20261101T080100Z
                SEQUENCE:2
                UID:nc1
                DTSTART;TZID=Europe/Berlin:20261123T090000
                DTEND;TZID=Europe/Berlin:20261123T100000
                RRULE:FREQ=DAILY;COUNT=3
                STATUS:CONFIRMED
                SUMMARY:Retro
                CATEGORIES:Team,VIDEO
                LOCATION:sip:retro@example.com
                CONFERENCE;VALUE=URI;LABEL=Bridge;FEATURE=VIDEO:sip:bridge@example.com
                END:VEVENT
                BEGIN:VEVENT
                UID:nc1
                RECURRENCE-ID;TZID=Europe/Berlin:20261125T090000
                DTSTART;TZID=Europe/Berlin:20261125T150000
                DTEND;TZID=Europe/Berlin:20261125T160000
                SUMMARY:Retro without video
                LOCATION:Kitchen
                END:VEVENT
                END:VCALENDAR
                """);

        assertThat(feed.starts()).containsExactly("2026-11-23T08:00:00Z", "2026-11-24T08:00:00Z");
        assertThat(feed.meetings.get(0).participants()).extracting(Participant::address, Participant::name).containsExactly(
                org.assertj.core.groups.Tuple.tuple("retro@example.com", "retro@example.com"),
                org.assertj.core.groups.Tuple.tuple("bridge@example.com", "Bridge"));
        assertThat(feed.ignored).extracting(IgnoredMeeting::title).containsExactly("Retro without video");
    }

    @Test
    void Zimbra_writes_zones_with_slashes_private_meetings_and_this_and_future() {
        ReadFeed feed = read("", """
                BEGIN:VCALENDAR
                X-WR-CALNAME:Board room
                X-WR-CALID:b1:10
                PRODID:Zimbra-Calendar-Provider
                VERSION:2.0
                METHOD:PUBLISH
                BEGIN:VTIMEZONE
                TZID:(GMT+01.00) Amsterdam / Berlin / Bern / Rome / Stockholm / Vienna
                BEGIN:STANDARD
                DTSTART:16010101T030000
                TZOFFSETTO:+0100
                TZOFFSETFROM:+0200
                RRULE:FREQ=YEARLY;WKST=MO;INTERVAL=1;BYMONTH=10;BYDAY=-1SU
                TZNAME:CET
                END:STANDARD
                BEGIN:DAYLIGHT
                DTSTART:16010101T020000
                TZOFFSETTO:+0200
                TZOFFSETFROM:+0100
                RRULE:FREQ=YEARLY;WKST=MO;INTERVAL=1;BYMONTH=3;BYDAY=-1SU
                TZNAME:CEST
                END:DAYLIGHT
                END:VTIMEZONE
                BEGIN:VEVENT
                UID:z1
                RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;COUNT=3
                SUMMARY:Takeover
                ATTENDEE;CUTYPE=RESOURCE;CN=Board room;ROLE=NON-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE:mailto:boardroom@example.com
                ORGANIZER;CN=Ann Nym:mailto:ann@example.com
                DTSTART;TZID="(GMT+01.00) Amsterdam / Berlin / Bern / Rome / Stockholm / Vienna":20261124T090000
                DTEND;TZID="(GMT+01.00) Amsterdam / Berlin / Bern / Rome / Stockholm / Vienna":20261124T100000
                STATUS:CONFIRMED
                CLASS:PRIVATE
                X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY
                TRANSP:OPAQUE
                DTSTAMP:20261101T080000Z
                SEQUENCE:4
                END:VEVENT
                BEGIN:VEVENT
                UID:z1
                SUMMARY:Takeover
                RECURRENCE-ID;RANGE=THISANDFUTURE;TZID="(GMT+01.00) Amsterdam / Berlin / Bern / Rome / Stockholm / Vienna":20261201T090000
                DTSTART;TZID="(GMT+01.00) Amsterdam / Berlin / Bern / Rome / Stockholm / Vienna":20261202T110000
                DTEND;TZID="(GMT+01.00) Amsterdam / Berlin / Bern / Rome / Stockholm / Vienna":20261202T113000
                END:VEVENT
                END:VCALENDAR
                """);

        assertThat(feed.times()).containsExactly("2026-11-24T08:00:00Z/2026-11-24T09:00:00Z", "2026-12-02T10:00:00Z/2026-12-02T10:30:00Z",
                "2026-12-09T10:00:00Z/2026-12-09T10:30:00Z");
        assertThat(feed.meetings).as("an exception does not make a private series public").allMatch(Meeting::confidential);
    }

    @Test
    void Thunderbird_and_Evolution_put_prefixes_before_the_names_of_zones() {
        ReadFeed feed = read("", """
                BEGIN:VCALENDAR
                PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN
                VERSION:2.0
                BEGIN:VEVENT
                UID:t1
                DTSTART;TZID=/mozilla.org/20071231_1/Europe/Berlin:20270628T090000
                DTEND;TZID=/mozilla.org/20071231_1/Europe/Berlin:20270628T100000
                X-MOZ-GENERATION:2
                END:VEVENT
                BEGIN:VEVENT
                UID:e1
                DTSTART;TZID=/freeassociation.sourceforge.net/Tzfile/America/New_York:20270310T100000
                DTEND;TZID=/freeassociation.sourceforge.net/Tzfile/America/New_York:20270310T110000
                X-EVOLUTION-CALDAV-HREF:https://example.com/e1.ics
                END:VEVENT
                END:VCALENDAR
                """);

        assertThat(feed.starts()).containsExactly("2027-06-28T07:00:00Z", "2027-03-10T15:00:00Z");
    }

    @Test
    void a_script_writes_what_it_thinks_is_a_calendar() {
        ReadFeed feed = ReadFeed.bytes("""
                begin:vcalendar
                begin:vevent
                uid:1
                dtstart:20261123T090000
                duration:PT90M
                summary:Breakfast; all, welcome
                x-calbridge-dial:kitchen@example.com
                x-calbridge-layout:stacked
                end:vevent
                begin:vevent
                uid:2
                dtstart:20261123
                summary:a day
                end:vevent
                begin:vevent
                uid:3
                dtstart:20261123T090000
                summary:a reminder
                end:vevent
                end:vcalendar
                """.getBytes(StandardCharsets.UTF_8), new HouseRules(new DialPlan(ReadFeed.ANYWHERE, ROOMS), Selection.ALL,
                new OptionReader(EnumSet.of(Settings.Option.LAYOUT))), ReadFeed.FROM, ReadFeed.TO);

        assertThat(feed.times()).containsExactly("2026-11-23T08:00:00Z/2026-11-23T09:30:00Z");
        assertThat(feed.meetings.get(0)).satisfies(meeting -> {
            assertThat(meeting.title()).isEqualTo("Breakfast; all, welcome");
            assertThat(meeting.participants()).extracting(Participant::address).containsExactly("kitchen@example.com");
            assertThat(meeting.options().layout()).isEqualTo("stacked");
        });
        assertThat(feed.remarks).containsExactly("it is all day, and is not booked", "it has no length, and is not booked");
        assertThat(feed.rejections).isEmpty();
    }
}
