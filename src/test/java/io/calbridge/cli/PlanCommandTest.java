package io.calbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.calbridge.Calbridge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {

    @TempDir
    private Path folder;

    private String out;
    private String err;

    private int calbridge(String... arguments) {
        PrintStream outBefore = System.out;
        PrintStream errBefore = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            return Calbridge.execute(arguments);
        } finally {
            System.setOut(outBefore);
            System.setErr(errBefore);
            out = said.toString(StandardCharsets.UTF_8);
            err = complained.toString(StandardCharsets.UTF_8);
        }
    }

    private String file(String name, String... events) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n" + String.join("", events)
                + "END:VCALENDAR\r\n");
        return file.toString();
    }

    private static String event(String uid, String... lines) {
        return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTAMP:20261101T000000Z\r\n" + String.join("\r\n", lines) + "\r\nEND:VEVENT\r\n";
    }

    private JsonNode plan(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("plan", "--format", "json", "--from", "2026-11-23T00:00:00Z", "--to",
                "2026-11-30T00:00:00Z"));
        all.addAll(List.of(arguments));
        assertThat(calbridge(all.toArray(new String[0]))).as(err).isZero();
        return new ObjectMapper().readTree(out);
    }

    @Test
    void every_occurrence_in_the_window_is_told_in_the_order_of_its_start() throws IOException {
        JsonNode plan = plan(file("team.ics", event("weekly", "SUMMARY:Weekly", "DTSTART;TZID=Europe/Berlin:20261102T100000",
                "DTEND;TZID=Europe/Berlin:20261102T110000", "RRULE:FREQ=WEEKLY", "ATTENDEE:sip:Room@Example.com"),
                event("single", "SUMMARY:Secret", "CLASS:PRIVATE", "DTSTART:20261123T093000Z", "DURATION:PT30M"),
                event("free", "SUMMARY:Lunch", "TRANSP:TRANSPARENT", "DTSTART:20261124T110000Z", "DURATION:PT1H"),
                event("past", "DTSTART:20261122T110000Z", "DURATION:PT1H")));

        assertThat(plan.at("/warnings")).isEmpty();
        assertThat(plan.at("/occurrences")).hasSize(3);
        assertThat(plan.at("/occurrences/0").toString()).isEqualTo("""
                {"uid":"weekly","recurrenceId":"2026-11-23T09:00:00Z","start":"2026-11-23T09:00:00Z",\
                "end":"2026-11-23T10:00:00Z","title":"Weekly","private":false,"participants":[{"address":"room@example.com",\
                "mode":"automatic"}],"number":1,"action":"conference","reason":"","calendar":"team.ics"}""");
        JsonNode secret = plan.at("/occurrences/1");
        assertThat(secret.at("/recurrenceId").isNull()).isTrue();
        assertThat(secret.at("/private").asBoolean()).isTrue();
        assertThat(secret.at("/number").asInt()).isEqualTo(2);
        assertThat(out).doesNotContain("Secret");
        assertThat(plan.at("/occurrences/2/action").asText()).isEqualTo("ignore");
        assertThat(plan.at("/occurrences/2/reason").asText()).isNotBlank();
        assertThat(plan.at("/occurrences/2/number").isNull()).isTrue();
    }

    @Test
    void a_meeting_in_two_files_is_one_and_a_bad_one_is_a_warning_with_its_line() throws IOException {
        String board = event("board", "SUMMARY:Board", "DTSTART:20261123T093000Z", "DURATION:PT30M");
        JsonNode plan = plan(file("one.ics", board, event("bad", "DTSTART:tomorrow")), file("two.ics", board));

        assertThat(plan.at("/occurrences")).hasSize(1);
        assertThat(plan.at("/warnings")).hasSize(1);
        assertThat(plan.at("/warnings/0/file").asText()).endsWith("one.ics");
        assertThat(plan.at("/warnings/0/line").asInt()).isEqualTo(11);
        assertThat(plan.at("/warnings/0/uid").asText()).isEqualTo("bad");
    }

    @Test
    void floating_times_are_in_the_zone_that_is_given() throws IOException {
        String floating = file("floating.ics", event("f", "DTSTART:20261123T090000", "DURATION:PT30M"));

        assertThat(plan("--zone", "Asia/Tokyo", floating).at("/occurrences/0/start").asText()).isEqualTo("2026-11-23T00:00:00Z");
        assertThat(plan("--zone", "America/New_York", floating).at("/occurrences/0/start").asText())
                .isEqualTo("2026-11-23T14:00:00Z");
    }

    @Test
    void a_file_that_cannot_be_read_gives_exit_code_1_and_the_others_are_told_all_the_same() throws IOException {
        String good = file("good.ics", event("board", "SUMMARY:Board", "DTSTART:20261123T093000Z", "DURATION:PT30M"));

        assertThat(calbridge("plan", "--from", "2026-11-23T00:00:00Z", good, folder.resolve("none.ics").toString())).isEqualTo(1);
        assertThat(out).contains("Board", "number 1", "none.ics");
        assertThat(err).contains("none.ics does not exist").doesNotContain("\tat ");
    }

    @Test
    void wrong_usage_is_told_and_gives_exit_code_2() throws IOException {
        assertThat(calbridge("plan")).isEqualTo(2);
        assertThat(calbridge("plan", "--from", "yesterday", file("a.ics"))).isEqualTo(2);
        assertThat(calbridge("plan", "--format", "xml", file("a.ics"))).isEqualTo(2);
        assertThat(calbridge("plan", "--from", "2026-11-23T00:00:00Z", "--to", "2026-11-22T00:00:00Z", file("a.ics"))).isEqualTo(2);
    }
}
