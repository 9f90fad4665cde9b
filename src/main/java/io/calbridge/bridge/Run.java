package io.calbridge.bridge;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * Numbers without a gap.
 *
 * @param first inclusive
 * @param last  inclusive
 */
record Run(int first, int last) {

    /** The documentation gives no limit for one parameter set; 2000 is what is known to work. */
    static final int LONGEST = 2000;

    int size() {
        return last - first + 1;
    }

    List<Run> halves() {
        int middle = first + (size() - 1) / 2;
        return List.of(new Run(first, middle), new Run(middle + 1, last));
    }

    /** The gap-free runs in some numbers, in order, none longer than one parameter set may be. */
    static List<Run> in(SortedSet<Integer> numbers) {
        List<Run> runs = new ArrayList<>();
        for (int number : numbers) {
            Run open = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (open != null && open.last == number - 1 && open.size() < LONGEST) {
                runs.set(runs.size() - 1, new Run(open.first, number));
            } else {
                runs.add(new Run(number, number));
            }
        }
        return runs;
    }

    /** As people say it: 1–5, 7. */
    static String words(SortedSet<Integer> numbers) {
        return String.join(", ", in(numbers).stream().map(Run::toString).toList());
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "–" + last;
    }
}
