package io.calbridge;

import static io.calbridge.Invitation.meeting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calbridge.simulator.CmsSimulator;
import io.calbridge.store.BookingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CalDAV servers as they are: what they can, cannot, and do otherwise than the standards say. */
class CalDavTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path folder;
    private final DavScript script = new DavScript();
    private FeedServer server;
    private Site site;
    private LogLines log;

    @BeforeEach
    void begin() {
        server = FeedServer.start().playing(script);
        log = new LogLines();
        site = new Site(folder, CmsSimulator.builder().start()).with("calbridge.pool.size", "20");
    }

    @AfterEach
    void end() {
        site.close();
        server.close();
        log.close();
    }

    private void calendar(String... parameters) {
        String lines = Stream.of(parameters).map(line -> "        " + line).collect(Collectors.joining("\n"));
        try {
            Files.writeString(folder.resolve("calendars.camel.yaml"), """
                    - route:
                        id: calendar-dav
                        from:
                          uri: kamelet:caldav-source
                          parameters:
                            calendar: dav
                            every: PT1S
                            token: secret-token
                    %s
                          steps:
                            - to: direct:calendar
                    """.formatted(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        site.start();
    }

    private void stateOf(String title, BookingState state) {
        await().atMost(LONG).untilAsserted(() -> assertThat(site.booking(title).state()).isEqualTo(state));
    }

    /** The bodies of all requests since one. */
    private List<String> bodies(int from) {
        return server.asked().stream().skip(from).map(FeedServer.Asked::body).toList();
    }

    /** Two more looks, of which the first may have begun before. */
    private void looks() {
        int now = server.asked().size();
        await().atMost(LONG).until(() -> server.asked().size() >= now + 2);
    }

    @Test
    void a_calendar_is_found_by_well_known_principal_and_home_with_the_login_at_each_step() {
        script.put("a.ics", meeting("Board"));
        calendar("url: " + server.url(""));
        stateOf("Board", BookingState.BOOKED);

        assertThat(server.asked().stream().map(asked -> asked.method() + " " + asked.uri()).limit(5)).containsExactly(
                "PROPFIND /.well-known/caldav", "PROPFIND /dav/", "PROPFIND /principals/me%2fyou/",
                "PROPFIND /caldav/cal%40example/", "REPORT " + DavScript.HOME);
        assertThat(server.asked()).allMatch(asked -> asked.header("Authorization").equals("Bearer secret-token"))
                .noneMatch(asked -> asked.headers().containsKey("Calbridge-Method"))
                .noneMatch(asked -> asked.body().contains("expand>") || asked.body().contains("C:expand"));
        assertThat(log.containing("secret-token")).isEmpty();
    }

    @Test
    void a_quiet_calendar_costs_one_small_question_a_look_also_after_a_restart() {
        script.put("a.ics", meeting("Board"));
        calendar("url: " + server.url(DavScript.HOME));
        stateOf("Board", BookingState.BOOKED);
        looks();
        site.stop();
        int before = server.asked().size();
        site.start();
        await().atMost(LONG).until(() -> server.asked().size() > before + 1);

        assertThat(bodies(before)).allMatch(body -> body.contains("<D:sync-token>t1</D:sync-token>"));
    }

    @Test
    void changes_come_page_by_page_and_absolute_addresses_and_other_escapes_are_the_same_resource() {
        script.page = 3;
        script.origin = server.url("");
        for (int i = 0; i < 7; i++) {
            script.put("a%40" + i + ".ics", meeting("Meeting " + i));
        }
        calendar("url: " + server.url(""));
        await().atMost(LONG).untilAsserted(() -> assertThat(site.bookings()).hasSize(7));
        script.delete("a%40" + "0.ics").put("b.ics", meeting("B")).delete("a%40" + "1.ics").put("c.ics", meeting("C")).put("d.ics", meeting("D"));

        stateOf("Meeting 0", BookingState.CANCELLED);
        stateOf("Meeting 1", BookingState.CANCELLED);
        stateOf("D", BookingState.BOOKED);
        stateOf("Meeting 2", BookingState.BOOKED);
        assertThat(bodies(0)).anyMatch(body -> body.contains(">t3<")).anyMatch(body -> body.contains(">t6<"));
    }

    @Test
    void a_token_that_is_refused_or_breaks_the_server_has_all_compared_and_cancels_nothing_by_itself() {
        script.put("a.ics", meeting("Board")).put("b.ics", meeting("Staff"));
        calendar("url: " + server.url(DavScript.HOME));
        await().atMost(LONG).until(() -> site.bookings().size() == 2);
        looks();
        for (int status : new int[] {403, 409, 500}) {
            int before = server.asked().size();
            script.bogusToken = status;
            script.forgetful = true;
            await().atMost(LONG).until(() -> bodies(before).stream().anyMatch(body -> body.contains("<D:sync-token></D:sync-token>")));
            script.forgetful = false;
            // Both are known by their versions, so nothing is fetched again.
            assertThat(bodies(before)).noneMatch(body -> body.contains("multiget"));
        }
        stateOf("Board", BookingState.BOOKED);
        stateOf("Staff", BookingState.BOOKED);
        script.bogusToken = 403;
        script.forgetful = true;
        script.delete("b.ics");
        stateOf("Staff", BookingState.CANCELLED);
        assertThat(log.containing("WARN Calendar")).isEmpty();
    }

    @Test
    void a_server_that_knows_no_changes_is_listed_when_its_ctag_has_changed() {
        script.sync = false;
        Invitation board = meeting("Board");
        script.put("a.ics", board).put("b.ics", meeting("Staff"));
        calendar("url: " + server.url(DavScript.HOME));
        await().atMost(LONG).until(() -> site.bookings().size() == 2);
        looks();
        int before = server.asked().size();
        looks();
        assertThat(server.asked().stream().skip(before)).allMatch(asked -> asked.header("Depth").equals("0"));

        script.put("a.ics", board.ending(board.end().plusSeconds(60))).delete("b.ics");
        stateOf("Staff", BookingState.CANCELLED);
        await().atMost(LONG).untilAsserted(() -> assertThat(site.booking("Board").end()).isEqualTo(board.end().plusSeconds(60)));
        assertThat(bodies(before).stream().filter(body -> body.contains("multiget"))).singleElement().asString()
                .contains("a.ics").doesNotContain("b.ics");
    }

    @Test
    void a_server_without_ctag_is_listed_each_time_and_nothing_is_fetched_twice() {
        script.sync = false;
        script.ctag = false;
        script.put("a.ics", meeting("Board"));
        calendar("url: " + server.url(DavScript.HOME));
        stateOf("Board", BookingState.BOOKED);
        looks();
        looks();

        assertThat(bodies(0).stream().filter(body -> body.contains("multiget"))).hasSize(1);
    }

    @Test
    void a_server_that_can_neither_is_asked_for_what_happens_within_the_horizon() {
        script.sync = false;
        script.list = false;
        script.ctag = false;
        script.put("a.ics", meeting("Board")).put("b.ics", meeting("Staff"));
        calendar("url: " + server.url(DavScript.HOME));
        await().atMost(LONG).until(() -> site.bookings().size() == 2);
        assertThat(bodies(0)).anyMatch(body -> body.matches("(?s).*<C:time-range start=\"\\d{8}T\\d{6}Z\" end=\"\\d{8}T\\d{6}Z\"/>.*"));

        script.delete("b.ics");
        stateOf("Staff", BookingState.CANCELLED);
        stateOf("Board", BookingState.BOOKED);
    }

    @Test
    void what_could_not_be_fetched_is_fetched_later_and_the_token_waits_for_it() {
        script.put("a.ics", meeting("Board"));
        script.multiget = false;
        calendar("url: " + server.url(DavScript.HOME));
        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("its server answers with (501)")
                .size() + log.containing("(501)").size()).isPositive());
        assertThat(bodies(0)).noneMatch(body -> body.contains(">t1<"));
        script.multiget = true;

        stateOf("Board", BookingState.BOOKED);
        await().atMost(LONG).until(() -> bodies(0).stream().anyMatch(body -> body.contains(">t1<")));
    }

    @Test
    void one_document_that_is_no_calendar_does_not_keep_the_others() {
        script.put("a.ics", meeting("Board").with("X-BROKEN\r\nEND:VCALENDAR\r\n<html>")).put("b.ics", meeting("Staff"));
        calendar("url: " + server.url(DavScript.HOME));

        stateOf("Staff", BookingState.BOOKED);
        await().atMost(LONG).until(() -> bodies(0).stream().anyMatch(body -> body.contains(">t2<")));
    }

    @Test
    void an_answer_with_entities_or_of_a_web_page_or_cut_off_is_refused_in_words() {
        script.put("a.ics", meeting("Board"));
        calendar("url: " + server.url(DavScript.HOME));
        stateOf("Board", BookingState.BOOKED);
        script.doctype = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>";
        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("answers with XML that has a DTD")).hasSize(1));
        server.answering(exchange -> FeedServer.reply(exchange, 207, java.util.Map.of(), "<html><body>hello</body></html>"));
        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("is no CalDAV server: it answers with <html>")).hasSize(1));
        server.answering(exchange -> FeedServer.reply(exchange, 207, java.util.Map.of(),
                "<D:multistatus xmlns:D=\"DAV:\"><D:response><D:href>/a</D:href>"));
        await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("answers with XML that is none, or cut off")).hasSize(1));

        stateOf("Board", BookingState.BOOKED);
    }

    @Test
    void an_address_on_another_host_is_not_asked() {
        try (FeedServer other = FeedServer.start()) {
            script.origin = "http://localhost:" + other.port();
            calendar("url: " + server.url(""));
            await().atMost(LONG).untilAsserted(() -> assertThat(log.containing("refers to another host, localhost")).hasSize(1));

            assertThat(other.asked()).isEmpty();
        }
    }
}
