package io.calbridge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.calbridge.conference.DueWork;
import io.calbridge.settings.Settings;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoreTest {

    private static final String BOTH = "io.calbridge.store.Databases#both";

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_booking_is_read_as_it_was_written(Databases.Kind kind) {
        try (Database database = Database.open(kind.settings())) {
            Bookings bookings = new Bookings(database);
            Booking booking = booking(Instant.now().truncatedTo(ChronoUnit.MICROS)).secretly(UUID.randomUUID())
                    .on(new OnCms("coSpace", "bridge", "call", "Board", Instant.parse("2026-11-23T10:00:00Z"),
                            new MeetingOptions("stacked", null, true, "4711", null)))
                    .choosing(new MeetingOptions("allEqual", true, false, "0815", Duration.ofMinutes(5)))
                    .inviting(List.of(new Invitee(new Participant("a@example.com", "Ä", Participant.Mode.NONE),
                            Invitee.Dial.FAILED, "leg", "busy")));

            database.jdbi().useTransaction(handle -> bookings.add(handle, booking));

            assertThat(bookings.find(booking.id())).contains(booking);
            assertThat(bookings.all()).containsExactly(booking);
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void whoever_saves_what_someone_else_changed_meanwhile_is_told(Databases.Kind kind) {
        try (Database database = Database.open(kind.settings())) {
            Bookings bookings = new Bookings(database);
            Booking booking = added(database, bookings, Instant.now());
            bookings.change(booking.id(), now -> now.numbered(7));

            assertThatThrownBy(() -> database.jdbi().useTransaction(handle ->
                    bookings.save(handle, booking.named("Other", false)))).isInstanceOf(StaleBookingException.class);
            assertThat(bookings.find(booking.id())).get().extracting(Booking::number, Booking::title)
                    .containsExactly(7, "Board");
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void changes_from_many_threads_all_arrive(Databases.Kind kind) {
        try (Database database = Database.open(kind.settings())) {
            Bookings bookings = new Bookings(database);
            Booking booking = added(database, bookings, Instant.now());

            CompletableFuture.allOf(IntStream.range(0, 8).mapToObj(i -> CompletableFuture.runAsync(() ->
                    bookings.change(booking.id(), now -> now.retrying(now.attempts() + 1, null))))
                    .toArray(CompletableFuture[]::new)).join();

            assertThat(bookings.find(booking.id())).get().extracting(Booking::attempts, Booking::version)
                    .containsExactly(8, 8L);
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void due_work_is_done_when_it_is_due_and_again_when_the_booking_says_so(Databases.Kind kind) {
        try (Database database = Database.open(kind.settings())) {
            Bookings bookings = new Bookings(database);
            Booking booking = added(database, bookings, Instant.now().plusSeconds(1));
            Queue<BookingState> seen = new ConcurrentLinkedQueue<>();
            try (DueWork due = dueWork(database, bookings, id -> {
                BookingState state = bookings.find(id).orElseThrow().state();
                seen.add(state);
                bookings.change(id, now -> now.in(state == BookingState.BOOKED ? BookingState.OPENING
                        : BookingState.CLOSED, ""));
            })) {
                due.start();
                due.plan(booking);

                await().atMost(Duration.ofSeconds(10)).untilAsserted(() ->
                        assertThat(seen).containsExactly(BookingState.BOOKED, BookingState.OPENING));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_booking_that_lost_its_due_work_gets_it_back(Databases.Kind kind) {
        try (Database database = Database.open(kind.settings())) {
            Bookings bookings = new Bookings(database);
            Booking booking = added(database, bookings, Instant.now());
            Queue<UUID> seen = new ConcurrentLinkedQueue<>();
            try (DueWork due = dueWork(database, bookings, seen::add)) {
                due.start();

                await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(seen).contains(booking.id()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void work_that_a_killed_process_held_is_taken_up_again(Databases.Kind kind) {
        try (Database database = Database.open(kind.settings())) {
            Bookings bookings = new Bookings(database);
            Booking booking = added(database, bookings, Instant.now());
            database.jdbi().useHandle(handle -> handle.createUpdate("insert into scheduled_tasks "
                    + "(task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version) "
                    + "values ('conference', :id, :time, true, 'killed', :heartbeat, 1)")
                    .bind("id", booking.id().toString()).bind("time", Timestamp.from(Instant.now()))
                    .bind("heartbeat", Timestamp.from(Instant.now().minusSeconds(15))).execute());
            Queue<UUID> seen = new ConcurrentLinkedQueue<>();
            try (DueWork due = dueWork(database, bookings, seen::add)) {
                due.start();

                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(seen).contains(booking.id()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void the_journal_keeps_its_order_and_cuts_what_is_too_long(Databases.Kind kind) {
        try (Database database = Database.open(kind.settings())) {
            Journal journal = new Journal(database, Clock.systemUTC());
            UUID booking = UUID.randomUUID();
            journal.write(booking, "booking", "first");
            journal.write(booking, "cms", "x".repeat(9000));
            journal.write(null, "booking", "of no booking");

            assertThat(journal.of(booking)).extracting(Journal.Line::text)
                    .containsExactly("first", "x".repeat(3999) + "…");
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void leftovers_are_remembered_once_until_they_are_removed(Databases.Kind kind) {
        try (Database database = Database.open(kind.settings())) {
            Leftovers leftovers = new Leftovers(database);
            UUID booking = UUID.randomUUID();
            leftovers.add(new Leftovers.Leftover("cms1", "coSpace", "", booking));
            leftovers.add(new Leftovers.Leftover("cms1", "coSpace", "call", booking));

            assertThat(leftovers.all()).containsExactly(new Leftovers.Leftover("cms1", "coSpace", "call", booking));
            leftovers.remove(leftovers.all().get(0));
            assertThat(leftovers.all()).isEmpty();
        }
    }

    @org.junit.jupiter.api.Test
    void a_store_that_is_in_use_says_which_and_what_to_do(@org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) {
        Settings.Store closed = new Settings.Store("jdbc:postgresql://127.0.0.1:1/none", "user", "topsecret");

        assertThatThrownBy(() -> Database.open(closed)).isInstanceOf(StoreException.class)
                .hasMessageStartingWith("calbridge.store.url: jdbc:postgresql://127.0.0.1:1/none cannot be used: ")
                .hasMessageNotContaining("topsecret");
    }

    private static DueWork dueWork(Database database, Bookings bookings, java.util.function.Consumer<UUID> conference) {
        return new DueWork(database, bookings, Clock.systemUTC(), Duration.ZERO, conference);
    }

    private static Booking added(Database database, Bookings bookings, Instant start) {
        Booking booking = booking(start);
        database.jdbi().useTransaction(handle -> bookings.add(handle, booking));
        return booking;
    }

    private static Booking booking(Instant start) {
        return new Booking(UUID.randomUUID(), "uid", Instant.parse("2026-11-23T10:00:00Z"), "boss@example.com",
                start.truncatedTo(ChronoUnit.MILLIS), start.truncatedTo(ChronoUnit.MILLIS).plusSeconds(3600), "Board", true,
                null, BookingState.BOOKED, "", null, OnCms.NOTHING, List.of(), 0, null, 0);
    }
}
