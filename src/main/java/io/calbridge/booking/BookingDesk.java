package io.calbridge.booking;

import io.calbridge.conference.DueWork;
import io.calbridge.conference.NumberPlan;
import io.calbridge.settings.Settings;
import io.calbridge.store.Booking;
import io.calbridge.store.BookingState;
import io.calbridge.store.Bookings;
import io.calbridge.store.Database;
import io.calbridge.store.Diary;
import io.calbridge.store.Invitee;
import io.calbridge.store.MeetingOptions;
import io.calbridge.store.OnCms;
import io.calbridge.store.StaleBookingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.Variable;
import org.jdbi.v3.core.Handle;

/** Takes in what a document says, and makes the bookings what all documents together want, in one transaction. */
public final class BookingDesk {

    private final Database database;
    private final Bookings bookings;
    private final Documents documents;
    private final MeetingCopies copies = new MeetingCopies();
    private final DueWork dueWork;
    private final Diary diary;
    private final Clock clock;
    private final Settings settings;
    private final Supplier<SortedSet<Integer>> numbers;

    /** @param numbers the numbers of the pool that may be given: all but those that strangers hold on CMS */
    public BookingDesk(Database database, Bookings bookings, Documents documents, DueWork dueWork, Diary diary,
                       Clock clock, Settings settings, Supplier<SortedSet<Integer>> numbers) {
        this.database = database;
        this.bookings = bookings;
        this.documents = documents;
        this.dueWork = dueWork;
        this.diary = diary;
        this.clock = clock;
        this.settings = settings;
        this.numbers = numbers;
    }

    /** A sentence about one booking, which the log gets once the transaction holds. */
    private record Told(Booking booking, String text, boolean warning) { }

    /**
     * Books what was read, and keeps it.
     *
     * @param reading       the meetings that were found, and those that were rejected
     * @param circumstances under which it was read
     * @return the bookings that were changed
     * @throws StaleBookingException if somebody else changed the same meetings meanwhile: then all is to be read again
     */
    public List<Booking> take(@Variable("intake") Intake intake, @Variable("reading") Reading reading,
                              @Variable("circumstances") String circumstances) {
        List<Told> told = new ArrayList<>();
        List<Booking> changed = database.jdbi().inTransaction(handle -> {
            bookings.lockPool(handle);
            if (!documents.isUpToDate(handle, intake)) {
                throw new StaleBookingException("calendar " + intake.calendar() + " was changed meanwhile");
            }
            documents.keep(handle, intake, reading, circumstances);
            Map<String, List<Meeting>> found = new LinkedHashMap<>();
            reading.found().forEach((uid, one) -> found.put(uid, one.meetings()));
            List<Change> changes = copies.replace(handle, intake.calendar(), found).stream()
                    .flatMap(uid -> BookingPlan.compare(bookings.ofMeeting(handle, uid), copies.of(handle, uid),
                            clock.instant()).stream())
                    .toList();
            return changes.isEmpty() ? List.<Booking>of() : new Transaction(handle, told, changes).apply(changes);
        });
        told.forEach(one -> diary.log(one.booking(), one.text(), one.warning()));
        changed.forEach(dueWork::plan);
        return changed;
    }

    /** The changes of one document, applied with one view of who holds which number. */
    private final class Transaction {

        private final Handle handle;
        private final List<Told> told;
        private final NumberPlan numberPlan;
        private final Map<UUID, Booking> changed = new LinkedHashMap<>();

        Transaction(Handle handle, List<Told> told, List<Change> changes) {
            this.handle = handle;
            this.told = told;
            Duration startEarly = settings.schedule().startEarly();
            Instant from = changes.stream().map(Change::from).min(Comparator.naturalOrder()).orElseThrow();
            Instant to = changes.stream().map(Change::to).max(Comparator.naturalOrder()).orElseThrow();
            this.numberPlan = new NumberPlan(numbers.get(), bookings.holdingNumbers(handle,
                    from.minus(MeetingOptions.earliest(startEarly)), to.plus(MeetingOptions.earliest(startEarly))), startEarly, clock.instant());
        }

        List<Booking> apply(List<Change> changes) {
            // Cancelled ones first: what they free may be given to what is booked.
            changes.stream().filter(Change.Cancel.class::isInstance).forEach(this::apply);
            changes.stream().filter(change -> !(change instanceof Change.Cancel))
                    .sorted(Comparator.comparing(Change::from)).forEach(this::apply);
            return List.copyOf(changed.values());
        }

        private void apply(Change change) {
            if (change instanceof Change.Book book) {
                book(book.meeting());
            } else if (change instanceof Change.Miss miss) {
                Booking missed = fresh(miss.meeting()).in(BookingState.MISSED, miss.reason());
                bookings.add(handle, missed);
                tell(missed, miss.sentence(), true);
            } else if (change instanceof Change.Edit edit) {
                edit(edit);
            }
        }

        private void book(Meeting meeting) {
            Booking booking = numbered(fresh(meeting));
            bookings.add(handle, booking);
            changed.put(booking.id(), booking);
            tell(booking, "booked" + (booking.number() == null ? "" : " with number " + booking.number() + " ("
                    + settings.pool().address(booking.number()) + ")") + dialled(booking), false);
        }

        private void edit(Change.Edit edit) {
            Booking before = changed.getOrDefault(edit.booking().id(), edit.booking());
            Booking after = edit.applyTo(before);
            tell(after, edit.sentence(), false);
            if (after.equals(before)) {
                return;
            }
            save(after);
            Duration startEarly = settings.schedule().startEarly();
            if (!after.opensAt(startEarly).equals(before.opensAt(startEarly)) || !after.end().equals(before.end())) {
                makeRoom(changed.get(after.id()));
            }
        }

        private void save(Booking booking) {
            Booking saved = bookings.save(handle, booking);
            changed.put(saved.id(), saved);
            if (saved.state().isOver()) {
                numberPlan.release(saved);
            } else {
                numberPlan.hold(saved);
            }
        }

        /** A moved booking may now overlap others on its number: the running one keeps it, then the earlier one. */
        private void makeRoom(Booking moved) {
            if (moved.number() == null) {
                return;
            }
            int number = moved.number();
            for (Booking other : numberPlan.inTheWay(moved, number)) {
                boolean movedKeeps = moved.state().isRunning()
                        || !other.state().isRunning() && !other.start().isBefore(moved.start());
                Booking loser = movedKeeps ? changed.getOrDefault(other.id(), other) : changed.get(moved.id());
                Booking winner = movedKeeps ? moved : other;
                if (loser.number() != null && loser.number() == number && !loser.state().isRunning()) {
                    numberPlan.release(loser);
                    Booking renumbered = numbered(loser.numbered(null));
                    tell(renumbered, "gives number " + number + " to " + Diary.label(winner) + ", which now overlaps it"
                            + (renumbered.number() == null ? "" : ", and gets number " + renumbered.number()), true);
                    tell(winner, "keeps number " + number + ", which " + Diary.label(loser) + " had too", false);
                    save(renumbered);
                }
            }
        }

        /** With the lowest number that is free; with none, and a warning that names who is in the way. */
        private Booking numbered(Booking booking) {
            return numberPlan.lowestFree(booking).map(booking::numbered).map(numbered -> {
                numberPlan.hold(numbered);
                return numbered;
            }).orElseGet(() -> {
                String takers = numberPlan.competitors(booking).stream().limit(5).map(Diary::label)
                        .collect(Collectors.joining(", "));
                tell(booking, takers.isEmpty() ? "has no number: none of the pool can be used now"
                        : "has no number: all are taken at that time, by " + takers
                        + "; it gets the first that becomes free", true);
                return booking;
            });
        }

        private Booking fresh(Meeting meeting) {
            return new Booking(UUID.randomUUID(), meeting.uid(), meeting.recurrenceId(), meeting.organizer(),
                    meeting.start(), meeting.end(), meeting.title(), meeting.confidential(), null, BookingState.BOOKED, "",
                    null, OnCms.NOTHING, meeting.participants().stream().map(Invitee::waiting).toList(),
                    meeting.options(), 0, null, 0);
        }

        private String dialled(Booking booking) {
            String addresses = booking.invitees().stream().filter(Invitee::isPending).map(Invitee::address)
                    .collect(Collectors.joining(", "));
            return addresses.isEmpty() ? ", nobody to dial" : ", to dial " + addresses;
        }

        private void tell(Booking booking, String text, boolean warning) {
            diary.write(handle, booking, "booking", text);
            told.add(new Told(booking, text, warning));
        }
    }
}
