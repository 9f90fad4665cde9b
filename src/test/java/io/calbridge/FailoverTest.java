package io.calbridge;

import static io.calbridge.Invitation.meeting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calbridge.bridge.Bridges;
import io.calbridge.simulator.Call;
import io.calbridge.simulator.CmsSimulator;
import io.calbridge.simulator.ReceivedRequest;
import io.calbridge.store.BookingState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailoverTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    @TempDir
    private Path folder;
    private CmsSimulator cms;
    private Site site;

    @BeforeEach
    void begin() {
        cms = CmsSimulator.builder().bridges(2).start();
        site = new Site(folder, cms).start();
        await().atMost(LONG).until(() -> cms.coSpaces().size() == 3);
    }

    @AfterEach
    void end() {
        site.close();
    }

    @Test
    void when_the_primary_refuses_a_conference_starts_on_the_next_bridge_at_most_three_seconds_late() {
        Invitation board = meeting("Board").in(5, 8).inviting("sip:guest@example.com");
        site.drop("board.ics", board);
        await().atMost(LONG).until(() -> site.bookings().size() == 1);
        cms.bridge(1).stop();

        await().atMost(LONG).until(() -> cms.calls().size() == 1);
        assertThat(cms.calls()).extracting(Call::bridge).containsExactly(2);
        assertThat(creation()).isBetween(board.start(), board.start().plusSeconds(3));
        await().atMost(LONG).untilAsserted(() ->
                assertThat(site.booking("Board").state()).isEqualTo(BookingState.CLOSED));
        assertThat(cms.calls()).isEmpty();
    }

    @Test
    void when_the_primary_hangs_a_conference_starts_at_most_its_timeout_and_three_seconds_late() {
        Invitation board = meeting("Board").in(5, 30);
        site.drop("board.ics", board);
        await().atMost(LONG).until(() -> site.bookings().size() == 1);
        cms.bridge(1).hang();

        await().atMost(LONG).untilAsserted(() -> assertThat(site.booking("Board").state()).isEqualTo(BookingState.OPEN));
        assertThat(creation()).isBetween(board.start(), board.start().plusSeconds(2 + 3));
    }

    @Test
    void a_bridge_that_refuses_our_password_keeps_no_conference_from_ending_on_the_others() {
        site.stop();
        site.with("calbridge.cms.alternate-password", "wrong").start().awaitPool();
        Invitation board = meeting("Board").in(5, 4);
        site.drop("board.ics", board);

        await().atMost(LONG).untilAsserted(() ->
                assertThat(site.booking("Board").state()).isEqualTo(BookingState.CLOSED));
        assertThat(cms.calls()).isEmpty();
    }

    @Test
    void a_call_that_may_live_on_a_bridge_that_fell_silent_is_dropped_when_it_answers_again() {
        site.drop("board.ics", meeting("Board").in(4, 10));
        await().atMost(LONG).untilAsserted(() -> assertThat(site.booking("Board").state()).isEqualTo(BookingState.OPEN));
        cms.bridge(1).hang();

        await().atMost(LONG).untilAsserted(() ->
                assertThat(site.booking("Board").state()).isEqualTo(BookingState.CLOSED));
        assertThat(cms.coSpace("1").orElseThrow().nonMemberAccess()).isFalse();
        assertThat(cms.calls()).extracting(Call::bridge).containsExactly(1);
        cms.bridge(1).wellAgain();

        await().atMost(LONG).untilAsserted(() -> assertThat(cms.calls()).isEmpty());
    }

    @Test
    void when_all_bridges_are_down_the_start_happens_as_soon_as_one_is_back_and_the_journal_says_how_late() {
        site.drop("board.ics", meeting("Board").in(3, 60));
        await().atMost(LONG).until(() -> site.bookings().size() == 1);
        cms.bridge(1).stop();
        cms.bridge(2).stop();
        await().atMost(LONG).untilAsserted(() -> assertThat(site.journal(site.booking("Board")))
                .anyMatch(line -> line.contains("is not open yet")));
        cms.bridge(2).start();

        await().atMost(LONG).untilAsserted(() -> assertThat(site.booking("Board").state()).isEqualTo(BookingState.OPEN));
        assertThat(site.journal(site.booking("Board"))).anyMatch(line -> line.matches("opened with number 1 on .*, \\d+ s late"));
    }

    @Test
    void a_conference_ends_in_time_though_another_bridge_is_down() {
        Invitation board = meeting("Board").in(3, 6);
        site.drop("board.ics", board);
        await().atMost(LONG).until(() -> cms.calls().size() == 1);
        cms.bridge(2).stop();

        await().atMost(LONG).until(() -> cms.calls().isEmpty());
        assertThat(Instant.now()).isBefore(board.end().plusSeconds(2));
    }

    @Test
    void a_peer_that_cms_names_is_used_and_the_same_bridge_under_another_address_is_not_used_twice() {
        site.stop();
        site.with("calbridge.cms.discover-peers", "true")
                .with("calbridge.cms.alternates", cms.url(1).toString().replace("127.0.0.1", "localhost")).start();
        String primary = "127.0.0.1:" + cms.url(1).getPort();
        String peer = "127.0.0.1:" + cms.url(2).getPort();

        await().atMost(LONG).untilAsserted(() -> assertThat(site.bean("bridges", Bridges.class).names())
                .containsExactly(primary, peer));
    }

    private Instant creation() {
        List<ReceivedRequest> calls = cms.requests().stream().filter(request -> request.method().equals("POST")
                && request.path().equals("/api/v1/calls") && request.status() == 200).toList();
        assertThat(calls).hasSize(1);
        return calls.get(0).at();
    }
}
