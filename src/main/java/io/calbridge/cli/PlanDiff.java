package io.calbridge.cli;

import io.calbridge.calendar.CalendarPlan;
import io.calbridge.operator.BookingsView;
import io.calbridge.store.Participant;
import io.calbridge.store.Told;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How what calendar files say differs from what is booked.
 *
 * @param changes in the order of their start
 */
record PlanDiff(List<Change> changes) {

    /**
     * One occurrence that differs.
     *
     * @param kind new, changed or gone: booked, but not in the files
     * @param what differs, in words; empty for new and gone
     */
    record Change(String uid, Instant recurrenceId, String kind, Instant start, String title, String what) { }

    private record Identity(String uid, Instant recurrenceId) { }

    static PlanDiff of(List<CalendarPlan.Planned> planned, List<BookingsView.Row> booked) {
        Map<Identity, BookingsView.Row> left = new LinkedHashMap<>();
        booked.forEach(row -> left.put(new Identity(row.uid(), row.recurrenceId()), row));
        List<Change> changes = new ArrayList<>();
        planned.stream().filter(CalendarPlan.Planned::conference).forEach(one -> {
            BookingsView.Row row = left.remove(new Identity(one.uid(), one.recurrenceId()));
            String what = row == null ? "" : differences(row, one);
            if (row == null || !what.isEmpty()) {
                changes.add(new Change(one.uid(), one.recurrenceId(), row == null ? "new" : "changed", one.start(), one.title(), what));
            }
        });
        left.values().forEach(row -> changes.add(new Change(row.uid(), row.recurrenceId(), "gone", row.start(), row.title(), "")));
        changes.sort(Comparator.comparing(Change::start));
        return new PlanDiff(changes);
    }

    private static String differences(BookingsView.Row row, CalendarPlan.Planned one) {
        List<String> words = new ArrayList<>();
        if (!row.start().equals(one.start()) || !row.end().equals(one.end())) {
            words.add("was " + Told.span(row.start(), row.end()));
        }
        if (!row.title().equals(one.title().isBlank() ? "Meeting" : one.title().strip())) {
            words.add("was '" + row.title() + "'");
        }
        Set<String> before = new HashSet<>(row.addresses());
        List<String> after = one.participants().stream().map(Participant::address).toList();
        Stream.of(words(after.stream().filter(address -> !before.contains(address)).toList(), "also dials "),
                words(before.stream().filter(address -> !after.contains(address)).toList(), "no longer dials "))
                .filter(word -> !word.isEmpty()).forEach(words::add);
        return String.join("; ", words);
    }

    private static String words(List<String> addresses, String before) {
        return addresses.isEmpty() ? "" : before + String.join(", ", addresses);
    }

    /** A line for each, for people. */
    List<String> lines(ZoneId zone) {
        DateTimeFormatter times = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH).withZone(zone);
        return Stream.concat(Stream.of(changes.isEmpty() ? "No difference from what is booked."
                : "Differences from what is booked: " + changes.size()), changes.stream().map(one -> one.kind() + "  "
                + times.format(one.start()) + "  " + (one.title().isBlank() ? "(no title)" : one.title())
                + (one.what().isEmpty() ? "" : "  " + one.what()))).toList();
    }
}
