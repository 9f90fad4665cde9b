package io.calbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.calbridge.simulator.CmsSimulator;
import io.calbridge.simulator.ReceivedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private CmsSimulator simulator;
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        simulator = CmsSimulator.builder().bridges(2).credentials("api", "secret").start();
        rig = Rig.toward(simulator.url(1), simulator.url(2)).patientFor(PATIENCE).door();
    }

    @AfterEach
    void stop() {
        rig.close();
        simulator.close();
    }

    @Test
    void an_answer_tells_what_cms_said_and_which_bridge_said_it() {
        CmsAnswer status = rig.ask(CmsRequest.get("/system/status"));

        assertThat(status.text("softwareVersion")).isEqualTo("2.0(RC)");
        assertThat(status.text("nothing")).isEmpty();
        assertThat(status.bridge()).isEqualTo(name(1));
        assertThat(rig.bridges().isReachable(name(1))).isTrue();
        assertThat(rig.bridges().isReachable(name(2))).isFalse();
    }

    @Test
    void what_is_made_is_known_by_the_id_in_its_location() {
        String coSpace = simulator.addCoSpace("Board", "board", "77");

        CmsAnswer call = rig.ask(CmsRequest.post("/calls", "coSpace", coSpace));

        assertThat(simulator.calls()).singleElement().satisfies(one -> assertThat(one.id()).isEqualTo(call.id()));
    }

    @Test
    void a_form_arrives_as_it_was_written() {
        String coSpace = simulator.addCoSpace("Board", "board", "77");

        rig.ask(CmsRequest.put("/coSpaces/" + coSpace, "name", "Käse & Brot = 100% + 'x' $index$ 会議", "passcode", ""));

        assertThat(simulator.coSpace("board").orElseThrow().name()).isEqualTo("Käse & Brot = 100% + 'x' $index$ 会議");
    }

    @Test
    void a_collection_is_read_over_all_its_pages_from_one_bridge() {
        for (int i = 1; i <= 45; i++) {
            simulator.addCoSpace("Space " + i, "space" + i, "9" + i);
        }

        List<CmsAnswer> coSpaces = rig.list(CmsRequest.get("/coSpaces"));

        assertThat(coSpaces).hasSize(45).extracting(CmsAnswer::id).doesNotHaveDuplicates();
        assertThat(coSpaces.get(0).text("uri")).startsWith("space");
        assertThat(simulator.requests()).hasSize(3).extracting(ReceivedRequest::bridge).containsOnly(1);
        assertThat(rig.list(CmsRequest.get("/calls"))).isEmpty();
    }

    @Test
    void a_primary_that_refuses_is_passed_over_without_waiting_for_a_timeout() {
        simulator.bridge(1).stop();
        Instant start = Instant.now();

        assertThat(rig.ask(CmsRequest.get("/system/status")).bridge()).isEqualTo(name(2));

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(9));
        assertThat(rig.bridges().order()).containsExactly(name(2), name(1));
    }

    @Test
    void a_primary_that_hangs_costs_its_timeout_once() {
        simulator.bridge(1).hang();
        Instant start = Instant.now();

        rig.ask(CmsRequest.get("/system/status"));
        rig.ask(CmsRequest.get("/coSpaces"));
        rig.ask(CmsRequest.get("/callProfiles"));

        assertThat(Duration.between(start, Instant.now())).isLessThan(PATIENCE.plusSeconds(2));
    }

    @Test
    void a_primary_that_answers_503_is_passed_over() {
        simulator.bridge(1).answerWith(503);

        assertThat(rig.ask(CmsRequest.get("/system/status")).bridge()).isEqualTo(name(2));
        assertThat(rig.bridges().problem(name(1))).hasValueSatisfying(problem -> assertThat(problem).contains("503"));
    }

    @Test
    void the_primary_is_used_again_when_it_has_been_well_for_a_minute() {
        simulator.bridge(1).stop();
        rig.ask(CmsRequest.get("/system/status"));
        simulator.bridge(1).start();
        rig.clock.move(Duration.ofSeconds(10));
        rig.ask(CmsRequest.get("/system/status").on(name(1)));

        rig.clock.move(Duration.ofSeconds(50));
        assertThat(rig.bridges().preferred()).isEqualTo(name(2));
        rig.clock.move(Duration.ofSeconds(20));
        assertThat(rig.bridges().preferred()).isEqualTo(name(1));
    }

    @Test
    void a_request_that_names_a_bridge_goes_to_no_other() {
        simulator.bridge(2).stop();

        assertThatThrownBy(() -> rig.ask(CmsRequest.get("/calls").on(name(2)).briefly(true)))
                .isInstanceOf(NotSentException.class)
                .hasMessageContainingAll(name(2), "connection refused", "calbridge.cms.alternates", "GET /calls");
        assertThat(simulator.requests()).isEmpty();
        assertThatThrownBy(() -> rig.ask(CmsRequest.get("/calls").on("other:1").briefly(true)))
                .isInstanceOf(NotSentException.class).hasMessageContaining("other:1");
    }

    @Test
    void with_no_bridge_left_it_is_tried_again_until_one_is_back() throws Exception {
        simulator.bridge(1).stop();
        simulator.bridge(2).stop();
        Thread restart = new Thread(() -> {
            org.awaitility.Awaitility.await().until(() -> rig.bridges().problem(name(2)).isPresent());
            simulator.bridge(2).start();
        });
        restart.start();

        assertThat(rig.ask(CmsRequest.get("/system/status")).bridge()).isEqualTo(name(2));
        restart.join();
    }

    @Test
    @org.junit.jupiter.api.Timeout(30)
    void with_no_bridge_coming_back_it_is_given_up_after_three_repetitions() {
        simulator.bridge(1).answerWith(503);
        simulator.bridge(2).stop();

        assertThatThrownBy(() -> rig.ask(CmsRequest.get("/system/status"))).isInstanceOf(CmsException.class);
        assertThat(simulator.requests()).hasSizeBetween(3, 4);
    }

    @Test
    void after_both_were_down_for_long_the_first_request_finds_them_soon() {
        simulator.bridge(1).stop();
        simulator.bridge(2).stop();
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> rig.ask(CmsRequest.get("/system/status").briefly(true)))
                    .isInstanceOf(NotSentException.class);
        }
        simulator.bridge(1).start();
        simulator.bridge(2).start();

        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(NotSentException.class)
                .until(() -> rig.ask(CmsRequest.get("/system/status")) != null);
    }

    @Test
    void a_post_whose_answer_is_lost_leaves_at_once_and_is_sent_once() {
        String coSpace = simulator.addCoSpace("Board", "board", "77");
        simulator.loseNextAnswerTo("POST", "/api/v1/calls");

        AnswerLostException lost = catchThrowableOfType(AnswerLostException.class,
                () -> rig.ask(CmsRequest.post("/calls", "coSpace", coSpace)));

        assertThat(lost.bridge()).isEqualTo(name(1));
        assertThat(simulator.calls()).hasSize(1);
        assertThat(posts()).hasSize(1);
    }

    @Test
    void a_post_that_was_lost_on_its_way_is_not_repeated_either() {
        String coSpace = simulator.addCoSpace("Board", "board", "77");
        simulator.loseNextBefore("POST", "/api/v1/calls");

        assertThatExceptionOfType(AnswerLostException.class)
                .isThrownBy(() -> rig.ask(CmsRequest.post("/calls", "coSpace", coSpace)));
        assertThat(simulator.calls()).isEmpty();
        assertThat(posts()).hasSize(1);
    }

    @Test
    void a_post_answered_503_may_have_been_done() {
        simulator.bridge(1).answerWith(503);

        assertThatExceptionOfType(AnswerLostException.class)
                .isThrownBy(() -> rig.ask(CmsRequest.post("/callProfiles", "participantLimit", "1000")));
        assertThat(posts()).extracting(ReceivedRequest::bridge).containsOnly(1).hasSize(1);
    }

    @Test
    void a_post_that_was_surely_not_sent_goes_to_the_next_bridge() {
        simulator.bridge(1).stop();

        assertThat(rig.ask(CmsRequest.post("/callProfiles", "participantLimit", "1000")).bridge()).isEqualTo(name(2));
        assertThat(simulator.callProfiles()).hasSize(1);
    }

    @Test
    void a_get_that_meets_a_closed_connection_is_asked_again_on_the_same_bridge() {
        rig.ask(CmsRequest.get("/system/status"));
        simulator.loseNextBefore("GET", "/api/v1/system/status");

        assertThat(rig.ask(CmsRequest.get("/system/status")).bridge()).isEqualTo(name(1));
        assertThat(rig.bridges().preferred()).isEqualTo(name(1));
    }

    @Test
    void a_refusal_is_told_by_its_reasons_and_is_no_fault_of_the_bridge() {
        String unknown = UUID.randomUUID().toString();

        RefusedException refused = catchThrowableOfType(RefusedException.class,
                () -> rig.ask(CmsRequest.get("/coSpaces/" + unknown)));
        RefusedException unknownParameter = catchThrowableOfType(RefusedException.class,
                () -> rig.ask(CmsRequest.post("/callProfiles", "nonsense", "1")));

        assertThat(refused.gone()).isTrue();
        assertThat(refused.reasons()).containsExactly("coSpaceDoesNotExist");
        assertThat(refused).hasMessageContainingAll(name(1), "coSpaceDoesNotExist", "GET /coSpaces/" + unknown);
        assertThat(unknownParameter.is("parameterError")).isTrue();
        assertThat(rig.bridges().preferred()).isEqualTo(name(1));
        assertThat(simulator.requests()).hasSize(2);
    }

    @Test
    void many_refusals_do_not_open_the_circuit() {
        for (int i = 0; i < 10; i++) {
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> rig.ask(CmsRequest.get("/coSpaces/" + UUID.randomUUID())));
        }
        assertThat(rig.ask(CmsRequest.get("/system/status")).bridge()).isEqualTo(name(1));
    }

    @Test
    void a_wrong_password_names_the_key_to_mend_and_not_the_password() throws Exception {
        rig.close();
        rig = Rig.toward(simulator.url(1)).password("wrong-one").door();

        assertThatThrownBy(() -> rig.ask(CmsRequest.get("/system/status")))
                .isInstanceOf(LoginRefusedException.class)
                .hasMessageContainingAll(name(1), "calbridge.cms.password", "CALBRIDGE_CMS_PASSWORD")
                .hasMessageNotContaining("wrong-one");
    }

    @Test
    void any_password_can_be_used() throws Exception {
        String password = "a{{b}} RAW(%41&)+'\"#?:/ü€ }}";
        try (CmsSimulator other = CmsSimulator.builder().credentials("api", password).start();
                Rig toOther = Rig.toward(other.url(1)).password(password).door()) {
            assertThat(toOther.ask(CmsRequest.get("/system/status")).text("softwareVersion")).isNotEmpty();
        }
    }

    @Test
    void the_journal_of_a_booking_tells_each_exchange_without_secrets() {
        UUID booking = UUID.randomUUID();
        String coSpace = simulator.addCoSpace("Board", "board", "77");

        rig.ask(CmsRequest.put("/coSpaces/" + coSpace, "name", "Board", "passcode", "1234", "secret", "s3cr3t").of(booking));
        catchThrowableOfType(RefusedException.class,
                () -> rig.ask(CmsRequest.get("/calls/" + UUID.randomUUID()).of(booking)));

        assertThat(rig.journal.of(booking)).hasSize(2).allSatisfy(line -> assertThat(line.text())
                .contains(name(1), " ms").doesNotContain("1234", "s3cr3t"));
        assertThat(rig.journal.of(booking).get(0).text()).contains("PUT /coSpaces/" + coSpace, "name=Board", "→ 200");
        assertThat(rig.journal.of(booking).get(1).text()).contains("callDoesNotExist");
    }

    @Test
    void a_brief_question_to_a_hanging_bridge_is_given_up_soon() throws Exception {
        rig.close();
        rig = Rig.toward(simulator.url(1)).door();
        simulator.bridge(1).hang();
        Instant start = Instant.now();

        assertThatExceptionOfType(BridgeFailedException.class)
                .isThrownBy(() -> rig.ask(CmsRequest.get("/calls").on(name(1)).briefly(true)));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(9));
    }

    @Test
    void a_step_in_hand_is_finished_when_the_daemon_stops() throws Exception {
        rig.close();
        rig = Rig.toward(simulator.url(1)).door();
        rig.context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                from("seda:step").to("direct:cms").to("direct:cms").to("direct:cms");
            }
        });
        simulator.bridge(1).slow(Duration.ofMillis(400));
        Exchange step = new DefaultExchange(rig.context);
        step.setVariable("request", CmsRequest.get("/system/status"));
        var done = rig.context.createProducerTemplate().asyncSend("seda:step?waitForTaskToComplete=Always", step);
        org.awaitility.Awaitility.await().until(() -> !simulator.requests().isEmpty());

        rig.context.stop();

        assertThat(done.get().getException()).isNull();
        assertThat(simulator.requests()).hasSize(3);
    }

    private List<ReceivedRequest> posts() {
        return simulator.requests().stream().filter(request -> request.method().equals("POST")).toList();
    }

    private String name(int bridge) {
        return Bridge.nameOf(simulator.url(bridge));
    }
}
