package io.calbridge;

import static io.calbridge.Invitation.meeting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calbridge.simulator.Call;
import io.calbridge.simulator.CmsSimulator;
import io.calbridge.simulator.Leg;
import io.calbridge.store.BookingState;
import java.nio.file.Path;
import java.time.Duration;
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
        for (int i = 1; i <= 3; i++) { io.calbridge.bridge.Placeholders.MAP.put(i, cms.addCoSpace("Calbridge_Meeting_" + i, "" + i, "" + i)); }
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
}
