package io.calbridge.calendar;

import static io.calbridge.calendar.ReadFeed.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.calbridge.booking.Meeting;
import io.calbridge.booking.Rejection;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MeetingReaderTest {

    private static final String WEEKLY = event("DTSTART;TZID=Europe/Berlin:20261123T090000", "RRULE:FREQ=WEEKLY;COUNT=4", "SUMMARY:Team");

    @Test
    void a_meeting_as_Outlook_writes_it_is_read_with_all_that_matters() {
        Meeting meeting = ReadFeed.whole("""
                BEGIN:VCALENDAR
                PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
                VERSION:2.0
                METHOD:REQUEST
                X-MS-OLK-FORCEINSPECTOROPEN:TRUE
                BEGIN:VTIMEZONE
                TZID:W. Europe Standard Time
                BEGIN:STANDARD
                DTSTART:16011028T030000
                RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
                TZOFFSETFROM:+0200
                TZOFFSETTO:+0100
                END:STANDARD
                BEGIN:DAYLIGHT
                DTSTART:16010325T020000
                RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
                TZOFFSETFROM:+0100
                TZOFFSETTO:+0200
                END:DAYLIGHT
                END:VTIMEZONE
                BEGIN:VEVENT
                ATTENDEE;CN="Board room";CUTYPE=RESOURCE;ROLE=NON-PARTICIPANT;RSVP=TRUE:
                 mailto:boardroom@example.com
                ATTENDEE;CN=Codec;RSVP=TRUE:sip:codec@example.com
                CLASS:PUBLIC
                CREATED:20261101T080000Z
                DESCRIPTION:Agenda\\nfirst\\, second\\n
                DTEND;TZID="W. Europe Standard Time":20270628T110000
                DTSTAMP:20261102T081500Z
                DTSTART;TZID="W. Europe Standard Time":20270628T093000
                LAST-MODIFIED:20261102T081500Z
                LOCATION:Board room
                ORGANIZER;CN="Ann O'Nym":mailto:Ann@Example.com
                PRIORITY:5
                SEQUENCE:3
                SUMMARY;LANGUAGE=en-us:Budget\\, next
                  year; and Grüße
                TRANSP:OPAQUE
                UID:040000008200E00074C5B7101A82E00800000000
                X-ALT-DESC;FMTTYPE=text/html:<html>BEGIN:VEVENT</html>
                X-MICROSOFT-CDO-BUSYSTATUS:BUSY
                BEGIN:VALARM
                TRIGGER:-PT15M
                ACTION:DISPLAY
                DESCRIPTION:Reminder
                DURATION:PT5M
                END:VALARM
                END:VEVENT
                END:VCALENDAR
                """).meetings.get(0);

        assertThat(meeting.uid()).isEqualTo("040000008200E00074C5B7101A82E00800000000");
        assertThat(meeting.start()).isEqualTo(Instant.parse("2027-06-28T07:30:00Z"));
        assertThat(meeting.end()).isEqualTo(Instant.parse("2027-06-28T09:00:00Z"));
        assertThat(meeting.recurrenceId()).isNull();
        assertThat(meeting.title()).isEqualTo("Budget, next year; and Grüße");
        assertThat(meeting.organizer()).isEqualTo("ann@example.com");
        assertThat(meeting.sequence()).isEqualTo(3);
        assertThat(meeting.stamp()).isEqualTo(Instant.parse("2026-11-02T08:15:00Z"));
        assertThat(meeting.confidential()).isFalse();
        assertThat(meeting.participants()).extracting("address", "name").containsExactly(
                org.assertj.core.groups.Tuple.tuple("codec@example.com", "Codec"));
    }

    @Test
    void a_series_keeps_its_wall_clock_over_a_clock_change() {
        assertThat(ReadFeed.of(event("DTSTART;TZID=Europe/Berlin:20270322T090000", "RRULE:FREQ=WEEKLY;COUNT=2")).starts())
                .containsExactly("2027-03-22T08:00:00Z", "2027-03-29T07:00:00Z");
    }

    @Test
    void occurrences_carry_the_start_that_their_rule_gave_them() {
        assertThat(ReadFeed.of(WEEKLY).meetings).extracting(Meeting::recurrenceId)
                .containsExactly(Instant.parse("2026-11-23T08:00:00Z"), Instant.parse("2026-11-30T08:00:00Z"),
                        Instant.parse("2026-12-07T08:00:00Z"), Instant.parse("2026-12-14T08:00:00Z"));
    }

    @Test
    void an_excluded_date_is_compared_as_an_instant_whatever_its_form() {
        assertThat(ReadFeed.of(WEEKLY.replace("SUMMARY:Team", """
                EXDATE:20261123T080000Z
                EXDATE;TZID=America/New_York:20261130T030000
                EXDATE;VALUE=DATE:20261207""")).starts()).containsExactly("2026-12-14T08:00:00Z");
        assertThat(ReadFeed.of(WEEKLY.replace("SUMMARY:Team", "EXDATE:20261123T090000,20261130T080000Z,20261207")).starts())
                .containsExactly("2026-12-14T08:00:00Z");
    }

    @Test
    void an_excluded_date_still_counts() {
        assertThat(ReadFeed.of(WEEKLY.replace("SUMMARY:Team", "EXDATE;TZID=Europe/Berlin:20261123T090000")).starts()).hasSize(3);
    }

    @Test
    void additional_dates_come_as_times_days_and_periods() {
        assertThat(ReadFeed.of(event("DTSTART;TZID=Europe/Berlin:20261123T090000", """
                RDATE;TZID=Europe/Berlin:20261124T140000,20261125T140000
                RDATE;VALUE=DATE:20261126
                RDATE;VALUE=PERIOD:20261127T080000Z/PT3H,20261128T080000Z/20261128T083000Z
                RDATE;VALUE=PERIOD;TZID=Europe/Berlin:20261129T090000/P1D""")).times()).containsExactly(
                "2026-11-23T08:00:00Z/2026-11-23T09:00:00Z", "2026-11-24T13:00:00Z/2026-11-24T14:00:00Z",
                "2026-11-25T13:00:00Z/2026-11-25T14:00:00Z", "2026-11-26T08:00:00Z/2026-11-26T09:00:00Z",
                "2026-11-27T08:00:00Z/2026-11-27T11:00:00Z", "2026-11-28T08:00:00Z/2026-11-28T08:30:00Z",
                "2026-11-29T08:00:00Z/2026-11-30T08:00:00Z");
    }

    @Test
    void several_rules_are_united() {
        assertThat(ReadFeed.of(event("DTSTART:20261123T090000Z", "RRULE:FREQ=WEEKLY;COUNT=2", "RRULE:FREQ=DAILY;COUNT=2")).starts())
                .containsExactly("2026-11-23T09:00:00Z", "2026-11-24T09:00:00Z", "2026-11-30T09:00:00Z");
    }

    @Test
    void an_override_replaces_its_occurrence_even_when_it_comes_first_and_names_it_in_UTC() {
        ReadFeed feed = ReadFeed.of(event("RECURRENCE-ID:20261130T080000Z", "DTSTART;TZID=Europe/Berlin:20261202T150000",
                "DURATION:PT2H", "SUMMARY:Moved") + WEEKLY);

        assertThat(feed.times()).containsExactly("2026-11-23T08:00:00Z/2026-11-23T09:00:00Z",
                "2026-12-02T14:00:00Z/2026-12-02T16:00:00Z", "2026-12-07T08:00:00Z/2026-12-07T09:00:00Z",
                "2026-12-14T08:00:00Z/2026-12-14T09:00:00Z");
        assertThat(feed.meetings.get(1)).returns(Instant.parse("2026-11-30T08:00:00Z"), Meeting::recurrenceId)
                .returns("Moved", Meeting::title);
    }

    @Test
    void an_override_that_names_only_the_day_replaces_the_occurrence_of_that_day() {
        assertThat(ReadFeed.of(WEEKLY + event("RECURRENCE-ID;VALUE=DATE:20261130", "DTSTART;TZID=Europe/Berlin:20261130T170000"))
                .starts()).containsExactly("2026-11-23T08:00:00Z", "2026-11-30T16:00:00Z", "2026-12-07T08:00:00Z", "2026-12-14T08:00:00Z");
    }

    @Test
    void an_occurrence_may_be_moved_into_the_window_and_out_of_it() {
        String past = event("DTSTART:20261005T090000Z", "RRULE:FREQ=WEEKLY;UNTIL=20261109T230000Z");
        assertThat(ReadFeed.of(past + event("RECURRENCE-ID:20261005T090000Z", "DTSTART:20261120T090000Z")
                + event("RECURRENCE-ID:20261109T090000Z", "DTSTART:20261001T090000Z")).starts())
                .containsExactly("2026-11-02T09:00:00Z", "2026-11-20T09:00:00Z");
    }

    @Test
    void a_cancelled_occurrence_is_left_out_and_told() {
        ReadFeed feed = ReadFeed.of(WEEKLY + event("RECURRENCE-ID;TZID=Europe/Berlin:20261130T090000",
                "DTSTART;TZID=Europe/Berlin:20261130T090000", "STATUS:CANCELLED"));

        assertThat(feed.starts()).hasSize(3).doesNotContain("2026-11-30T08:00:00Z");
        assertThat(feed.cancellations).containsExactly(new MeetingReader.Cancellation("m1", Instant.parse("2026-11-30T08:00:00Z")));
    }

    @Test
    void this_and_future_shifts_all_later_occurrences_but_single_overrides_win() {
        ReadFeed feed = ReadFeed.of(WEEKLY + event("RECURRENCE-ID;RANGE=THISANDFUTURE:20261130T080000Z",
                "DTSTART;TZID=Europe/Berlin:20261201T103000", "DURATION:PT2H", "SUMMARY:Later")
                + event("RECURRENCE-ID:20261207T080000Z", "DTSTART:20261207T200000Z"));

        assertThat(feed.times()).containsExactly("2026-11-23T08:00:00Z/2026-11-23T09:00:00Z",
                "2026-12-01T09:30:00Z/2026-12-01T11:30:00Z", "2026-12-07T20:00:00Z/2026-12-07T21:00:00Z",
                "2026-12-15T09:30:00Z/2026-12-15T11:30:00Z");
        assertThat(feed.meetings.get(3).recurrenceId()).isEqualTo(Instant.parse("2026-12-14T08:00:00Z"));
    }

    @Test
    void this_and_future_cancelled_ends_the_series() {
        assertThat(ReadFeed.of(WEEKLY + event("RECURRENCE-ID;RANGE=THISANDFUTURE:20261130T080000Z", "DTSTART:20261130T080000Z",
                "STATUS:CANCELLED")).starts()).containsExactly("2026-11-23T08:00:00Z");
    }

    @Test
    void an_override_without_its_master_is_a_meeting() {
        ReadFeed feed = ReadFeed.of(event("RECURRENCE-ID:20261130T080000Z", "DTSTART:20261130T100000Z"));

        assertThat(feed.starts()).containsExactly("2026-11-30T10:00:00Z");
        assertThat(feed.meetings.get(0).recurrenceId()).isEqualTo(Instant.parse("2026-11-30T08:00:00Z"));
    }

    @Test
    void of_two_copies_the_higher_SEQUENCE_rules_then_the_later_DTSTAMP_then_the_last_change() {
        String old = event("DTSTART:20261123T090000Z", "SEQUENCE:1", "DTSTAMP:20261109T000000Z", "SUMMARY:old");
        String higher = event("DTSTART:20261123T090000Z", "SEQUENCE:2", "DTSTAMP:20261101T000000Z", "SUMMARY:higher");
        String later = event("DTSTART:20261123T090000Z", "SEQUENCE:2", "DTSTAMP:20261102T000000Z", "SUMMARY:later");
        String changed = event("DTSTART:20261123T090000Z", "SEQUENCE:2", "DTSTAMP:20261102T000000Z",
                "LAST-MODIFIED:20261103T000000Z", "SUMMARY:changed");

        assertThat(ReadFeed.of(higher + old).meetings).extracting(Meeting::title).containsExactly("higher");
        assertThat(ReadFeed.of(later + higher + old).meetings).extracting(Meeting::title).containsExactly("later");
        assertThat(ReadFeed.of(changed + later + old).meetings).extracting(Meeting::title).containsExactly("changed");
    }

    @Test
    void a_higher_SEQUENCE_of_the_master_does_not_undo_overrides() {
        assertThat(ReadFeed.of(WEEKLY.replace("SUMMARY", "SEQUENCE:9\nSUMMARY")
                + event("RECURRENCE-ID:20261130T080000Z", "DTSTART:20261130T100000Z", "SEQUENCE:1")).starts())
                .contains("2026-11-30T10:00:00Z").doesNotContain("2026-11-30T08:00:00Z");
    }

    @Test
    void one_UID_for_different_meetings_is_said() {
        assertThat(ReadFeed.of(event("DTSTART:20261123T090000Z") + event("DTSTART:20261124T090000Z", "DTSTAMP:20261101T000000Z")))
                .satisfies(feed -> {
                    assertThat(feed.starts()).containsExactly("2026-11-24T09:00:00Z");
                    assertThat(feed.remarks).containsExactly("2 events at different times have its UID; only the newest is booked");
                });
    }

    @Test
    void a_cancelled_meeting_and_a_file_that_cancels_give_nothing_but_say_so() {
        ReadFeed status = ReadFeed.of(WEEKLY.replace("SUMMARY", "STATUS:CANCELLED\nSUMMARY"));
        ReadFeed method = ReadFeed.of("METHOD:CANCEL\n" + WEEKLY.replace("SUMMARY", "STATUS:CONFIRMED\nSUMMARY"));
        ReadFeed one = ReadFeed.of("METHOD:CANCEL\n" + event("RECURRENCE-ID:20261130T080000Z", "DTSTART:20261130T080000Z"));

        assertThat(status.meetings).isEmpty();
        assertThat(method.meetings).isEmpty();
        assertThat(one.meetings).isEmpty();
        assertThat(status.cancellations).isEqualTo(method.cancellations).containsExactly(new MeetingReader.Cancellation("m1", null));
        assertThat(one.cancellations).containsExactly(new MeetingReader.Cancellation("m1", Instant.parse("2026-11-30T08:00:00Z")));
    }

    @Test
    void an_invitation_and_its_cancellation_in_one_file_cancel_each_other() {
        String meeting = event("DTSTART:20261123T090000Z", "SEQUENCE:0");
        assertThat(ReadFeed.whole(ReadFeed.calendar("METHOD:REQUEST\n" + meeting)
                + ReadFeed.calendar("METHOD:CANCEL\n" + meeting.replace("SEQUENCE:0", "SEQUENCE:1"))).meetings).isEmpty();
    }

    @Test
    void answers_of_other_people_are_no_meetings() {
        assertThat(ReadFeed.of("METHOD:REPLY\n" + WEEKLY)).satisfies(feed -> {
            assertThat(feed.meetings).isEmpty();
            assertThat(feed.rejections).isEmpty();
        });
    }

    @Test
    void a_DURATION_of_days_goes_by_the_wall_clock_and_one_of_hours_is_exact() {
        assertThat(ReadFeed.of(event("DTSTART;TZID=Europe/Berlin:20270327T120000", "DURATION:P1D")).times())
                .containsExactly("2027-03-27T11:00:00Z/2027-03-28T10:00:00Z");
        assertThat(ReadFeed.of(event("DTSTART;TZID=Europe/Berlin:20270327T120000", "DURATION:PT24H")).times())
                .containsExactly("2027-03-27T11:00:00Z/2027-03-28T11:00:00Z");
        assertThat(ReadFeed.of(event("DTSTART;TZID=Europe/Berlin:20270327T120000", "DURATION:P1DT2H30M")).times())
                .containsExactly("2027-03-27T11:00:00Z/2027-03-28T12:30:00Z");
    }

    @Test
    void start_and_end_may_be_in_different_zones() {
        assertThat(ReadFeed.of(event("DTSTART;TZID=Europe/Berlin:20261123T180000", "DTEND;TZID=America/New_York:20261123T130000"))
                .times()).containsExactly("2026-11-23T17:00:00Z/2026-11-23T18:00:00Z");
    }

    @Test
    void a_meeting_without_length_is_ignored_and_said() {
        for (String feed : new String[] {"BEGIN:VEVENT\nUID:m1\nDTSTART:20261123T090000Z\nEND:VEVENT",
            event("DTSTART:20261123T090000Z", "DTEND:20261123T090000Z"), event("DTSTART:20261123T090000Z", "DURATION:PT0S")}) {
            assertThat(ReadFeed.of(feed).meetings).isEmpty();
            assertThat(ReadFeed.of(feed).remarks).containsExactly("it has no length, and is not booked");
            assertThat(ReadFeed.of(feed).rejections).isEmpty();
        }
    }

    @Test
    void a_meeting_that_ends_before_it_starts_is_rejected() {
        assertThat(ReadFeed.of(event("DTSTART:20261123T090000Z", "DTEND:20261123T080000Z")).rejections)
                .extracting(Rejection::reason).containsExactly("ends at 2026-11-23T08:00:00Z, not after it starts at 2026-11-23T09:00:00Z");
    }

    @Test
    void all_day_events_are_ignored_and_said_also_as_Outlook_writes_them() {
        for (String feed : new String[] {event("DTSTART;VALUE=DATE:20261123", "DTEND;VALUE=DATE:20261125"),
            "BEGIN:VEVENT\nUID:m1\nDTSTART;VALUE=DATE:20261123\nEND:VEVENT",
            event("DTSTART:20261123T000000", "DTEND:20261124T000000", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE")}) {
            assertThat(ReadFeed.of(feed).meetings).isEmpty();
            assertThat(ReadFeed.of(feed).remarks).containsExactly("it is all day, and is not booked");
        }
        assertThat(ReadFeed.of(event("DTSTART:20261123T090000Z", "X-MICROSOFT-CDO-ALLDAYEVENT:FALSE")).meetings).hasSize(1);
    }

    @Test
    void a_floating_time_is_in_the_calendars_own_zone() {
        assertThat(ReadFeed.of(event("DTSTART:20261123T090000")).starts()).containsExactly("2026-11-23T08:00:00Z");
        assertThat(ReadFeed.of("X-WR-TIMEZONE:America/New_York\n" + event("DTSTART:20261123T090000")).starts())
                .containsExactly("2026-11-23T14:00:00Z");
    }

    @Test
    void only_occurrences_that_overlap_the_window_are_read() {
        assertThat(ReadFeed.of(event("UID:ended", "DTSTART:20261031T230000Z") + event("UID:running", "DTSTART:20261031T233000Z")
                + event("UID:last", "DTSTART:20271130T235959Z") + event("UID:late", "DTSTART:20271201T000000Z")).meetings)
                .extracting(Meeting::uid).containsExactly("running", "last");
        assertThat(ReadFeed.of(event("DTSTART:20261030T090000Z", "DTEND:20261102T090000Z", "RRULE:FREQ=WEEKLY;COUNT=2")).starts())
                .containsExactly("2026-10-30T09:00:00Z", "2026-11-06T09:00:00Z");
    }

    @Test
    void private_and_confidential_meetings_are_marked() {
        assertThat(ReadFeed.of(event("DTSTART:20261123T090000Z", "CLASS:private")).meetings).allMatch(Meeting::confidential);
        assertThat(ReadFeed.of(event("DTSTART:20261123T090000Z", "CLASS:CONFIDENTIAL")).meetings).allMatch(Meeting::confidential);
    }

    @Test
    void RSCALE_is_ignored_with_a_warning() {
        assertThat(ReadFeed.of(event("DTSTART:20261123T090000Z", "RRULE:RSCALE=GREGORIAN;FREQ=DAILY;COUNT=2;SKIP=FORWARD")))
                .satisfies(feed -> {
                    assertThat(feed.meetings).hasSize(2);
                    assertThat(feed.remarks).containsExactly("RSCALE in its rule is ignored");
                });
    }

    @Test
    void a_start_in_the_gap_takes_the_offset_before_it_and_one_in_the_overlap_the_first_pass() {
        assertThat(ReadFeed.of(event("DTSTART;TZID=Europe/Berlin:20270328T023000")).starts()).containsExactly("2027-03-28T01:30:00Z");
        assertThat(ReadFeed.of(event("DTSTART;TZID=Europe/Berlin:20271031T023000")).starts()).containsExactly("2027-10-31T00:30:00Z");
        assertThat(ReadFeed.of(event("DTSTART;TZID=Europe/Berlin:20270328T010000", "RRULE:FREQ=HOURLY;COUNT=4")).starts())
                .doesNotHaveDuplicates();
    }

    @Test
    void a_title_is_one_printable_line_of_bearable_length() {
        assertThat(ReadFeed.of(event("DTSTART:20261123T090000Z", "SUMMARY:  a\\nb\\t" + "x".repeat(9000))).meetings.get(0).title())
                .startsWith("a b").hasSize(200);
        assertThat(ReadFeed.of(event("DTSTART:20261123T090000Z")).meetings.get(0).title()).isEmpty();
    }

    @Test
    void a_rule_that_explodes_rejects_its_meeting_alone_and_says_why() {
        ReadFeed feed = ReadFeed.of(event("UID:bad", "DTSTART:20261123T090000Z", "RRULE:FREQ=SECONDLY") + WEEKLY);

        assertThat(feed.starts()).hasSize(4);
        assertThat(feed.rejections).singleElement().satisfies(rejection -> {
            assertThat(rejection.uid()).isEqualTo("bad");
            assertThat(rejection.line()).isEqualTo(4);
            assertThat(rejection.reason()).contains("more than 5000 occurrences", "FREQ=SECONDLY");
        });
    }

    @Test
    void times_that_except_days_from_a_series_of_days_mean_those_days() {
        HouseRules days = new HouseRules(new DialPlan(ReadFeed.ANYWHERE, RoomDirectory.empty()),
                new Selection(CalendarParameters.parse(""), true), new OptionReader(java.util.Set.of()));
        String series = event("DTSTART;VALUE=DATE:20261123", "DTEND;VALUE=DATE:20261124", "RRULE:FREQ=DAILY;COUNT=5",
                "EXDATE:20261124T000000Z", "EXDATE;TZID=Europe/Berlin:20261125T000000", "EXDATE:20261126T100000");
        String moved = event("RECURRENCE-ID:20261127T000000Z", "DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261202");

        assertThat(ReadFeed.of(series + moved, days).starts()).containsExactly("2026-11-22T23:00:00Z", "2026-11-30T23:00:00Z");
        assertThat(ReadFeed.of(series.replace("EXDATE:20261124T000000Z", "EXDATE:20261123T230000Z"), days).starts())
                .as("midnight of the calendar's zone, in UTC").containsExactly("2026-11-22T23:00:00Z", "2026-11-26T23:00:00Z");
    }

    @Test
    void of_two_exceptions_for_one_occurrence_the_newer_rules() {
        String old = event("RECURRENCE-ID:20261130T080000Z", "DTSTART:20261130T100000Z", "SEQUENCE:1", "DTSTAMP:20261110T000000Z");
        String newer = event("RECURRENCE-ID;TZID=Europe/Berlin:20261130T090000", "DTSTART:20261130T120000Z", "SEQUENCE:2",
                "DTSTAMP:20261101T000000Z");
        for (String feed : new String[] {WEEKLY + old + newer, newer + old + WEEKLY}) {
            assertThat(ReadFeed.of(feed).starts()).containsExactly("2026-11-23T08:00:00Z", "2026-11-30T12:00:00Z", "2026-12-07T08:00:00Z",
                    "2026-12-14T08:00:00Z");
        }
    }

    @Test
    void an_exception_for_an_occurrence_that_the_rule_no_longer_gives_is_kept() {
        assertThat(ReadFeed.of(WEEKLY + event("RECURRENCE-ID:20261224T080000Z", "DTSTART:20261224T100000Z")).starts())
                .hasSize(5).contains("2026-12-24T10:00:00Z");
    }

    @Test
    void an_occurrence_in_the_gap_of_a_clock_change_takes_place_an_hour_later_by_the_new_clock() {
        assertThat(ReadFeed.of(event("DTSTART;TZID=Europe/Berlin:20270327T023000", "RRULE:FREQ=DAILY;COUNT=3")).starts())
                .startsWith("2027-03-27T01:30:00Z").endsWith("2027-03-29T00:30:00Z")
                .isSubsetOf("2027-03-27T01:30:00Z", "2027-03-28T01:30:00Z", "2027-03-29T00:30:00Z");
    }

    @Test
    void an_exact_length_stays_exact_across_a_clock_change_and_the_wall_clock_of_an_end_does_not_count() {
        assertThat(ReadFeed.of(event("DTSTART;TZID=Europe/Berlin:20270320T230000", "DTEND;TZID=Europe/Berlin:20270321T040000",
                "RRULE:FREQ=WEEKLY;COUNT=2")).times()).containsExactly("2027-03-20T22:00:00Z/2027-03-21T03:00:00Z",
                "2027-03-27T22:00:00Z/2027-03-28T03:00:00Z");
    }

    @Test
    void a_word_for_privacy_that_nobody_knows_means_private() {
        assertThat(ReadFeed.of(event("DTSTART:20261123T090000Z", "CLASS:X-BOARD-ONLY")).meetings).allMatch(Meeting::confidential);
        assertThat(ReadFeed.of(event("DTSTART:20261123T090000Z", "CLASS: public")).meetings).noneMatch(Meeting::confidential);
    }

    @Test
    void an_exception_is_as_private_as_its_series_and_may_be_more() {
        String series = WEEKLY.replace("SUMMARY", "CLASS:CONFIDENTIAL\nSUMMARY");
        String exception = event("RECURRENCE-ID:20261130T080000Z", "DTSTART:20261130T100000Z");

        assertThat(ReadFeed.of(series + exception).meetings).hasSize(4).allMatch(Meeting::confidential);
        assertThat(ReadFeed.of(WEEKLY + event("RECURRENCE-ID:20261130T080000Z", "DTSTART:20261130T100000Z", "CLASS:PRIVATE")).meetings)
                .extracting(Meeting::confidential).containsExactly(false, true, false, false);
    }

    @Test
    void of_two_changes_for_this_and_all_later_occurrences_the_later_one_goes_on_from_where_it_begins() {
        String daily = event("DTSTART;TZID=Europe/Berlin:20270326T090000", "RRULE:FREQ=DAILY;COUNT=6", "EXDATE;TZID=Europe/Berlin:20270330T090000");
        String first = event("RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20270327T090000", "DTSTART;TZID=Europe/Berlin:20270327T100000");
        String second = event("RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20270329T090000", "DTSTART;TZID=Europe/Berlin:20270329T150000",
                "DURATION:PT2H");

        assertThat(ReadFeed.of(second + daily + first).times()).as("on the wall clock, over the change of the clock").containsExactly(
                "2027-03-26T08:00:00Z/2027-03-26T09:00:00Z", "2027-03-27T09:00:00Z/2027-03-27T10:00:00Z", "2027-03-28T08:00:00Z/2027-03-28T09:00:00Z",
                "2027-03-29T13:00:00Z/2027-03-29T15:00:00Z", "2027-03-31T13:00:00Z/2027-03-31T15:00:00Z");
    }
}
