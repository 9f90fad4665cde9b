package io.calbridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** coSpaces by the range, and what a second sync destroys. */
class BulkTest {

    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
    private CmsSimulator simulator;
    private Wire cms;

    @BeforeEach
    void start() {
        simulator = CmsSimulator.builder().bulkDelay(Duration.ofMillis(40)).start();
        cms = Wire.to(simulator, 1);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private String set(String parameters) {
        return cms.post("/coSpaceBulkParameterSets", parameters).id();
    }

    private String sync(String set, String more) {
        String sync = cms.post("/coSpaceBulkSyncs", "cospaceBulkParameterSet=" + set + more).id();
        await().pollInterval(Duration.ofMillis(10)).until(() ->
                cms.get("/cospaceBulkSyncs/" + sync).text("status").matches("complete|failed.*"));
        return cms.get("/cospaceBulkSyncs/" + sync).text("status");
    }

    @Test
    void a_job_is_pending_then_running_then_complete() {
        String set = set("startIndex=1&endIndex=2&coSpaceUriMapping=$index$");
        String sync = cms.post("/cospaceBulkSyncs", "cospaceBulkParameterSet=" + set).id();

        assertThat(cms.get("/cospaceBulkSyncs/" + sync).text("status")).isIn("pending", "running");
        assertThat(simulator.coSpaces()).isEmpty();
        await().until(() -> cms.get("/cospaceBulkSyncs/" + sync).text("status").equals("complete"));
        assertThat(simulator.coSpaces()).hasSize(2);
        assertThat(cms.put("/cospaceBulkSyncs/" + sync, "removeAll=true").reason()).isEqualTo("400 invalidOperation");
    }

    @Test
    void a_second_sync_of_a_set_destroys_its_rooms_and_the_meetings_in_them() {
        String set = set("startIndex=1&endIndex=1&coSpaceUriMapping=$index$&coSpaceNameMapping=Slot_$index$");
        sync(set, "");
        String room = simulator.coSpace("1").orElseThrow().id();
        String call = cms.post("/calls", "coSpace=" + room).id();

        assertThat(sync(set, "")).isEqualTo("complete");

        assertThat(simulator.coSpace("1").orElseThrow().id()).isNotEqualTo(room);
        assertThat(cms.get("/coSpaces/" + room).reason()).isEqualTo("404 coSpaceDoesNotExist");
        assertThat(cms.get("/calls/" + call).reason()).isEqualTo("404 callDoesNotExist");
    }

    @Test
    void another_set_and_foreign_rooms_are_left_alone_and_remove_all_makes_none() {
        simulator.addCoSpace("Foreign", "foreign", null);
        String first = set("startIndex=1&endIndex=2&coSpaceUriMapping=$index$");
        String second = set("startIndex=3&endIndex=4&coSpaceUriMapping=$index$");
        sync(first, "");
        sync(second, "");

        assertThat(sync(first, "&removeAll=true")).isEqualTo("complete");

        assertThat(simulator.coSpaces()).extracting(CoSpace::uri).containsExactly("foreign", "3", "4");
    }

    @Test
    void editing_a_set_changes_no_room_until_the_next_sync() {
        String set = set("startIndex=1&endIndex=1&coSpaceUriMapping=$index$&coSpaceNameMapping=A");
        sync(set, "");

        assertThat(cms.put("/cospaceBulkParameterSets/" + set, "coSpaceNameMapping=B").reason()).isEqualTo("200");
        assertThat(simulator.coSpaces()).extracting(CoSpace::name).containsExactly("A");

        sync(set, "");
        assertThat(simulator.coSpaces()).extracting(CoSpace::name).containsExactly("B");
    }

    @Test
    void escaped_dollars_and_backslashes_stand_for_themselves() {
        sync(set("startIndex=7&endIndex=7&coSpaceNameMapping=a\\$b\\\\$index$c&coSpaceUriMapping=UP$index$"), "");

        assertThat(simulator.coSpaces()).singleElement().satisfies(space -> {
            assertThat(space.name()).isEqualTo("a$b\\7c");
            assertThat(space.uri()).isEqualTo("up7");
            assertThat(space.callId()).isNull();
            assertThat(space.secret()).isNull();
            assertThat(space.nonMemberAccess()).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {
        "startIndex=1&endIndex=2&coSpaceUriMapping=taken failedCoSpaceUriConflict",
        "startIndex=1&endIndex=2&coSpaceUriMapping=same failedCoSpaceUriConflict",
        "startIndex=5&endIndex=5&coSpaceCallIdMapping=77$index$ failedCallIdConflict",
        "startIndex=3&endIndex=2 failedIndexRangeInvalid",
        "startIndex=1&endIndex=2001 failedIndexRangeTooGreat",
    })
    void a_job_that_cannot_be_done_says_why_and_makes_nothing(String parameters, String status) {
        simulator.addCoSpace("Foreign", "taken", "775");

        assertThat(sync(set(parameters), "")).isEqualTo(status);

        assertThat(simulator.coSpaces()).hasSize(1);
    }

    @Test
    void an_unknown_set_is_taken_and_fails_later() {
        assertThat(sync(NOBODY, "")).isEqualTo("failedNoSuchParameterSet");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {
        "POST /cospaceBulkParameterSets endIndex=2 400:parameterError",
        "POST /cospaceBulkParameterSets startIndex=&endIndex=2 400:parameterError",
        "POST /cospaceBulkParameterSets startIndex=1&endIndex=2&coSpaceUriMapping=a@b 400:parameterError",
        "POST /cospaceBulkParameterSets startIndex=1&endIndex=2&coSpaceUriMapping=$index$$index$ 400:parameterError",
        "POST /cospaceBulkParameterSets startIndex=1&endIndex=2&coSpaceNameMapping=5$ 400:parameterError",
        "POST /cospaceBulkParameterSets startIndex=1&endIndex=2&uriMapping=x 400:parameterError",
        "POST /cospaceBulkParameterSets startIndex=1&endIndex=2&callProfile=ID 400:callProfileDoesNotExist",
        "POST /cospaceBulkSyncs removeAll=true 400:parameterError",
        "POST /cospaceBulkSyncs cospaceBulkParameterSet=1 400:parameterError",
        "POST /cospaceBulkSyncs coSpaceBulkParameterSet=ID 400:parameterError",
    })
    void what_is_wrong_is_refused_by_its_name(String method, String path, String body, String expected) {
        assertThat(cms.send(method, path, body.replace("ID", NOBODY)).reason()).isEqualTo(expected.replace(':', ' '));
    }
}
