package io.calbridge.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calbridge.conference.DueWork;
import io.calbridge.settings.SettingsFile;
import io.calbridge.store.Booking;
import io.calbridge.store.BookingState;
import io.calbridge.store.Bookings;
import io.calbridge.store.Database;
import io.calbridge.store.Databases;
import io.calbridge.store.Diary;
import io.calbridge.store.Journal;
import io.calbridge.store.StaleBookingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentsTest {

    private static final String BOTH = "io.calbridge.store.Databases#both";
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final String HERE = "circumstances";

    /** What a calendar's documents become, without any text of theirs. */
    private static final class Desk implements AutoCloseable {
        private final Database database;
        private final Bookings bookings;
        private final Documents documents;
        private final DueWork dueWork;
        private final BookingDesk desk;

        Desk(Databases.Kind kind) {
            database = Database.open(kind.settings());
            Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
            bookings = new Bookings(database);
            documents = new Documents(database, clock);
            dueWork = new DueWork(database, bookings, clock, Duration.ZERO, id -> { });
            desk = new BookingDesk(database, bookings, documents, dueWork, new Diary(new Journal(database, clock)), clock,
                    SettingsFile.usual(), () -> new TreeSet<>(Set.of(1, 2, 3)));
        }

        Intake came(String name, FeedBlock... blocks) {
            Documents.Document document = new Documents.Document("cal", name, String.valueOf(Arrays.hashCode(blocks)), "");
            return documents.intake("cal", null, null, document, new SplitFeed("", List.of(blocks), Arrays.stream(blocks)
                    .map(FeedBlock::uid).collect(Collectors.toSet()), List.of()), HERE);
        }

        Intake gone(String name) {
            return documents.intake("cal", null, Set.of(name), null, null, HERE);
        }

        /** Every meeting that any block speaks of takes place once, unless one of its blocks cancels it. */
        void take(Intake intake, Instant again) {
            Reading reading = new Reading();
            intake.meetings().forEach(meeting -> reading.found(meeting.uid(),
                    meeting.blocks().isEmpty() || meeting.blocks().stream().anyMatch(FeedBlock::cancels) ? List.of()
                            : List.of(meeting(meeting.uid())), again));
            desk.take(intake, reading, HERE);
        }

        Map<String, BookingState> states() {
            return bookings.all().stream().collect(Collectors.toMap(Booking::uid, Booking::state));
        }

        @Override
        public void close() {
            dueWork.close();
            database.close();
        }
    }

    private static Meeting meeting(String uid) {
        return new Meeting(uid, null, NOW.plusSeconds(3600), NOW.plusSeconds(7200), uid, false, "", 0, NOW, List.of(), 0);
    }

    private static FeedBlock block(String document, String uid, String hash, boolean cancels) {
        return new FeedBlock(document, uid, 1, hash, cancels, false, null, null, "BEGIN:VEVENT Ä", "", "", "");
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_document_is_known_by_its_blocks_and_what_it_no_longer_has_is_withdrawn(Databases.Kind kind) {
        try (Desk desk = new Desk(kind)) {
            Intake first = desk.came("a", block("a", "one", "1", false), block("a", "two", "1", false));
            assertThat(desk.documents.isNews(first.document())).isTrue();
            desk.take(first, null);
            assertThat(desk.documents.isNews(first.document())).isFalse();
            assertThat(desk.documents.known(first.document())).isEqualTo(Map.of("one", "1", "two", "1"));

            desk.take(desk.came("a", block("a", "one", "2", false)), null);

            assertThat(desk.states()).isEqualTo(Map.of("one", BookingState.BOOKED, "two", BookingState.CANCELLED));
            assertThat(desk.documents.names("cal")).containsExactly("a");
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void a_meeting_lives_as_long_as_one_document_holds_it_and_a_cancellation_stays(Databases.Kind kind) {
        try (Desk desk = new Desk(kind)) {
            desk.take(desk.came("a", block("a", "one", "1", false), block("a", "two", "1", false)), null);
            desk.take(desk.came("b", block("b", "one", "1", false)), null);
            desk.take(desk.gone("a"), null);
            assertThat(desk.states()).isEqualTo(Map.of("one", BookingState.BOOKED, "two", BookingState.CANCELLED));
            desk.take(desk.came("c", block("c", "one", "1", true)), null);
            desk.take(desk.gone("c"), null);

            assertThat(desk.states()).containsEntry("one", BookingState.CANCELLED);
            assertThat(desk.documents.names("cal")).containsExactly("b");
            assertThat(desk.came("d", block("d", "one", "9", false)).meetings().get(0).blocks()).hasSize(3);
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void what_another_document_changed_meanwhile_is_read_again(Databases.Kind kind) {
        try (Desk desk = new Desk(kind)) {
            desk.take(desk.came("a", block("a", "one", "1", false)), null);
            Intake late = desk.came("b", block("b", "one", "1", false));
            desk.take(desk.came("a", block("a", "one", "2", false)), null);

            assertThatThrownBy(() -> desk.take(late, null)).isInstanceOf(StaleBookingException.class);
            desk.take(desk.came("b", block("b", "one", "1", false)), null);
            assertThat(desk.states()).isEqualTo(Map.of("one", BookingState.BOOKED));
        }
    }

    @ParameterizedTest
    @MethodSource(BOTH)
    void meetings_are_due_again_when_their_time_has_come_or_the_circumstances_have_changed(Databases.Kind kind) {
        try (Desk desk = new Desk(kind)) {
            desk.take(desk.came("a", block("a", "one", "1", false)), NOW.minusSeconds(1));
            desk.take(desk.came("b", block("b", "two", "1", false)), null);
            assertThat(desk.documents.isDue(HERE)).isTrue();
            Intake due = desk.documents.intake(null, null, null, null, null, HERE);
            assertThat(due.meetings()).extracting(FeedMeeting::uid).containsExactly("one");
            desk.take(due, NOW.plusSeconds(3600));

            assertThat(desk.documents.isDue(HERE)).isFalse();
            assertThat(desk.documents.isDue("others")).isTrue();
            assertThat(desk.documents.intake(null, null, null, null, null, "others").meetings()).hasSize(2);
        }
    }
}
