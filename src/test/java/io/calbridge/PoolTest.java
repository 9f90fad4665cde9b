package io.calbridge;

import static io.calbridge.Invitation.meeting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calbridge.bridge.Placeholders;
import io.calbridge.simulator.CmsSimulator;
import io.calbridge.simulator.CoSpace;
import io.calbridge.simulator.ReceivedRequest;
import io.calbridge.store.BookingState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolTest {

    private static final Duration LONG = Duration.ofSeconds(40);

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
    void profiles_and_placeholders_are_made_once_with_what_tms_sends() {
        site.start();
        ready();

        assertThat(cms.coSpaces()).hasSize(3).allSatisfy(coSpace -> {
            assertThat(coSpace.name()).isEqualTo("Calbridge_Meeting_" + coSpace.uri());
            assertThat(coSpace.callId()).isEqualTo(coSpace.uri());
            assertThat(coSpace.nonMemberAccess()).isFalse();
            assertThat(cms.callProfiles()).containsOnlyKeys(coSpace.callProfile());
            assertThat(cms.callLegProfiles()).containsOnlyKeys(coSpace.callLegProfile());
        });
        site.stop();
        cms.forgetRequests();
        site.start();
        await().atMost(LONG).until(() -> cms.requests().stream().anyMatch(one -> one.path().equals("/api/v1/coSpaces")));
        assertThat(cms.requests()).extracting(ReceivedRequest::method).containsOnly("GET");
    }

    @Test
    void placeholders_that_exist_are_adopted_from_all_pages_and_keep_the_profiles_that_they_have() {
        site.with("calbridge.pool.size", "25").with("calbridge.pool.name-prefix", "TMS_Scheduled_Meeting_");
        IntStream.rangeClosed(1, 30).forEach(i -> cms.addCoSpace("A stranger's " + i, "stranger" + i, "90" + i));
        IntStream.rangeClosed(1, 25).forEach(i -> cms.addCoSpace("TMS_Scheduled_Meeting_" + i, "" + i, "" + i));
        List<String> before = cms.coSpaces().stream().map(CoSpace::id).toList();
        site.start();
        ready();

        assertThat(cms.coSpaces()).extracting(CoSpace::id).containsExactlyElementsOf(before);
        assertThat(cms.bulkSyncs()).isZero();
        await().atMost(LONG).untilAsserted(() -> assertThat(cms.coSpaces()).allSatisfy(coSpace ->
                assertThat(coSpace.callProfile() != null).isEqualTo(coSpace.name().startsWith("TMS_"))));
    }

    @Test
    void a_number_that_a_stranger_holds_is_left_out_and_the_rest_work() {
        String byUri = cms.addCoSpace("Sales", "2", "902");
        String byCallId = cms.addCoSpace("Support", "support", "3");
        site.with("calbridge.pool.size", "5").start();
        ready();

        assertThat(usable()).containsExactly(1, 4, 5);
        assertThat(cms.coSpaces()).filteredOn(coSpace -> Set.of(byUri, byCallId).contains(coSpace.id()))
                .extracting(CoSpace::name).containsExactly("Sales", "Support");
        site.drop("a.ics", meeting("One").in(1000, 60), meeting("Two").in(1000, 60));
        await().atMost(LONG).until(() -> site.bookings().size() == 2);
        assertThat(site.bookings()).extracting(io.calbridge.store.Booking::number).containsExactlyInAnyOrder(1, 4);
    }

    @Test
    void a_pool_that_grows_gets_the_new_numbers_only_and_running_conferences_are_not_touched() {
        site.start();
        ready();
        site.drop("a.ics", meeting("Board").in(2, 60));
        await().atMost(LONG).until(() -> cms.calls().size() == 1);
        Set<String> before = cms.coSpaces().stream().map(CoSpace::id).collect(Collectors.toSet());
        site.stop();
        site.with("calbridge.pool.size", "6").start();
        await().atMost(LONG).until(() -> cms.coSpaces().size() == 6);

        assertThat(cms.coSpaces()).extracting(CoSpace::id).containsAll(before);
        assertThat(cms.bulkSets().values()).extracting(set -> set.get("startIndex")).containsExactlyInAnyOrder("1", "4");
        assertThat(cms.calls()).hasSize(1);
        assertThat(cms.coSpace("1").orElseThrow().name()).isEqualTo("Board");
    }

    @Test
    void lost_answers_while_profiles_and_placeholders_are_made_leave_no_second_ones() {
        for (String path : List.of("/api/v1/callProfiles", "/api/v1/callLegProfiles", "/api/v1/cospaceBulkParameterSets",
                "/api/v1/cospaceBulkSyncs")) {
            cms.loseNextAnswerTo("POST", path);
        }
        site.start();
        ready();

        assertThat(cms.callProfiles()).hasSize(1);
        assertThat(cms.callLegProfiles()).hasSize(1);
        assertThat(cms.bulkSets()).hasSize(1);
        assertThat(cms.coSpaces()).hasSize(3);
    }

    @Test
    void profiles_are_made_again_only_when_they_are_gone() {
        site.start();
        ready();
        site.stop();
        cms.removeProfile(cms.callProfiles().keySet().iterator().next());
        site.start();

        await().atMost(LONG).untilAsserted(() -> assertThat(cms.callProfiles()).hasSize(1));
        assertThat(cms.callLegProfiles()).hasSize(1);
    }

    @Test
    void a_wrong_password_does_not_stop_the_daemon_and_is_tried_again() {
        site.with("calbridge.cms.password", "wrong").start();
        await().atMost(LONG).until(() -> cms.requests().stream().anyMatch(request -> request.status() == 401));
        assertThat(cms.coSpaces()).isEmpty();
        site.stop();
        site.with("calbridge.cms.password", cms.password()).start();
        ready();
    }

    @Test
    void numbers_beyond_a_pool_that_shrank_are_left_alone_and_a_running_conference_on_one_goes_on_to_its_end() {
        site.start();
        ready();
        site.drop("a.ics", meeting("One").in(4, 60), meeting("Two").in(4, 12));
        await().atMost(LONG).until(() -> cms.calls().size() == 2);
        site.stop();
        site.with("calbridge.pool.size", "1").start();

        await().atMost(LONG).untilAsserted(() -> assertThat(site.booking("Two").state()).isEqualTo(BookingState.CLOSED));
        assertThat(cms.coSpaces()).hasSize(3);
        assertThat(cms.coSpace("2").orElseThrow().name()).isEqualTo("Calbridge_Meeting_2");
    }

    @Test
    void a_coSpace_that_vanished_is_made_again_and_the_conference_opens_in_it_under_its_number() {
        site.start();
        ready();
        site.drop("a.ics", meeting("Board").in(4, 60).inviting("sip:guest@example.com"));
        await().atMost(LONG).until(() -> site.bookings().size() == 1);
        cms.removeCoSpace(cms.coSpace("1").orElseThrow().id());

        await().atMost(LONG).until(() -> cms.legsCreated("guest@example.com") == 1);
        assertThat(site.booking("Board").number()).isEqualTo(1);
        assertThat(cms.coSpace("1").orElseThrow().name()).isEqualTo("Board");
    }

    private void ready() {
        await().atMost(LONG).until(() -> site.bean("placeholders", Placeholders.class).ready());
    }

    private Set<Integer> usable() {
        return site.bean("placeholders", Placeholders.class).coSpaces().keySet();
    }
}
