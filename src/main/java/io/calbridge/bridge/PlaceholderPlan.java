package io.calbridge.bridge;

import io.calbridge.settings.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is to become of each number of the pool, from what CMS lists; nothing here asks or changes CMS.
 *
 * @param ours      numbers that have a coSpace of ours
 * @param foreign   numbers that a coSpace holds which is not ours
 * @param questions ids of coSpaces of which only their cdrTag can tell whose they are
 * @param runs      missing numbers to be made, each run by one parameter set
 * @param hopeless  numbers that CMS refuses to make alone, though no coSpace that it lists holds them
 */
public record PlaceholderPlan(SortedMap<Integer, Space> ours, SortedMap<Integer, Space> foreign,
                              List<String> questions, List<Run> runs, SortedSet<Integer> hopeless) {

    /** What a list of coSpaces tells of one; empty where it has none. */
    record Space(String id, String name, String uri, String secondaryUri, String callId) {

        static Space of(CmsAnswer coSpace, String id) {
            return new Space(id, coSpace.text("name"), coSpace.text("uri"), coSpace.text("secondaryUri"),
                    coSpace.text("callId"));
        }
    }

    /**
     * What else is known.
     *
     * @param ids     of the coSpace that each number had
     * @param tagged  ids of coSpaces whose cdrTag says that they are ours
     * @param strange ids of coSpaces whose cdrTag says nothing
     * @param failed  runs that CMS would not make
     */
    record Knowledge(Map<Integer, String> ids, Set<String> tagged, Set<String> strange, Set<Run> failed) { }

    static PlaceholderPlan of(Settings.Pool pool, Collection<Space> listed, Knowledge known) {
        Map<String, List<Space>> byUri = new HashMap<>();
        Map<String, List<Space>> byCallId = new HashMap<>();
        for (Space space : listed) {
            add(byUri, space.uri().toLowerCase(Locale.ROOT), space);
            add(byUri, space.secondaryUri().toLowerCase(Locale.ROOT), space);
            add(byCallId, space.callId(), space);
        }
        PlaceholderPlan plan = new PlaceholderPlan(new TreeMap<>(), new TreeMap<>(), new ArrayList<>(), new ArrayList<>(),
                new TreeSet<>());
        SortedSet<Integer> missing = new TreeSet<>();
        for (int number = pool.firstNumber(); number <= pool.lastNumber(); number++) {
            List<Space> here = byUri.getOrDefault((pool.uriPrefix() + number).toLowerCase(Locale.ROOT), List.of());
            List<Space> holders = new ArrayList<>(here);
            holders.addAll(byCallId.getOrDefault(Integer.toString(number), List.of()));
            if (holders.isEmpty()) {
                missing.add(number);
            } else {
                plan.judge(number, pool.placeholderName(number), here, holders, known);
            }
        }
        Run.in(missing).forEach(run -> plan.split(run, known.failed()));
        return plan;
    }

    private static void add(Map<String, List<Space>> index, String key, Space space) {
        if (!key.isEmpty()) {
            index.computeIfAbsent(key, one -> new ArrayList<>()).add(space);
        }
    }

    /** @param here those that have the number's URI: only such a one can be ours */
    private void judge(int number, String name, List<Space> here, List<Space> holders, Knowledge known) {
        for (Space space : here) {
            if (space.name().equals(name) || space.id().equals(known.ids().get(number))
                    || known.tagged().contains(space.id())) {
                ours.put(number, space);
                return;
            }
        }
        foreign.put(number, holders.get(0));
        here.stream().map(Space::id).filter(id -> !known.strange().contains(id)).forEach(questions::add);
    }

    /** CMS makes all of a run or nothing: one that failed is made by halves, until the number that is to blame stands alone. */
    private void split(Run run, Set<Run> failed) {
        if (!failed.contains(run)) {
            runs.add(run);
        } else if (run.size() == 1) {
            hopeless.add(run.first());
        } else {
            run.halves().forEach(half -> split(half, failed));
        }
    }

    /** Whether anything has to be made. */
    public boolean isIncomplete() {
        return !runs.isEmpty();
    }

    /** Known coSpaces that the list does not hold; a list read page by page may pass one over. */
    static List<String> unlisted(Map<Integer, String> known, Collection<Space> listed) {
        Set<String> ids = listed.stream().map(Space::id).collect(Collectors.toSet());
        return known.values().stream().filter(id -> !ids.contains(id)).toList();
    }
}
