package io.calbridge;

import static io.calbridge.Invitation.meeting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calbridge.simulator.Call;
import io.calbridge.simulator.CmsSimulator;
import io.calbridge.simulator.Leg;
import io.calbridge.simulator.ReceivedRequest;
import io.calbridge.store.Booking;
import io.calbridge.store.BookingState;
import io.calbridge.store.Invitee;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainJobTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;
    private CmsSimulator cms;
    private Site site;

    @BeforeEach
    void begin() {
        cms = CmsSimulator.builder().start();
        site = new Site(folder, cms);
    }

    @AfterEach
    void end() {
        site.close();
    }

    @Test
    void a_dropped_feed_becomes_a_conference_and_leaves_nothing_behind() {
        site.start();
        site.drop("board.ics", meeting("Board").in(4, 6).inviting("mailto:boardroom@example.com"));

        await().atMost(LONG).untilAsserted(() -> assertThat(cms.calls()).singleElement().satisfies(call ->
                assertThat(call.legs()).extracting(Leg::remoteParty).containsExactly("desk.ex90@example.com")));
        assertThat(cms.calls()).extracting(Call::name).containsExactly("Board");
        assertThat(cms.coSpace("1")).get().satisfies(coSpace -> {
            assertThat(coSpace.nonMemberAccess()).isTrue();
            assertThat(coSpace.name()).isEqualTo("Board");
        });

        await().atMost(LONG).untilAsserted(() ->
                assertThat(site.booking("Board").state()).isEqualTo(BookingState.CLOSED));
        assertThat(cms.calls()).isEmpty();
        assertThat(cms.coSpace("1")).get().satisfies(coSpace -> {
            assertThat(coSpace.nonMemberAccess()).isFalse();
            assertThat(coSpace.name()).isEqualTo("Calbridge_Meeting_1");
            assertThat(coSpace.cdrTag()).isNull();
        });
    }

    @Test
    void a_conference_opens_at_its_start_with_what_tms_sends_and_our_tags() {
        site.start();
        site.drop("board.ics", meeting("Board").in(4, 20).inviting("sip:guest@example.com"));

        await().atMost(LONG).untilAsserted(() ->
                assertThat(cms.legsCreated("guest@example.com")).isEqualTo(1));
        Booking booking = site.booking("Board");
        ReceivedRequest put = only("PUT", "/api/v1/coSpaces/" + cms.coSpace("1").orElseThrow().id());
        assertThat(put.form()).containsExactlyInAnyOrderEntriesOf(Map.of("nonMemberAccess", "true", "passcode", "",
                "name", "Board", "secret", booking.secret().toString(), "cdrTag", "calbridge:" + booking.id()));
        ReceivedRequest post = only("POST", "/api/v1/calls");
        assertThat(post.form()).containsExactly(Map.entry("coSpace", booking.cms().coSpace()));
        assertThat(post.at()).isAfterOrEqualTo(booking.start());
        assertThat(site.journal(booking)).noneMatch(line -> line.contains("late"));
        ReceivedRequest leg = only("POST", "/api/v1/calls/" + booking.cms().call() + "/callLegs");
        assertThat(leg.form()).containsEntry("remoteParty", "guest@example.com").containsKey("ownerId");
    }

    @Test
    void participants_who_are_busy_or_refused_do_not_stop_the_others() {
        site.start();
        await().atMost(LONG).until(() -> cms.coSpaces().size() == 3);
        cms.answerNextWith("POST", "/api/v1/calls/*/callLegs", 400, "parameterError");
        site.drop("board.ics", meeting("Board").in(4, 30).inviting("sip:bad@example.com", "sip:busy@example.com",
                "sip:good@example.com", "tel:+1900123456", "mailto:nobody@example.com"));

        await().atMost(LONG).untilAsserted(() -> assertThat(cms.calls()).flatExtracting(Call::legs)
                .extracting(Leg::remoteParty).contains("good@example.com"));
        await().atMost(LONG).untilAsserted(() -> assertThat(site.journal(site.booking("Board")))
                .anyMatch(line -> line.contains("bad@example.com cannot be dialled")));
        assertThat(cms.legsCreated("busy@example.com")).isEqualTo(1);
        assertThat(cms.legsCreated("+1900123456")).isZero();
    }

    @Test
    void whoever_hung_up_in_the_moment_of_being_hung_up_is_gone_and_stops_nothing() {
        site.start();
        Invitation board = meeting("Board").in(3, 14).inviting("sip:first@example.com");
        site.drop("board.ics", board.inviting("sip:second@example.com"));
        await().atMost(LONG).untilAsserted(() -> assertThat(cms.legsCreated("second@example.com")).isEqualTo(1));
        cms.answerNextWith("DELETE", "/api/v1/callLegs/*", 404, "callLegDoesNotExist");
        site.drop("board.ics", board.inviting("sip:third@example.com"));

        await().atMost(LONG).untilAsserted(() -> assertThat(cms.legsCreated("third@example.com")).isEqualTo(1));
        assertThat(site.journal(site.booking("Board"))).noneMatch(line -> line.startsWith("is not as it should be"));
        await().atMost(LONG).untilAsserted(() -> assertThat(site.booking("Board").state()).isEqualTo(BookingState.CLOSED));
    }

    @Test
    void a_call_whose_answer_was_lost_is_found_again_and_not_created_twice() {
        site.start();
        await().atMost(LONG).until(() -> cms.coSpaces().size() == 3);
        cms.allowSecondCalls();
        cms.loseNextAnswerTo("POST", "/api/v1/calls");
        cms.loseNextAnswerTo("POST", "/api/v1/calls/*/callLegs");
        site.drop("board.ics", meeting("Board").in(4, 30).inviting("sip:guest@example.com"));

        await().atMost(LONG).untilAsserted(() -> assertThat(site.booking("Board").invitees())
                .extracting(Invitee::dial).containsExactly(Invitee.Dial.DIALLED));
        assertThat(cms.callsCreated(cms.coSpace("1").orElseThrow().id())).isEqualTo(1);
        assertThat(cms.legsCreated("guest@example.com")).isEqualTo(1);
    }

    @Test
    void a_moment_of_503_is_bridged_at_the_door_without_failing_the_step() {
        site.start();
        await().atMost(LONG).until(() -> cms.coSpaces().size() == 3);
        site.drop("board.ics", meeting("Board").in(4, 30));
        await().atMost(LONG).until(() -> site.bookings().size() == 1);
        cms.answerNextWith("PUT", "/api/v1/coSpaces/*", 503, null);
        cms.answerNextWith("PUT", "/api/v1/coSpaces/*", 503, null);

        await().atMost(LONG).untilAsserted(() -> assertThat(site.booking("Board").state()).isEqualTo(BookingState.OPEN));
        assertThat(site.journal(site.booking("Board"))).noneMatch(line -> line.contains("is not open yet"));
        assertThat(requests("PUT", "/api/v1/coSpaces/*")).extracting(ReceivedRequest::status)
                .containsExactly(503, 503, 200);
    }

    @Test
    void a_call_that_was_never_made_because_the_connection_broke_is_made_once() {
        site.start();
        await().atMost(LONG).until(() -> cms.coSpaces().size() == 3);
        cms.loseNextBefore("POST", "/api/v1/calls");
        cms.loseNextBefore("POST", "/api/v1/calls/*/callLegs");
        site.drop("board.ics", meeting("Board").in(4, 30).inviting("sip:guest@example.com"));

        await().atMost(LONG).untilAsserted(() -> assertThat(cms.calls()).singleElement().satisfies(call ->
                assertThat(call.legs()).hasSize(1)));
        assertThat(cms.legsCreated("guest@example.com")).isEqualTo(1);
    }

    @Test
    void an_end_that_moves_while_it_runs_moves_the_end_and_tells_cms_with_the_same_secret() {
        site.start();
        Invitation board = meeting("Board").in(3, 5);
        site.drop("board.ics", board);
        await().atMost(LONG).until(() -> cms.calls().size() == 1);
        String secret = cms.coSpace("1").orElseThrow().secret();
        cms.forgetRequests();
        site.drop("board.ics", board.ending(board.end().plusSeconds(5)));

        await().atMost(LONG).untilAsserted(() -> assertThat(requests("PUT", "/api/v1/coSpaces/*")).hasSize(1));
        assertThat(requests("PUT", "/api/v1/coSpaces/*").get(0).form()).containsEntry("secret", secret)
                .containsEntry("name", "Board").containsEntry("nonMemberAccess", "true");
        await().atMost(LONG).until(() -> cms.calls().isEmpty());
        assertThat(Instant.now()).isBetween(board.end().plusSeconds(5), board.end().plusSeconds(8));
        assertThat(cms.callsCreated(cms.coSpace("1").orElseThrow().id())).isEqualTo(1);
    }

    @Test
    void title_and_participants_that_change_while_it_runs_are_applied() {
        site.start();
        Invitation board = meeting("Board").in(3, 60).inviting("sip:first@example.com");
        site.drop("board.ics", board);
        await().atMost(LONG).until(() -> cms.legsCreated("first@example.com") == 1);
        site.drop("board.ics", board.renamed("Directors").without("first@").inviting("sip:second@example.com"));

        await().atMost(LONG).untilAsserted(() -> assertThat(cms.calls()).singleElement().satisfies(call ->
                assertThat(call.legs()).extracting(Leg::remoteParty).containsExactly("second@example.com")));
        assertThat(cms.coSpace("1").orElseThrow().name()).isEqualTo("Directors");
        assertThat(cms.legsCreated("first@example.com")).isEqualTo(1);
    }

    @Test
    void a_start_that_moves_while_it_runs_is_ignored_with_a_line_in_the_journal() {
        site.start();
        Invitation board = meeting("Board").in(3, 60);
        site.drop("board.ics", board);
        await().atMost(LONG).until(() -> cms.calls().size() == 1);
        site.drop("board.ics", board.at(board.start().plusSeconds(30), Duration.ofSeconds(60)));

        await().atMost(LONG).untilAsserted(() -> assertThat(site.journal(site.booking("Board")))
                .anyMatch(line -> line.contains("which is ignored because it runs")));
        assertThat(site.booking("Board").start()).isEqualTo(board.start());
        assertThat(site.booking("Board").end()).isEqualTo(board.end().plusSeconds(30));
        assertThat(cms.calls()).hasSize(1);
    }

    @Test
    void a_running_conference_is_taken_up_again_after_a_restart_and_ended_in_time() {
        site.start();
        Invitation board = meeting("Board").in(3, 12).inviting("sip:guest@example.com");
        site.drop("board.ics", board);
        await().atMost(LONG).until(() -> cms.legsCreated("guest@example.com") == 1);
        site.stop();
        assertThat(cms.calls()).hasSize(1);
        site.start();

        await().atMost(LONG).until(() -> cms.calls().isEmpty());
        assertThat(Instant.now()).isBetween(board.end(), board.end().plusSeconds(3));
        assertThat(cms.legsCreated("guest@example.com")).isEqualTo(1);
        assertThat(cms.callsCreated(cms.coSpace("1").orElseThrow().id())).isEqualTo(1);
    }

    @Test
    void a_meeting_found_late_starts_at_once_and_one_found_after_its_end_is_missed_with_a_reason() {
        site.start();
        site.drop("late.ics", meeting("Late").in(-60, 120), meeting("Gone").in(-600, 60));

        await().atMost(LONG).untilAsserted(() -> assertThat(site.booking("Late").state()).isEqualTo(BookingState.OPEN));
        assertThat(site.booking("Gone").state()).isEqualTo(BookingState.MISSED);
        assertThat(site.journal(site.booking("Gone"))).singleElement().asString().contains("minutes after its end");
    }

    @Test
    void the_end_is_in_order_even_if_the_call_or_the_coSpace_is_gone() {
        site.start();
        site.drop("board.ics", meeting("Board").in(3, 6), meeting("Staff").in(3, 6));
        await().atMost(LONG).until(() -> cms.calls().size() == 2);
        cms.removeCall(cms.calls().get(0).id());
        cms.removeCoSpace(cms.coSpace("2").orElseThrow().id());

        await().atMost(LONG).untilAsserted(() -> assertThat(site.bookings()).extracting(Booking::state)
                .containsOnly(BookingState.CLOSED));
        assertThat(cms.calls()).isEmpty();
        assertThat(cms.coSpace("1").orElseThrow().nonMemberAccess()).isFalse();
        await().atMost(Duration.ofSeconds(90)).until(() -> cms.coSpace("2").isPresent());
    }

    @Test
    void a_meeting_with_one_participant_costs_eight_requests_at_its_start_and_four_at_its_end() {
        site.start();
        site.drop("board.ics", meeting("Board").in(4, 5).inviting("sip:guest@example.com"));

        await().atMost(LONG).untilAsserted(() ->
                assertThat(site.booking("Board").state()).isEqualTo(BookingState.CLOSED));
        List<String> requests = site.journal(site.booking("Board"), "cms");
        assertThat(requests).extracting(line -> line.replaceAll("[?].*", "").replaceAll("[0-9a-f-]{36}", "*")
                .replaceAll(" .*? ?/", " /").split(" ")[0]).containsExactly("GET", "GET", "PUT", "POST", "GET", "GET", "GET",
                "POST", "PUT", "GET", "DELETE", "GET");
        assertThat(requests).noneMatch(line -> line.contains(site.booking("Board").secret().toString()));
    }

    @Test
    void a_private_meeting_keeps_its_title_to_itself() {
        site.start();
        site.drop("board.ics", meeting("Merger").in(3, 20).with("CLASS:PRIVATE"));

        await().atMost(LONG).untilAsserted(() -> assertThat(cms.calls()).extracting(Call::name)
                .containsExactly("Private meeting"));
        assertThat(site.journal(site.booking("Merger"))).noneMatch(line -> line.contains("Merger"));
    }

    private ReceivedRequest only(String method, String path) {
        List<ReceivedRequest> found = requests(method, path);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private List<ReceivedRequest> requests(String method, String path) {
        return cms.requests().stream().filter(request -> request.method().equals(method)
                && request.path().matches(path.replace("*", "[^/]+"))).toList();
    }
}
