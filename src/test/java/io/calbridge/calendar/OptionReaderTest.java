package io.calbridge.calendar;

import static io.calbridge.calendar.ReadFeed.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.calbridge.settings.Settings.Option;
import io.calbridge.store.MeetingOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionReaderTest {

    private static final Set<Option> ALL = EnumSet.allOf(Option.class);

    private static ReadFeed read(Set<Option> allowed, String... lines) {
        List<String> all = new ArrayList<>(List.of("DTSTART:20261123T090000Z"));
        all.addAll(List.of(lines));
        return ReadFeed.of(event(all.toArray(String[]::new)), new HouseRules(new DialPlan(ReadFeed.ANYWHERE, RoomDirectory.empty()),
                Selection.ALL, new OptionReader(allowed)));
    }

    private static MeetingOptions options(String... lines) {
        return read(ALL, lines).meetings.get(0).options();
    }

    @Test
    void an_organiser_chooses_by_properties_of_ours() {
        assertThat(options("X-CALBRIDGE-LAYOUT:speakeronly", "X-CALBRIDGE-LOCK:yes", "x-calbridge-recording;X=y:TRUE", "X-CALBRIDGE-PASSCODE: 123456 ",
                "X-CALBRIDGE-OPEN-EARLY:PT10M"))
                .isEqualTo(new MeetingOptions("speakerOnly", true, true, "123456", Duration.ofMinutes(10)));
    }

    @Test
    void or_by_lines_under_a_marker_in_the_description_as_Outlook_spaces_them() {
        assertThat(options("DESCRIPTION:Dear all\\nlayout: allEqual is not meant\\n\\n[Calbridge]\\n\\n Layout: stacked \\n\\nLOCK=no\\n"
                + "recording : off\\npasscode:\u00A04711\\nopen early: 15 min\\n\\n____\\nJoin: https://example.com\\nlock: yes\\n"))
                .isEqualTo(new MeetingOptions("stacked", false, false, "4711", Duration.ofMinutes(15)));
    }

    @Test
    void or_as_Googles_page_writes_them() {
        assertThat(options("DESCRIPTION:<b>Agenda</b><br>first<br><br><span>[calbridge]</span><br/>layout:&nbsp\\;stacked<p class=\"x\">lock: yes</p>Bye"))
                .isEqualTo(new MeetingOptions("stacked", true, null, null, null));
    }

    @Test
    void a_property_goes_before_a_line_and_the_first_line_before_the_second() {
        assertThat(options("DESCRIPTION:[calbridge]\\nlayout: stacked\\nlock: yes\\nlock: no", "X-CALBRIDGE-LAYOUT:allEqual"))
                .isEqualTo(new MeetingOptions("allEqual", true, null, null, null));
    }

    @Test
    void without_marker_or_property_everything_is_as_usual() {
        assertThat(options("DESCRIPTION:layout: stacked\\nsee [calbridge] docs\\nlock: yes")).isEqualTo(MeetingOptions.NONE);
        assertThat(options()).isEqualTo(MeetingOptions.NONE);
        assertThat(options("X-CALBRIDGE-DIAL:sip:a@example.com")).isEqualTo(MeetingOptions.NONE);
    }

    @Test
    void only_what_the_administrator_allows_acts_and_the_rest_is_said() {
        ReadFeed feed = read(Set.of(Option.LOCK), "X-CALBRIDGE-LAYOUT:stacked", "X-CALBRIDGE-LOCK:true", "X-CALBRIDGE-PASSCODE:4711");

        assertThat(feed.meetings.get(0).options()).isEqualTo(new MeetingOptions(null, true, null, null, null));
        assertThat(feed.remarks).containsExactly("its option 'layout' is ignored: calbridge.options.allowed does not name it",
                "its option 'passcode' is ignored: calbridge.options.allowed does not name it");
        assertThat(read(Set.of(), "X-CALBRIDGE-LOCK:true").meetings.get(0).options()).isEqualTo(MeetingOptions.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "X-CALBRIDGE-LAYOUT:mosaic | its option 'layout' is ignored: it must be one of allEqual, speakerOnly,",
        "X-CALBRIDGE-LOCK:perhaps | its option 'lock' is ignored: it must be yes or no",
        "X-CALBRIDGE-PASSCODE:123 | its option 'passcode' is ignored: it must be 4 to 24 digits",
        "X-CALBRIDGE-PASSCODE:s3cret | its option 'passcode' is ignored: it must be 4 to 24 digits",
        "X-CALBRIDGE-PASSCODE:\u0661\u0662\u0663\u0664 | its option 'passcode' is ignored: it must be 4 to 24 digits",
        "X-CALBRIDGE-OPEN-EARLY:61 | its option 'open-early' is ignored: it must be from 0 to 60 minutes",
        "X-CALBRIDGE-OPEN-EARLY:-PT5M | its option 'open-early' is ignored: it must be from 0 to 60 minutes",
        "X-CALBRIDGE-OPEN-EARLY:soon | its option 'open-early' is ignored: it must be from 0 to 60 minutes",
        "X-CALBRIDGE-LAYUOT:stacked | X-CALBRIDGE-LAYUOT is no option; there are layout, lock, recording, passcode and open-early",
        "DESCRIPTION:[calbridge]\\nlayuot: stacked | 'layuot' under [calbridge] is no option; there are",
    })
    void what_makes_no_sense_is_said_and_the_meeting_takes_place(String line, String remark) {
        ReadFeed feed = read(ALL, line);

        assertThat(feed.meetings).singleElement().satisfies(meeting -> assertThat(meeting.options()).isEqualTo(MeetingOptions.NONE));
        assertThat(feed.remarks).singleElement().asString().startsWith(remark);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-CALBRIDGE-PASSCODE:0815471", "X-CALBRIDGE-PASSCODE:0815471x", "X-CALBRIDGE-PASSCODE;0815471",
        "X-CALBRIDGE-PASSCODE 0815471", "DESCRIPTION:[calbridge]\\npasscode: 0815471", "DESCRIPTION:[calbridge]\\npasscode 0815471",
        "X-CALBRIDGE-PASSCODE;X=0815471", "DESCRIPTION:[calbridge]\\npascode: 0815471"})
    void a_passcode_is_in_no_remark_and_in_no_text_of_a_meeting(String line) {
        for (Set<Option> allowed : List.of(ALL, Set.<Option>of())) {
            ReadFeed feed = read(allowed, line);

            assertThat(feed.meetings).hasSize(1);
            assertThat(feed.meetings.toString() + feed.remarks + feed.rejections).doesNotContain("0815471");
        }
    }

    @Test
    void early_opening_is_written_in_minutes_or_as_a_duration() {
        for (String text : new String[] {"5", "5m", "5 min", "5 Minutes", "PT5M", "pt300s"}) {
            assertThat(options("X-CALBRIDGE-OPEN-EARLY:" + text).openEarly()).as(text).isEqualTo(Duration.ofMinutes(5));
        }
        assertThat(options("X-CALBRIDGE-OPEN-EARLY:0").openEarly()).isEqualTo(Duration.ZERO);
    }

    @Test
    void endless_options_are_cut() {
        String[] many = new String[500];
        java.util.Arrays.fill(many, "X-CALBRIDGE-LOCK:yes");
        assertThat(read(ALL, many).remarks).containsExactly(
                "it has more than 100 categories, conferences and X-CALBRIDGE lines; the others are ignored");
    }

    @Test
    void an_exception_of_a_series_chooses_for_itself() {
        ReadFeed feed = ReadFeed.of(event("DTSTART:20261123T090000Z", "RRULE:FREQ=DAILY;COUNT=2", "X-CALBRIDGE-LOCK:yes")
                + event("RECURRENCE-ID:20261124T090000Z", "DTSTART:20261124T090000Z", "X-CALBRIDGE-LOCK:no"),
                new HouseRules(new DialPlan(ReadFeed.ANYWHERE, RoomDirectory.empty()), Selection.ALL, new OptionReader(ALL)));

        assertThat(feed.meetings).extracting(meeting -> meeting.options().lock()).containsExactly(true, false);
    }
}
