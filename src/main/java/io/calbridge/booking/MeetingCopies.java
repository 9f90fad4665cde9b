package io.calbridge.booking;

import com.fasterxml.jackson.core.type.TypeReference;
import io.calbridge.store.StoredJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What each document of each calendar says, kept so that a copy that disappears takes only what it gave. */
final class MeetingCopies {

    private static final TypeReference<Meeting> MEETING = new TypeReference<>() { };

    /** A copy as it is stored: equal texts are equal copies. */
    private record Row(String uid, String text) { }

    /**
     * Replaces what a document says.
     *
     * @param meetings may be empty: the document says nothing any more
     * @param unclear  UIDs that could not be read this time: what the document said of them before stands
     * @return the UIDs of which it says something else than before
     */
    Set<String> replace(Handle handle, String calendar, String document, List<Meeting> meetings,
                        Set<String> unclear) {
        List<Row> old = handle.createQuery("select uid, meeting from meeting_copy where calendar = :calendar "
                        + "and document = :document")
                .bind("calendar", calendar).bind("document", document)
                .map((rs, ctx) -> new Row(rs.getString("uid"), rs.getString("meeting"))).list();
        List<Row> fresh = meetings.stream().map(meeting -> new Row(meeting.uid(), StoredJson.write(meeting))).toList();
        Map<String, Set<String>> before = byUid(old);
        Map<String, Set<String>> after = byUid(fresh);
        Set<String> changed = new TreeSet<>(before.keySet());
        changed.addAll(after.keySet());
        changed.removeAll(unclear);
        changed.removeIf(uid -> before.getOrDefault(uid, Set.of()).equals(after.getOrDefault(uid, Set.of())));
        remove(handle, calendar, document, changed);
        add(handle, calendar, document, fresh.stream().filter(row -> changed.contains(row.uid())).toList());
        return changed;
    }

    /** What all documents say of a UID. */
    List<Meeting> of(Handle handle, String uid) {
        return handle.createQuery("select meeting from meeting_copy where uid = :uid").bind("uid", uid)
                .map((rs, ctx) -> StoredJson.read(rs.getString("meeting"), MEETING)).list();
    }

    private static Map<String, Set<String>> byUid(List<Row> rows) {
        Map<String, Set<String>> texts = new HashMap<>();
        rows.forEach(row -> texts.computeIfAbsent(row.uid(), uid -> new HashSet<>()).add(row.text()));
        return texts;
    }

    private static void remove(Handle handle, String calendar, String document, Set<String> uids) {
        if (uids.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("delete from meeting_copy where calendar = :calendar "
                + "and document = :document and uid = :uid");
        new ArrayList<>(uids).forEach(uid -> batch.bind("calendar", calendar).bind("document", document)
                .bind("uid", uid).add());
        batch.execute();
    }

    private static void add(Handle handle, String calendar, String document, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("insert into meeting_copy (calendar, document, uid, meeting) "
                + "values (:calendar, :document, :uid, :meeting)");
        rows.forEach(row -> batch.bind("calendar", calendar).bind("document", document).bind("uid", row.uid())
                .bind("meeting", row.text()).add());
        batch.execute();
    }
}
