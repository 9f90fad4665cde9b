package io.calbridge;

import static io.calbridge.Invitation.meeting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calbridge.simulator.CmsSimulator;
import io.calbridge.simulator.CoSpace;
import io.calbridge.simulator.ReceivedRequest;
import io.calbridge.store.Booking;
import io.calbridge.store.BookingState;
import io.calbridge.store.MeetingOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What organisers choose for their meeting, from the feed to CMS and back to usual. */
class OptionsTest {

    private static final Duration LONG = Duration.ofSeconds(40);
    private static final String PASSCODE = "90210748";

    @TempDir
    private Path folder;
    private CmsSimulator cms;
    private Site site;
    private HeardLog log;

    @BeforeEach
    void begin() {
        cms = CmsSimulator.builder().start();
        site = new Site(folder, cms, "calbridge.options.allowed=layout,lock,recording,passcode,open-early");
        log = new HeardLog();
    }

    @AfterEach
    void end() {
        log.close();
        site.close();
    }

    private void startAndWait() {
        site.start();
        await().atMost(LONG).until(() -> cms.coSpaces().size() == 3);
    }

    private CoSpace coSpace() {
        return cms.coSpace("1").orElseThrow();
    }

    private List<Map<String, String>> adjustments() {
        return cms.requests().stream().filter(request -> request.method().equals("PUT") && request.path().contains("/calls/"))
                .map(ReceivedRequest::form).toList();
    }

    @Test
    void a_conference_is_as_its_organiser_chose_and_leaves_the_coSpace_as_usual() {
        startAndWait();
        site.drop("board.ics", meeting("Board").in(4, 9).inviting("sip:guest@example.com").with("X-CALBRIDGE-LAYOUT:speakerOnly")
                .with("X-CALBRIDGE-PASSCODE:" + PASSCODE).with("X-CALBRIDGE-LOCK:yes").with("X-CALBRIDGE-RECORDING:yes"));

        await().atMost(LONG).untilAsserted(() -> assertThat(adjustments())
                .containsExactly(Map.of("locked", "true"), Map.of("recording", "true")));
        assertThat(coSpace()).returns(PASSCODE, CoSpace::passcode).returns("speakerOnly", CoSpace::defaultLayout);
        assertThat(cms.legsCreated("guest@example.com")).as("dialled before the lock").isEqualTo(1);

        await().atMost(LONG).untilAsserted(() -> assertThat(site.booking("Board").state()).isEqualTo(BookingState.CLOSED));
        assertThat(coSpace()).returns(null, CoSpace::passcode).returns(null, CoSpace::defaultLayout);
        assertThat(adjustments()).hasSize(2);
        assertThat(site.journal(site.booking("Board"))).contains("is locked", "is recorded").noneMatch(line -> line.contains(PASSCODE));
        assertThat(log.lines()).isNotEmpty().noneMatch(line -> line.contains(PASSCODE));
    }

    @Test
    void what_the_organiser_changes_while_it_runs_is_applied() {
        startAndWait();
        Invitation board = meeting("Board").in(3, 40);
        site.drop("board.ics", board.with("X-CALBRIDGE-LAYOUT:speakerOnly").with("X-CALBRIDGE-LOCK:yes"));
        await().atMost(LONG).until(() -> adjustments().size() == 1);

        site.drop("board.ics", board.with("X-CALBRIDGE-PASSCODE:" + PASSCODE).with("X-CALBRIDGE-LOCK:no"));

        await().atMost(LONG).untilAsserted(() -> assertThat(adjustments()).last().isEqualTo(Map.of("locked", "false")));
        assertThat(coSpace()).returns(PASSCODE, CoSpace::passcode).returns(null, CoSpace::defaultLayout).returns("Board", CoSpace::name);
        assertThat(cms.callsCreated(coSpace().id())).isEqualTo(1);
        Booking booking = site.booking("Board");
        assertThat(site.journal(booking)).contains("is to be: not locked, with a passcode").noneMatch(line -> line.contains(PASSCODE));
        assertThat(booking.toString()).doesNotContain(PASSCODE);
    }

    @Test
    void what_cms_refuses_stops_nothing_and_is_said_once() {
        startAndWait();
        cms.answerNextWith("PUT", "/api/v1/coSpaces/*", 400, "passcodeTooShort");
        cms.answerNextWith("PUT", "/api/v1/calls/*", 400, "recordingNotAllowedByLicensing");
        site.drop("board.ics", meeting("Board").in(4, 40).inviting("sip:guest@example.com").with("X-CALBRIDGE-PASSCODE:" + PASSCODE)
                .with("X-CALBRIDGE-RECORDING:yes"));

        await().atMost(LONG).untilAsserted(() -> assertThat(site.journal(site.booking("Board")))
                .anyMatch(line -> line.startsWith("goes on without what its organiser chose: ")
                        && line.contains("recordingNotAllowedByLicensing")));
        assertThat(site.booking("Board").state()).isEqualTo(BookingState.OPEN);
        assertThat(site.journal(site.booking("Board"))).doesNotContain("is recorded");
        assertThat(cms.legsCreated("guest@example.com")).isEqualTo(1);
        assertThat(site.journal(site.booking("Board"))).filteredOn(line -> line.startsWith("opens without what its organiser chose "
                + "(with a passcode): ")).hasSize(1);
        assertThat(coSpace().passcode()).isNull();
        assertThat(log.lines()).noneMatch(line -> line.contains(PASSCODE));
    }

    @Test
    void a_call_that_is_gone_when_it_is_to_be_locked_is_made_again_and_locked() {
        startAndWait();
        cms.answerNextWith("PUT", "/api/v1/calls/*", 404, "callDoesNotExist");
        site.drop("board.ics", meeting("Board").in(4, 40).with("X-CALBRIDGE-LOCK:yes"));

        await().atMost(LONG).untilAsserted(() -> assertThat(site.journal(site.booking("Board"))).contains("is locked"));
        assertThat(adjustments()).hasSize(2);
        assertThat(site.journal(site.booking("Board"))).anyMatch(line -> line.startsWith("its call is gone"))
                .noneMatch(line -> line.startsWith("is not as it should be"));
        assertThat(site.booking("Board").state()).isEqualTo(BookingState.OPEN);
    }

    @Test
    void a_meeting_opens_early_as_its_organiser_wants() {
        startAndWait();
        site.drop("board.ics", meeting("Board").in(300, 60).with("DESCRIPTION:Hello\\n[calbridge]\\nopen-early: 10 min"));

        await().atMost(LONG).untilAsserted(() -> assertThat(cms.calls()).hasSize(1));
        assertThat(site.booking("Board").options()).isEqualTo(new MeetingOptions(null, null, null, null, Duration.ofMinutes(10)));
        assertThat(site.journal(site.booking("Board"))).noneMatch(line -> line.contains("late"));
    }

    @Test
    void what_is_not_allowed_does_not_act_and_is_said() {
        site.with("calbridge.options.allowed", "layout");
        startAndWait();
        site.drop("board.ics", meeting("Board").in(4, 40).with("X-CALBRIDGE-PASSCODE:" + PASSCODE).with("X-CALBRIDGE-LOCK:yes")
                .with("X-CALBRIDGE-OPEN-EARLY:60"));

        await().atMost(LONG).untilAsserted(() -> assertThat(cms.calls()).hasSize(1));
        assertThat(coSpace().passcode()).isNull();
        assertThat(site.booking("Board").options()).isEqualTo(MeetingOptions.NONE);
        assertThat(log.lines()).anyMatch(line -> line.endsWith("its option 'passcode' is ignored: calbridge.options.allowed does not name it"))
                .noneMatch(line -> line.contains(PASSCODE));
    }

    @Test
    void the_title_of_a_private_meeting_stands_on_cms_in_log_and_in_journal_nowhere() {
        startAndWait();
        Invitation secret = meeting("Takeover").in(3, 8).inviting("mailto:boardroom@example.com").with("CLASS:PRIVATE");
        site.drop("board.ics", secret);
        await().atMost(LONG).untilAsserted(() -> assertThat(cms.calls()).hasSize(1));
        site.drop("board.ics", secret.renamed("Takeover of Example Ltd"));
        await().atMost(LONG).untilAsserted(() -> assertThat(site.bookings()).allMatch(booking -> booking.state() == BookingState.CLOSED));

        assertThat(cms.requests()).noneMatch(request -> request.toString().contains("Takeover"));
        assertThat(cms.legsCreated("desk.ex90@example.com")).isEqualTo(1);
        assertThat(site.journal(site.bookings().get(0))).isNotEmpty().noneMatch(line -> line.contains("Takeover"));
        assertThat(log.lines()).anyMatch(line -> line.contains("'Private meeting'")).noneMatch(line -> line.contains("Takeover"));
    }
}
