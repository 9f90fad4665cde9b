package io.calbridge.booking;

import com.fasterxml.jackson.core.type.TypeReference;
import io.calbridge.store.StoredJson;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** What each calendar says of each meeting, kept so that a copy that disappears takes only what it gave. */
final class MeetingCopies {

    private static final TypeReference<Meeting> MEETING = new TypeReference<>() { };

    /**
     * Replaces what a calendar says of some meetings.
     *
     * @param meetings by UID; none if the calendar says nothing of it any more
     * @return the UIDs of which it says something else than before
     */
    Set<String> replace(Handle handle, String calendar, Map<String, List<Meeting>> meetings) {
        Map<String, Set<String>> before = texts(handle, calendar, meetings.keySet());
        Map<String, Set<String>> after = new HashMap<>();
        // Equal texts are equal copies.
        meetings.forEach((uid, copies) -> copies.forEach(copy ->
                after.computeIfAbsent(uid, key -> new HashSet<>()).add(StoredJson.write(copy))));
        Set<String> changed = new TreeSet<>(meetings.keySet());
        changed.removeIf(uid -> before.getOrDefault(uid, Set.of()).equals(after.getOrDefault(uid, Set.of())));
        Documents.batches(changed, handle, "delete from meeting_copy where calendar = :calendar and uid = :uid",
                (batch, uid) -> batch.bind("calendar", calendar).bind("uid", uid));
        List<Map.Entry<String, String>> rows = changed.stream().flatMap(uid -> after.getOrDefault(uid, Set.of()).stream()
                .map(text -> Map.entry(uid, text))).toList();
        Documents.batches(rows, handle, "insert into meeting_copy (calendar, uid, meeting) values (:calendar, :uid, :meeting)",
                (batch, row) -> batch.bind("calendar", calendar).bind("uid", row.getKey()).bind("meeting", row.getValue()));
        return changed;
    }

    /** What all calendars say of a UID. */
    List<Meeting> of(Handle handle, String uid) {
        return handle.createQuery("select meeting from meeting_copy where uid = :uid").bind("uid", uid)
                .map((rs, ctx) -> StoredJson.read(rs.getString("meeting"), MEETING)).list();
    }

    private static Map<String, Set<String>> texts(Handle handle, String calendar, Collection<String> uids) {
        Map<String, Set<String>> texts = new HashMap<>();
        Documents.portions(uids).forEach(portion -> handle.createQuery("select m.uid, meeting from "
                        + Documents.AMONG_THESE + " join meeting_copy m on m.uid = these.uid and m.calendar = :calendar")
                .bind("calendar", calendar).bindArray("uids", String.class, portion)
                .map((rs, ctx) -> Map.entry(rs.getString(1), rs.getString(2)))
                .forEach(row -> texts.computeIfAbsent(row.getKey(), uid -> new HashSet<>()).add(row.getValue())));
        return texts;
    }
}
