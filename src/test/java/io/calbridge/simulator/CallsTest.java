package io.calbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls, legs and participants, on one bridge and in a cluster of two. */
class CallsTest {

    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
    private static final String OWNER = "0e4c1a5e-31a1-4d27-9e0a-111111111111";
    private final List<String> said = new CopyOnWriteArrayList<>();
    private CmsSimulator simulator;
    private Wire cms;
    private Wire other;
    private String board;

    @BeforeEach
    void start() {
        simulator = CmsSimulator.builder().bridges(2).ringsAtMost(Duration.ofMillis(300)).voice(said::add).start();
        cms = Wire.to(simulator, 1);
        other = Wire.to(simulator, 2);
        board = simulator.addCoSpace("Board", "board", "1");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private String call() {
        return cms.post("/calls", "coSpace=" + board).id();
    }

    private Wire.Answer dial(String call, String address) {
        return cms.post("/calls/" + call + "/callLegs", "remoteParty=" + address);
    }

    @Test
    void a_call_lives_without_legs_and_keeps_the_name_that_its_space_had() {
        String call = call();

        cms.put("/coSpaces/" + board, "name=Renamed");

        assertThat(cms.get("/calls/" + call)).satisfies(one -> {
            assertThat(one.text("name")).isEqualTo("Board");
            assertThat(one.text("numCallLegs")).isEqualTo("0");
            assertThat(one.text("callType")).isEqualTo("coSpace");
        });
    }

    @Test
    void a_second_call_in_a_space_is_the_first_one_unless_told() {
        String first = call();

        assertThat(call()).isEqualTo(first);
        assertThat(simulator.callsCreated(board)).isEqualTo(1);

        simulator.allowSecondCalls();
        assertThat(call()).isNotEqualTo(first);
        assertThat(simulator.calls()).hasSize(2);
    }

    @Test
    void a_space_is_the_clusters_and_a_call_in_it_the_bridges() {
        String here = call();
        assertThat(other.get("/calls").total()).isZero();
        assertThat(other.get("/calls/" + here).reason()).isEqualTo("404 callDoesNotExist");
        assertThat(other.get("/coSpaces/" + board).text("name")).isEqualTo("Board");

        String there = other.post("/calls", "coSpace=" + board).id();

        assertThat(there).isNotEqualTo(here);
        assertThat(other.get("/calls/" + there).text("callCorrelator"))
                .isNotNull().isEqualTo(cms.get("/calls/" + here).text("callCorrelator"));
        assertThat(cms.delete("/calls/" + there).reason()).isEqualTo("404 callDoesNotExist");
        cms.delete("/calls/" + here);
        assertThat(other.get("/calls").total()).isEqualTo(1);
    }

    @Test
    void a_participant_is_seen_on_the_other_bridge_and_his_leg_only_on_his_own() {
        String here = call();
        String there = other.post("/calls", "coSpace=" + board).id();
        String leg = dial(here, "desk@example.com").id();

        assertThat(cms.get("/calls/" + here + "/participants").text("numCallLegs")).isEqualTo("1");
        assertThat(other.get("/calls/" + there + "/participants/")).satisfies(seen -> {
            assertThat(seen.total()).isEqualTo(1);
            assertThat(seen.text("uri")).isEqualTo("desk@example.com");
            assertThat(seen.text("callBridge")).isNotNull();
            assertThat(seen.text("numCallLegs")).isNull();
        });
        assertThat(other.get("/callLegs").total()).isZero();
        assertThat(other.delete("/callLegs/" + leg).reason()).isEqualTo("404 callLegDoesNotExist");
    }

    @Test
    void calls_and_legs_are_paged_by_ten_and_filtered() {
        simulator.allowSecondCalls();
        String foreign = simulator.addCoSpace("Foreign", "f", null);
        IntStream.range(0, 12).forEach(i -> simulator.addCall(1, foreign));
        String call = call();
        IntStream.range(0, 11).forEach(i -> dial(call, "noanswer" + i + "@example.com"));

        assertThat(cms.get("/calls?limit=50").total()).isEqualTo(13);
        assertThat(cms.get("/calls?limit=50").body().split("<call id").length - 1).isEqualTo(10);
        assertThat(cms.get("/calls?offset=10").items()).isEqualTo(3);
        assertThat(cms.get("/calls?coSpaceFilter=" + board).total()).isEqualTo(1);
        assertThat(cms.get("/calls/" + call + "/callLegs?offset=10").items()).isEqualTo(1);
        assertThat(cms.get("/callLegs?filter=NOANSWER10").total()).isEqualTo(1);
        assertThat(cms.get("/participants").items()).isEqualTo(10);
    }

    @Test
    void an_owner_id_comes_back_and_can_be_filtered_by() {
        String call = call();
        String owned = cms.post("/calls/" + call + "/callLegs", "remoteParty=a@example.com&ownerId=" + OWNER).id();
        dial(call, "b@example.com");

        assertThat(cms.get("/callLegs/" + owned).text("ownerId")).isEqualTo(OWNER);
        assertThat(cms.get("/callLegs?ownerIdSet=true")).satisfies(page -> {
            assertThat(page.total()).isEqualTo(1);
            assertThat(page.body()).contains(owned);
        });
        assertThat(cms.get("/callLegs?ownerIdSet=false").text("remoteParty")).isEqualTo("b@example.com");
        assertThat(cms.put("/callLegs/" + owned, "ownerId=mine").reason()).isEqualTo("400 parameterError");
        assertThat(cms.put("/callLegs/" + owned, "rxAudioMute=true").reason()).isEqualTo("200");
    }

    @Test
    void who_is_dialled_answers_is_busy_does_not_answer_or_drops() {
        String call = call();
        List.of("desk", "busy", "noanswer").forEach(who -> dial(call, who + "@example.com"));
        assertThat(simulator.calls().get(0).legs()).extracting(Leg::state).containsOnly("initial");

        await().untilAsserted(() -> assertThat(simulator.calls().get(0).legs()).singleElement().satisfies(leg -> {
            assertThat(leg.remoteParty()).isEqualTo("desk@example.com");
            assertThat(leg.state()).isEqualTo("connected");
        }));

        assertThat(said).contains("desk@example.com is connected to 'Board'", "busy@example.com is busy",
                "noanswer@example.com does not answer");
        assertThat(cms.get("/system/status")).satisfies(status -> {
            assertThat(status.text("callLegsActive")).isEqualTo("1");
            assertThat(status.text("callLegsMaxActive")).isEqualTo("3");
            assertThat(status.text("callLegsCompleted")).isEqualTo("2");
        });
    }

    @Test
    void the_end_of_a_call_is_the_end_of_those_who_are_still_ringing() {
        String call = call();
        String leg = dial(call, "late@example.com").id();
        String noanswer = dial(call, "noanswer@example.com").id();

        cms.delete("/calls/" + call);

        assertThat(cms.get("/callLegs/" + leg).reason()).isEqualTo("404 callLegDoesNotExist");
        assertThat(cms.get("/callLegs/" + noanswer).reason()).isEqualTo("404 callLegDoesNotExist");
        String later = dial(call(), "desk@example.com").id();
        await().until(() -> "connected".equals(cms.get("/callLegs/" + later).text("state")));
        assertThat(said).noneMatch(sentence -> sentence.contains("late@example.com is connected"));
    }

    @Test
    void no_more_are_dialled_than_the_call_profile_lets_in() {
        String profile = cms.post("/callProfiles", "participantLimit=1").id();
        cms.put("/coSpaces/" + board, "callProfile=" + profile);
        String call = call();
        dial(call, "a@example.com");

        assertThat(dial(call, "b@example.com").reason()).isEqualTo("400 participantLimitReached");
    }

    @Test
    void a_restarted_bridge_has_lost_its_calls_and_its_uptime_and_the_other_has_not() {
        call();
        other.post("/calls", "coSpace=" + board);
        int uptime = Integer.parseInt(cms.get("/system/status").text("uptimeSeconds"));

        simulator.bridge(1).restart();

        assertThat(cms.get("/calls").total()).isZero();
        assertThat(other.get("/calls").total()).isEqualTo(1);
        assertThat(Integer.parseInt(cms.get("/system/status").text("uptimeSeconds"))).isLessThan(uptime);
    }

    @Test
    void a_bridge_alone_lists_no_call_bridges() {
        try (CmsSimulator alone = CmsSimulator.builder().start()) {
            assertThat(Wire.to(alone, 1).get("/callBridges").body())
                    .isEqualTo("<?xml version=\"1.0\"?><callBridges total=\"0\"></callBridges>");
            assertThat(Wire.to(alone, 1).get("/system/status").text("clusterEnabled")).isEqualTo("false");
            assertThat(Wire.to(alone, 1).get("/system/database").body()).contains("clustered=\"disabled\"");
        }
    }

    @Test
    void a_bridge_knows_its_own_name_and_its_own_four_cdr_receivers() {
        assertThat(other.get("/system/configuration/cluster").text("uniqueName")).isEqualTo("cms2");
        String receiver = cms.post("/system/cdrReceivers", "uri=https://cdr.example.com/").id();
        cms.put("/system/cdrReceivers/" + receiver, "uri=http://cdr2.example.com/");
        assertThat(cms.get("/system/cdrReceivers/" + receiver).text("uri")).isEqualTo("http://cdr2.example.com/");
        IntStream.range(0, 3).forEach(i -> cms.post("/system/cdrReceivers", "uri=https://cdr.example.com/" + i));
        assertThat(cms.post("/system/cdrReceivers", "uri=https://cdr.example.com/5").reason())
                .isEqualTo("400 tooManyCdrReceivers");
        assertThat(cms.get("/system/cdrReceivers").body()).contains("<cdrReceivers total=\"4\" maximum=\"4\">");
        assertThat(other.get("/system/cdrReceivers").total()).isZero();
        assertThat(cms.delete("/system/cdrReceivers/" + NOBODY).reason()).isEqualTo("404 cdrReceiverDoesNotExist");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {
        "POST /calls - 400:parameterError",
        "POST /calls coSpace=ID 400:coSpaceDoesNotExist",
        "POST /calls cospace=ID 400:parameterError",
        "POST /calls name=A&participantLimit=2 400:parameterError",
        "POST /calls/CALL/callLegs remoteParty= 400:parameterError",
        "POST /calls/CALL/callLegs remoteParty=+ 400:parameterError",
        "POST /calls/CALL/callLegs remoteParty=a&ownerId=b 400:parameterError",
        "POST /calls/CALL/callLegs remoteParty=a&confirmation=yes 400:parameterError",
        "POST /calls/CALL/callLegs remoteParty=a&callLegProfile=ID 400:callLegProfileDoesNotExist",
        "POST /calls/ID/callLegs remoteParty=a 404:callDoesNotExist",
        "GET /calls/ID/callLegs - 404:callDoesNotExist",
        "GET /calls/ID/participants - 404:callDoesNotExist",
        "PUT /calls/CALL name=B 400:parameterError",
        "PUT /calls/CALL locked=maybe 400:parameterError",
        "PUT /calls/CALL messagePosition=left 400:parameterError",
        "PUT /callLegs/ID rxAudioMute=true 404:callLegDoesNotExist",
        "DELETE /calls/ID - 404:callDoesNotExist",
        "DELETE /callLegs/ID - 404:callLegDoesNotExist",
        "GET /calls?filter=x - 400:parameterError",
        "GET /callLegs?ownerIdSet=x - 400:parameterError",
        "POST /participants x=1 400:invalidOperation",
        "POST /system/cdrReceivers url=http://x 400:parameterError",
        "POST /system/cdrReceivers uri=ftp://x 400:parameterError",
    })
    void what_is_wrong_is_refused_by_its_name(String method, String path, String body, String expected) {
        Wire.Answer answer = cms.send(method, path.replace("CALL", call()).replace("/ID", "/" + NOBODY),
                body.equals("-") ? "" : body.replace("=ID", "=" + NOBODY));

        assertThat(answer.reason()).isEqualTo(expected.replace(':', ' '));
        assertThat(simulator.calls()).singleElement().satisfies(call -> assertThat(call.legs()).isEmpty());
    }
}
