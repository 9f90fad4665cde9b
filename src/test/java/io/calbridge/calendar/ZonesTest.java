package io.calbridge.calendar;

import static io.calbridge.calendar.ReadFeed.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.calbridge.booking.Rejection;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZonesTest {

    private static final String BERLIN = zone("Customized Time Zone", """
            BEGIN:STANDARD
            DTSTART:16010101T030000
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
            END:STANDARD
            BEGIN:DAYLIGHT
            DTSTART:16010101T020000
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0200
            RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
            END:DAYLIGHT""");

    private static String zone(String tzid, String observances) {
        return "BEGIN:VTIMEZONE\nTZID:" + tzid + "\n" + observances.strip() + "\nEND:VTIMEZONE\n";
    }

    private static String at(String tzid, String time) {
        return event("DTSTART;TZID=" + tzid + ":" + time);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "Europe/Berlin | Europe/Berlin", "europe/berlin | Europe/Berlin", "UTC | UTC", "EST | -05:00", "Etc/GMT+5 | Etc/GMT+5",
        "W. Europe Standard Time | Europe/Berlin", "Eastern Standard Time | America/New_York",
        "Lord Howe Standard Time | Australia/Lord_Howe", "Kamchatka Standard Time | Asia/Kamchatka",
        "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna | Europe/Berlin",
        "(UTC+01:00) Amsterdam\\, Berlin\\, Bern\\, Rome\\, Stockholm\\, Vienna | Europe/Berlin",
        "GMT+01.00 Amsterdam / Berlin / Bern / Rome / Stockholm / Vienna | Europe/Berlin",
        "(GMT-05:00) Eastern Time (US & Canada) | America/New_York", "(UTC-05:00) Eastern Time (US and Canada) | America/New_York",
        "(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London | Europe/London",
        "(UTC) Coordinated Universal Time | UTC", "(UTC+05:45) Kathmandu | Asia/Kathmandu", "tzone://Microsoft/Utc | UTC",
        "/citadel.org/20210210_1/Europe/Berlin | Europe/Berlin", "/mozilla.org/20050126_1/America/Argentina/Ushuaia | America/Argentina/Ushuaia",
        "/freeassociation.sourceforge.net/Tzfile/Europe/Berlin | Europe/Berlin", "/softwarestudio.org/Olson_20011030_5/America/Chicago | America/Chicago",
    })
    void a_known_name_means_its_zone(String name, String id) {
        assertThat(Zones.knownZone(name).map(ZoneId::getRules)).contains(ZoneId.of(id).getRules());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Customized Time Zone", "Customized Time Zone 1", "tzone://Microsoft/Custom", "Mars/X", "Berlin",
        "(UTC+01:00) Somewhere", "Office/UTC", "SystemV/PST8", ""})
    void an_unknown_name_means_none(String name) {
        assertThat(Zones.knownZone(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "utc", "Etc/UTC", "GMT", "Z"})
    void utc_may_be_named_as_any_other_zone(String name) {
        assertThat(ReadFeed.of(event("DTSTART;TZID=" + name + ":20270701T090000", "DTEND;TZID=" + name + ":20270701T100000")).times())
                .containsExactly("2027-07-01T09:00:00Z/2027-07-01T10:00:00Z");
        assertThat(ReadFeed.of("X-WR-TIMEZONE:" + name + "\n" + event("DTSTART:20270701T090000")).starts())
                .containsExactly("2027-07-01T09:00:00Z");
    }

    @Test
    void every_Windows_name_has_a_zone_that_Java_knows() throws Exception {
        for (String file : new String[] {"windows-zones.tsv", "shown-zones.tsv"}) {
            String text = new String(Zones.class.getResourceAsStream(file).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(text.lines().filter(line -> !line.startsWith("#")).map(line -> line.split("\t")[1]))
                    .hasSizeGreaterThan(120).allSatisfy(id -> assertThat(ZoneId.of(id)).isNotNull());
        }
    }

    @Test
    void American_zones_are_right_in_the_week_after_their_clocks_change() {
        assertThat(ReadFeed.of(at("America/New_York", "20270310T100000")).starts()).containsExactly("2027-03-10T15:00:00Z");
        assertThat(ReadFeed.of(at("America/New_York", "20270315T100000")).starts()).containsExactly("2027-03-15T14:00:00Z");
    }

    @Test
    void known_rules_win_over_a_wrong_definition_in_the_feed() {
        assertThat(ReadFeed.of(zone("Europe/Berlin", "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0500\nTZOFFSETTO:+0500\nEND:STANDARD")
                + at("Europe/Berlin", "20261123T090000")).starts()).containsExactly("2026-11-23T08:00:00Z");
    }

    @Test
    void a_customized_zone_goes_by_the_feeds_own_definition_also_when_that_comes_last() {
        assertThat(ReadFeed.of(at("\"Customized Time Zone\"", "20261123T090000") + BERLIN).starts()).containsExactly("2026-11-23T08:00:00Z");
        assertThat(ReadFeed.of(BERLIN + at("Customized Time Zone", "20270623T090000")).starts()).containsExactly("2027-06-23T07:00:00Z");
    }

    @Test
    void a_definition_is_not_remembered_for_the_next_feed() {
        ReadFeed.of(BERLIN + at("Customized Time Zone", "20261123T090000"));

        assertThat(ReadFeed.of(at("Customized Time Zone", "20261123T090000")).rejections).extracting(Rejection::reason)
                .containsExactly("its time zone 'Customized Time Zone' is unknown, and the feed does not define it");
        assertThat(ReadFeed.of(zone("Customized Time Zone", "BEGIN:STANDARD\nDTSTART:16010101T000000\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0500\nEND:STANDARD")
                + at("Customized Time Zone", "20261123T090000")).starts()).containsExactly("2026-11-23T14:00:00Z");
    }

    @Test
    void an_unquoted_display_name_with_colon_and_commas_is_understood() {
        assertThat(ReadFeed.of(at("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "20270623T090000")).starts())
                .containsExactly("2027-06-23T07:00:00Z");
    }

    @Test
    void a_definition_by_RDATE_alone_has_its_changes_also_in_the_future() {
        String zone = zone("Own", """
                BEGIN:DAYLIGHT
                DTSTART:20200329T020000
                TZOFFSETFROM:+0100
                TZOFFSETTO:+0200
                RDATE:20210328T020000,20260329T020000
                RDATE:20270328T020000
                END:DAYLIGHT
                BEGIN:STANDARD
                DTSTART:20201025T030000
                TZOFFSETFROM:+0200
                TZOFFSETTO:+0100
                RDATE:20211031T030000
                RDATE:20261025T030000
                RDATE:20271031T030000
                END:STANDARD""");
        assertThat(ReadFeed.of(zone + at("Own", "20270623T090000") + at("Own", "20261123T090000").replace("m1", "m2")
                + at("Own", "20271123T090000").replace("m1", "m3")).starts())
                .containsExactly("2027-06-23T07:00:00Z", "2026-11-23T08:00:00Z", "2027-11-23T08:00:00Z");
    }

    @Test
    void the_definitions_of_Apple_with_several_observances_and_bare_months_are_understood() {
        String zone = zone("Apple", """
                BEGIN:STANDARD
                TZOFFSETFROM:+0200
                RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
                DTSTART:19961027T030000
                TZNAME:CET
                TZOFFSETTO:+0100
                END:STANDARD
                BEGIN:DAYLIGHT
                TZOFFSETFROM:+0100
                RRULE:FREQ=YEARLY;UNTIL=19950326T010000Z;BYMONTH=3;BYDAY=-1SU
                DTSTART:19810329T020000
                TZOFFSETTO:+0200
                END:DAYLIGHT
                BEGIN:DAYLIGHT
                TZOFFSETFROM:+0100
                RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
                DTSTART:19960331T020000
                TZOFFSETTO:+0200
                END:DAYLIGHT""");
        String bare = zone("Bare", """
                BEGIN:STANDARD
                TZOFFSETFROM:+0300
                TZOFFSETTO:+0300
                DTSTART:20010101T000000
                RRULE:FREQ=YEARLY;BYMONTH=1
                END:STANDARD""");
        assertThat(ReadFeed.of(zone + bare + at("Apple", "20270623T090000") + at("Bare", "20261123T090000").replace("m1", "m2"))
                .starts()).containsExactly("2027-06-23T07:00:00Z", "2026-11-23T06:00:00Z");
    }

    @Test
    void rules_that_ended_are_not_projected_into_the_future() {
        String zone = zone("Ended", """
                BEGIN:STANDARD
                DTSTART:20001029T030000
                TZOFFSETFROM:+0400
                TZOFFSETTO:+0300
                RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20101030T230000Z
                END:STANDARD
                BEGIN:DAYLIGHT
                DTSTART:20000326T020000
                TZOFFSETFROM:+0300
                TZOFFSETTO:+0400
                RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20110326T230000Z
                END:DAYLIGHT""");
        assertThat(ReadFeed.of(zone + at("Ended", "20261123T090000")).starts()).containsExactly("2026-11-23T05:00:00Z");
    }

    @Test
    void a_half_hour_change_is_followed() {
        assertThat(ReadFeed.of(at("Australia/Lord_Howe", "20270110T090000") + at("Australia/Lord_Howe", "20270610T090000").replace("m1", "m2"))
                .starts()).containsExactly("2027-01-09T22:00:00Z", "2027-06-09T22:30:00Z");
    }

    @Test
    void plain_offsets_are_zones_unless_the_feed_says_otherwise() {
        assertThat(ReadFeed.of(at("UTC+2", "20261123T090000")).starts()).containsExactly("2026-11-23T07:00:00Z");
        assertThat(ReadFeed.of(at("\"GMT-05:30\"", "20261123T090000")).starts()).containsExactly("2026-11-23T14:30:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN:STANDARD\nDTSTART:x\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nEND:STANDARD", "",
        "BEGIN:STANDARD\nDTSTART:20000101T000000\nTZOFFSETTO:+0100\nEND:STANDARD",
        "BEGIN:STANDARD\nDTSTART:20000101T000000\nTZOFFSETFROM:+9900\nTZOFFSETTO:+0100\nEND:STANDARD",
        "BEGIN:STANDARD\nDTSTART:20000101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=SECONDLY\nEND:STANDARD"})
    void a_definition_that_makes_no_sense_rejects_only_those_who_use_it_and_names_the_zone(String observances) {
        ReadFeed feed = ReadFeed.of(zone("Broken", observances) + at("Broken", "20261123T090000")
                + at("Europe/Berlin", "20261123T090000").replace("m1", "m2"));

        assertThat(feed.starts()).containsExactly("2026-11-23T08:00:00Z");
        assertThat(feed.rejections).singleElement().satisfies(rejection ->
                assertThat(rejection.reason()).startsWith("the feed's definition of the time zone 'Broken' cannot be used: "));
    }

    @Test
    void an_unknown_zone_of_a_time_in_UTC_does_not_matter() {
        assertThat(ReadFeed.of(at("Mars/X", "20261123T090000Z")).starts()).containsExactly("2026-11-23T09:00:00Z");
    }
}
