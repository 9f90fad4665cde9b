package io.calbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calbridge.simulator.CmsSimulator;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private final CmsSimulator simulator = CmsSimulator.builder().bridges(3).credentials("api", "secret").start();

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void what_a_bridge_tells_of_itself_is_kept() throws Exception {
        try (Rig rig = Rig.toward(simulator.url(1)).start()) {
            await().atMost(LONG).until(() -> rig.database.jdbi().withHandle(handle -> handle.createQuery(
                    "select count(*) from bridge where name = :name and software_version = '2.0(RC)' and in_use "
                            + "and uptime_seconds > 0 and call_bridge_id <> ''")
                    .bind("name", name(1)).mapTo(Integer.class).one()) == 1);
            assertThat(rig.bridges().names()).containsExactly(name(1));
        }
    }

    @Test
    void peers_come_after_the_alternates_and_are_used_once_they_name_the_same_cluster() throws Exception {
        try (Rig rig = Rig.toward(simulator.url(1), simulator.url(3)).discovering().start()) {
            await().atMost(LONG).untilAsserted(() ->
                    assertThat(rig.bridges().names()).containsExactly(name(1), name(3), name(2)));
        }
    }

    @Test
    void a_bridge_configured_under_another_address_is_no_peer_of_itself() throws Exception {
        URI other = URI.create(simulator.url(2).toString().replace("127.0.0.1", "localhost"));
        try (Rig rig = Rig.toward(simulator.url(1), other).discovering().start()) {
            await().atMost(LONG).untilAsserted(() -> assertThat(rig.bridges().names())
                    .containsExactly(name(1), Bridge.nameOf(other), name(3)));
        }
    }

    @Test
    void a_peer_that_does_not_take_the_password_is_not_used() throws Exception {
        try (Rig rig = Rig.toward(simulator.url(1)).alternatePassword("other").discovering().start()) {
            await().atMost(LONG).until(() -> rig.bridges().problem(name(2)).isPresent());
            assertThat(rig.bridges().names()).containsExactly(name(1));
        }
    }

    @Test
    void a_peer_of_before_the_restart_is_used_though_the_primary_is_down() throws Exception {
        Rig.Setup setup = Rig.toward(simulator.url(1)).discovering().keeping("restarted");
        try (Rig first = setup.start()) {
            await().atMost(LONG).until(() -> first.bridges().names().size() == 3);
            await().atMost(LONG).until(() -> first.database.jdbi().withHandle(handle -> handle
                    .createQuery("select count(*) from bridge where in_use").mapTo(Integer.class).one()) == 3);
        }
        simulator.bridge(1).stop();

        try (Rig second = setup.start()) {
            await().atMost(LONG).untilAsserted(() -> assertThat(second.bridges().names()).hasSize(3));
            assertThat(second.ask(CmsRequest.get("/coSpaces")).bridge()).isIn(name(2), name(3));
        }
    }

    @Test
    void a_bridge_that_takes_more_than_two_seconds_to_answer_is_slow_and_not_silent() throws Exception {
        simulator.bridge(1).slow(Duration.ofMillis(2500));
        try (Rig rig = Rig.toward(simulator.url(1)).start()) {
            await().atMost(LONG).until(() -> rig.bridges().isReachable(name(1)));
            assertThat(rig.bridges().problem(name(1))).isEmpty();
        }
    }

    @Test
    void an_address_that_is_not_encrypted_gets_no_password_unless_it_is_our_own_machine() {
        assertThat(Discovery.mayBeTold(URI.create("https://10.0.0.2"))).isTrue();
        assertThat(Discovery.mayBeTold(URI.create("http://127.0.1.1:7001"))).isTrue();
        assertThat(Discovery.mayBeTold(URI.create("http://10.0.0.2"))).isFalse();
        assertThat(Discovery.mayBeTold(URI.create("http://127.0.0.1.example.com"))).isFalse();
    }

    private String name(int bridge) {
        return Bridge.nameOf(simulator.url(bridge));
    }
}
