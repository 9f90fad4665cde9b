package io.calbridge.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is to go wrong with the next request that fits; each once. */
final class Faults {

    enum Kind { ANSWER_LOST, LOST_BEFORE, ANSWERED_WITH }

    record Fault(Kind kind, String method, Pattern path, int status, String reason) { }

    private final List<Fault> waiting = new ArrayList<>();

    synchronized void add(Kind kind, String method, String path, int status, String reason) {
        waiting.add(new Fault(kind, method, Pattern.compile(path.replace("*", "[^/]+") + "/?", Pattern.CASE_INSENSITIVE),
                status, reason));
    }

    /** The fault for this request, which is then over; null for none. */
    synchronized Fault take(String method, String path) {
        for (Fault fault : waiting) {
            if (fault.method().equals(method) && fault.path().matcher(path).matches()) {
                waiting.remove(fault);
                return fault;
            }
        }
        return null;
    }
}
