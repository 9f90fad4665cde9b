package io.calbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calbridge.simulator.CmsSimulator;
import io.calbridge.simulator.CoSpace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProvisioningTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private CmsSimulator simulator = CmsSimulator.builder().credentials("api", "secret").start();
    private Rig rig;

    @AfterEach
    void stop() {
        if (rig != null) {
            rig.close();
        }
        simulator.close();
    }

    @Test
    void twenty_five_placeholders_are_made_by_one_set_and_one_sync() throws Exception {
        start(Rig.toward(simulator.url(1)).pool("Calbridge_Meeting_", 100, 25));

        assertThat(placeholders().coSpaces().keySet()).hasSize(25);
        assertThat(simulator.bulkSets()).hasSize(1);
        assertThat(simulator.bulkSyncs()).isEqualTo(1);
    }

    @Test
    void a_tms_range_is_taken_over_with_the_profiles_that_it_has() throws Exception {
        String theirs = simulator.addCoSpace("TMS_Scheduled_Meeting_1", "1", "1");
        simulator.addCoSpace("TMS_Scheduled_Meeting_2", "2", "2");
        simulator.addCoSpace("Tim's meeting", "3", "3");
        start(Rig.toward(simulator.url(1)).pool("TMS_Scheduled_Meeting_", 1, 3));

        assertThat(placeholders().coSpaces().keySet()).containsExactly(1, 2);
        assertThat(placeholders().coSpaceId(1)).hasValue(theirs);
        assertThat(simulator.bulkSyncs()).isZero();
        await().atMost(LONG).untilAsserted(() -> {
            CoSpace first = simulator.coSpace("1").orElseThrow();
            assertThat(simulator.callProfiles()).containsKey(first.callProfile());
            assertThat(simulator.callLegProfiles()).containsKey(first.callLegProfile());
        });
        assertThat(simulator.coSpace("3").orElseThrow().callProfile()).isNull();

        // The meeting of TMS ends: from now on the number is ours.
        simulator.changeCoSpace(simulator.coSpace("3").orElseThrow().id(), "name", "TMS_Scheduled_Meeting_3");
        await().atMost(LONG).untilAsserted(() -> {
            rig.run("direct:bridges-provision");
            assertThat(placeholders().coSpaces().keySet()).containsExactly(1, 2, 3);
        });
    }

    @Test
    void a_set_that_made_coSpaces_is_never_synced_again_even_if_they_no_longer_look_like_placeholders() throws Exception {
        start(Rig.toward(simulator.url(1)).pool("Calbridge_Meeting_", 1, 2));
        List<CoSpace> made = simulator.coSpaces();
        for (CoSpace one : made) {
            simulator.changeCoSpace(one.id(), "uri", "moved" + one.uri());
            simulator.changeCoSpace(one.id(), "callId", "99" + one.callId());
            simulator.changeCoSpace(one.id(), "name", "Taken by the administrator");
        }

        await().atMost(LONG).untilAsserted(() -> {
            rig.run("direct:bridges-provision");
            assertThat(simulator.coSpaces()).hasSize(4);
        });
        assertThat(simulator.coSpaces()).extracting(CoSpace::id).containsAll(made.stream().map(CoSpace::id).toList());
        assertThat(simulator.bulkSets()).hasSize(2);
    }

    @Test
    void a_call_id_that_a_stranger_has_is_left_out_and_the_rest_are_made() throws Exception {
        simulator.addCoSpace("Somebody", "x1", "4444");
        start(Rig.toward(simulator.url(1)).pool("Calbridge_Meeting_", 4443, 3));

        assertThat(placeholders().coSpaces().keySet()).containsExactly(4443, 4445);
        assertThat(simulator.coSpace("x1")).isPresent();
    }

    @Test
    void cms_3_which_no_longer_knows_the_message_board_is_asked_without_it() throws Exception {
        simulator.close();
        simulator = CmsSimulator.builder().credentials("api", "secret").softwareVersion("3.9").start();
        start(Rig.toward(simulator.url(1)).pool("Calbridge_Meeting_", 1, 2));

        assertThat(simulator.callProfiles().values()).singleElement()
                .satisfies(profile -> assertThat(profile).containsEntry("participantLimit", "1000"));
    }

    @Test
    void a_version_that_does_not_list_its_jobs_makes_placeholders_all_the_same() throws Exception {
        simulator.answerNextWith("GET", "/api/v1/cospaceBulkSyncs", 400, "invalidOperation");
        simulator.answerNextWith("GET", "/api/v1/cospaceBulkParameterSets", 404, "unrecognizedObject");
        start(Rig.toward(simulator.url(1)).pool("Calbridge_Meeting_", 1, 2));

        assertThat(simulator.bulkSyncs()).isEqualTo(1);
    }

    @Test
    void lost_answers_on_the_way_leave_one_of_everything() throws Exception {
        simulator.loseNextAnswerTo("POST", "/api/v1/callProfiles");
        simulator.loseNextBefore("POST", "/api/v1/callLegProfiles");
        simulator.loseNextAnswerTo("POST", "/api/v1/cospaceBulkParameterSets");
        simulator.loseNextAnswerTo("POST", "/api/v1/cospaceBulkSyncs");
        start(Rig.toward(simulator.url(1)).pool("Calbridge_Meeting_", 1, 3));

        assertThat(simulator.callProfiles()).hasSize(1);
        assertThat(simulator.callLegProfiles()).hasSize(1);
        assertThat(simulator.bulkSets()).hasSize(1);
        assertThat(simulator.bulkSyncs()).isEqualTo(1);
        assertThat(simulator.coSpaces()).hasSize(3);
    }

    @Test
    void a_coSpace_that_was_removed_is_made_again_alone() throws Exception {
        start(Rig.toward(simulator.url(1)).pool("Calbridge_Meeting_", 1, 3));
        String first = placeholders().coSpaceId(1).orElseThrow();
        simulator.removeCoSpace(placeholders().coSpaceId(2).orElseThrow());

        placeholders().forget(2);
        rig.run("direct:bridges-provision");

        await().atMost(LONG).until(() -> placeholders().ready());
        assertThat(placeholders().coSpaceId(1)).hasValue(first);
        assertThat(placeholders().coSpaces().keySet()).containsExactly(1, 2, 3);
    }

    private void start(Rig.Setup setup) throws Exception {
        rig = setup.start();
        await().atMost(LONG).until(() -> placeholders().ready());
    }

    private Placeholders placeholders() {
        return rig.bean("placeholders", Placeholders.class);
    }
}
