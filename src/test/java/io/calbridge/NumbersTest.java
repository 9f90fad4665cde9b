package io.calbridge;

import static io.calbridge.Invitation.meeting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calbridge.simulator.CmsSimulator;
import io.calbridge.store.Booking;
import io.calbridge.store.BookingState;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumbersTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    @TempDir
    private Path folder;
    private CmsSimulator cms;
    private Site site;

    @BeforeEach
    void begin() {
        cms = CmsSimulator.builder().start();
        site = new Site(folder, cms, "calbridge.pool.size=2");
    }

    @AfterEach
    void end() {
        site.close();
    }

    @Test
    void overlapping_meetings_get_the_lowest_numbers_and_others_share_them() {
        site.start();
        site.drop("a.ics", meeting("One").in(1000, 100), meeting("Two").in(1050, 100), meeting("Three").in(1100, 40));

        await().atMost(LONG).untilAsserted(() -> assertThat(site.bookings()).extracting(Booking::title, Booking::number)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("One", 1),
                        org.assertj.core.groups.Tuple.tuple("Two", 2),
                        org.assertj.core.groups.Tuple.tuple("Three", 1)));
    }

    @Test
    void back_to_back_on_one_number_the_first_is_closed_and_then_the_second_is_opened() {
        site.with("calbridge.pool.size", "1").start().awaitPool();
        Invitation first = meeting("First").in(4, 5);
        Invitation second = meeting("Second").at(first.end(), Duration.ofSeconds(5));
        site.drop("a.ics", first, second);

        await().atMost(LONG).untilAsserted(() ->
                assertThat(site.booking("Second").state()).isEqualTo(BookingState.OPEN));
        assertThat(site.booking("First").state()).isEqualTo(BookingState.CLOSED);
        assertThat(site.booking("Second").number()).isEqualTo(1);
        await().atMost(LONG).untilAsserted(() ->
                assertThat(site.booking("Second").state()).isEqualTo(BookingState.CLOSED));
        assertThat(cms.callsCreated(cms.coSpace("1").orElseThrow().id())).isEqualTo(2);
    }

    @Test
    void without_a_free_number_a_meeting_is_booked_and_gets_the_first_that_becomes_free_while_it_lasts() {
        site.start();
        site.drop("a.ics", meeting("One").in(4, 30), meeting("Two").in(5, 6), meeting("Three").in(6, 60));

        await().atMost(LONG).untilAsserted(() -> assertThat(site.booking("Three").number()).isNull());
        assertThat(site.journal(site.booking("Three"))).anyMatch(line ->
                line.startsWith("has no number: all are taken at that time, by 'One'"));
        await().atMost(LONG).untilAsserted(() ->
                assertThat(site.booking("Three").state()).isEqualTo(BookingState.OPEN));
        assertThat(site.booking("Three").number()).isEqualTo(2);
        assertThat(site.booking("Two").state()).isEqualTo(BookingState.CLOSED);
    }

    @Test
    void a_strangers_call_in_our_coSpace_moves_the_conference_to_another_number() {
        site.start();
        await().atMost(LONG).until(() -> cms.coSpaces().size() == 2);
        String stranger = cms.addCall(1, cms.coSpace("1").orElseThrow().id());
        site.drop("a.ics", meeting("Board").in(4, 8));

        await().atMost(LONG).untilAsserted(() -> assertThat(site.booking("Board").state()).isEqualTo(BookingState.OPEN));
        assertThat(site.booking("Board").number()).isEqualTo(2);
        assertThat(site.journal(site.booking("Board"))).anyMatch(line -> line.startsWith("gets number 2 instead of 1"));
        await().atMost(LONG).untilAsserted(() ->
                assertThat(site.booking("Board").state()).isEqualTo(BookingState.CLOSED));
        assertThat(cms.calls()).extracting(io.calbridge.simulator.Call::id).containsExactly(stranger);
    }

    @Test
    void an_edit_that_overlaps_a_later_booking_on_the_same_number_gives_that_one_another() {
        site.start();
        Invitation first = meeting("First").in(1000, 100);
        Invitation second = meeting("Second").at(first.end(), Duration.ofSeconds(100));
        site.drop("a.ics", first);
        site.drop("b.ics", second);
        await().atMost(LONG).until(() -> site.bookings().size() == 2);
        assertThat(site.booking("Second").number()).isEqualTo(1);
        site.drop("a.ics", first.ending(first.end().plusSeconds(50)));

        await().atMost(LONG).untilAsserted(() -> assertThat(site.booking("Second").number()).isEqualTo(2));
        assertThat(site.booking("First").number()).isEqualTo(1);
        assertThat(site.journal(site.booking("First"))).anyMatch(line -> line.startsWith("keeps number 1"));
        assertThat(site.journal(site.booking("Second"))).anyMatch(line -> line.startsWith("gives number 1 to 'First'"));
    }
}
