package io.calbridge.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuzzTest {

    /** What Exchange, Google and Apple write, and a script. */
    static List<String> feeds() {
        return List.of(ReadFeed.calendar("""
                METHOD:PUBLISH
                X-WR-TIMEZONE:Europe/Berlin
                BEGIN:VTIMEZONE
                TZID:Customized Time Zone
                BEGIN:STANDARD
                DTSTART:16010101T030000
                TZOFFSETFROM:+0200
                TZOFFSETTO:+0100
                RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
                END:STANDARD
                BEGIN:DAYLIGHT
                DTSTART:16010101T020000
                TZOFFSETFROM:+0100
                TZOFFSETTO:+0200
                RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
                END:DAYLIGHT
                END:VTIMEZONE
                BEGIN:VEVENT
                UID:040000008200E00074C5B7101A82E00800000000
                DTSTAMP:20261101T000000Z
                DTSTART;TZID=Customized Time Zone:20261123T090000
                DTEND;TZID=Customized Time Zone:20261123T100000
                SUMMARY;LANGUAGE=de:Größe
                LOCATION:Raum\\, 1. Stock
                ORGANIZER;CN="Ann":mailto:ann@example.com
                ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN="Room: 1":sip:room1@example.com
                X-MICROSOFT-CDO-BUSYSTATUS:BUSY
                BEGIN:VALARM
                ACTION:DISPLAY
                TRIGGER:-PT15M
                END:VALARM
                END:VEVENT
                BEGIN:VEVENT
                UID:last@exchange
                DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin, Bern":20261125T090000
                DTEND;TZID="(UTC+01:00) Amsterdam, Berlin, Bern":20261125T100000
                CLASS:PRIVATE
                END:VEVENT
                """), ReadFeed.calendar("""
                PRODID:-//Google Inc//Google Calendar 70.9054//EN
                BEGIN:VEVENT
                DTSTART;TZID=America/New_York:20261124T090000
                DTEND;TZID=America/New_York:20261124T100000
                RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270301T045959Z
                EXDATE;TZID=America/New_York:20261201T090000
                DTSTAMP:20261123T120000Z
                UID:series@google.com
                SEQUENCE:2
                STATUS:CONFIRMED
                DESCRIPTION:Join at sip:guest@example.com\\n[calbridge]\\nlayout: speaker
                END:VEVENT
                BEGIN:VEVENT
                DTSTART;TZID=America/New_York:20261208T110000
                DTEND;TZID=America/New_York:20261208T120000
                RECURRENCE-ID;TZID=America/New_York:20261208T090000
                UID:series@google.com
                SEQUENCE:2
                END:VEVENT
                BEGIN:VEVENT
                DTSTART;VALUE=DATE:20261224
                DTEND;VALUE=DATE:20261225
                UID:day@google.com
                TRANSP:TRANSPARENT
                END:VEVENT
                BEGIN:VEVENT
                UID:plain
                DTSTART:20261125T090000Z
                DURATION:PT1H
                END:VEVENT
                """));
    }

    @Test
    void feeds_that_are_damaged_in_one_meeting_harm_no_other_and_end() throws InterruptedException {
        assertThat(new Fuzz(2026).run(feeds(), Duration.ofSeconds(Long.getLong("test.fuzz", 15)))).isGreaterThan(10);
    }
}
