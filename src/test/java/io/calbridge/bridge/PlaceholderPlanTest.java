package io.calbridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.calbridge.bridge.PlaceholderPlan.Knowledge;
import io.calbridge.bridge.PlaceholderPlan.Space;
import io.calbridge.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PlaceholderPlanTest {

    private static final Settings.Pool POOL = new Settings.Pool("Meeting_", 1, 6, "m", "example.com");
    private static final Knowledge NOTHING = new Knowledge(Map.of(), Set.of(), Set.of(), Set.of());

    @Test
    void on_an_empty_cms_all_numbers_are_made_by_one_set() {
        assertThat(plan(NOTHING).runs()).containsExactly(new Run(1, 6));
    }

    @Test
    void placeholders_are_adopted_by_name_and_address_whatever_the_case_of_the_address() {
        PlaceholderPlan plan = plan(NOTHING, space("a", "Meeting_2", "M2", "2"), space("b", "Meeting_3", "other", ""));

        assertThat(plan.ours()).containsOnlyKeys(2);
        assertThat(plan.runs()).containsExactly(new Run(1, 1), new Run(3, 6));
    }

    @Test
    void each_gap_free_run_of_missing_numbers_is_one_set() {
        PlaceholderPlan plan = plan(NOTHING, space("a", "Meeting_1", "m1", "1"), space("b", "Meeting_4", "m4", "4"));

        assertThat(plan.runs()).containsExactly(new Run(2, 3), new Run(5, 6));
    }

    @Test
    void a_strangers_coSpace_with_a_numbers_address_second_address_or_call_id_is_left_alone() {
        PlaceholderPlan plan = plan(NOTHING, space("a", "Sales", "m2", ""), space("b", "Support", "support", "4"),
                new Space("c", "Board", "board", "M6", ""));

        assertThat(plan.foreign()).containsOnlyKeys(2, 4, 6);
        assertThat(plan.ours()).isEmpty();
        assertThat(plan.runs()).containsExactly(new Run(1, 1), new Run(3, 3), new Run(5, 5));
    }

    @Test
    void a_running_conference_of_ours_is_known_by_its_id_or_by_its_tag() {
        Space byId = space("a", "Board", "m2", "2");
        Space byTag = space("b", "Team", "m3", "3");

        assertThat(plan(new Knowledge(Map.of(2, "a"), Set.of("b"), Set.of(), Set.of()), byId, byTag).ours())
                .containsOnlyKeys(2, 3);
        assertThat(plan(NOTHING, byId, byTag).questions()).containsExactly("a", "b");
        assertThat(plan(new Knowledge(Map.of(), Set.of(), Set.of("a", "b"), Set.of()), byId, byTag).questions()).isEmpty();
    }

    @Test
    void a_run_that_cms_refused_is_made_by_halves_until_the_number_to_blame_stands_alone() {
        assertThat(failing(new Run(1, 6)).runs()).containsExactly(new Run(1, 3), new Run(4, 6));
        assertThat(failing(new Run(1, 6), new Run(1, 3), new Run(3, 3)).runs())
                .containsExactly(new Run(1, 2), new Run(4, 6));
        assertThat(failing(new Run(1, 6), new Run(1, 3), new Run(3, 3)).hopeless()).containsExactly(3);
    }

    @Test
    void a_known_coSpace_that_the_list_lacks_is_to_be_looked_at_alone() {
        assertThat(PlaceholderPlan.unlisted(Map.of(1, "a", 2, "b"), List.of(space("a", "Meeting_1", "m1", "1"))))
                .containsExactly("b");
    }

    @Test
    void runs_are_no_longer_than_a_set_may_be_and_are_said_in_words() {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (int number = 1; number <= 2001; number++) {
            numbers.add(number);
        }
        assertThat(Run.in(numbers)).containsExactly(new Run(1, 2000), new Run(2001, 2001));
        assertThat(Run.words(new TreeSet<>(List.of(1, 2, 3, 5)))).isEqualTo("1–3, 5");
    }

    private static PlaceholderPlan failing(Run... runs) {
        return plan(new Knowledge(Map.of(), Set.of(), Set.of(), Set.of(runs)));
    }

    private static PlaceholderPlan plan(Knowledge known, Space... spaces) {
        return PlaceholderPlan.of(POOL, new ArrayList<>(List.of(spaces)), known);
    }

    private static Space space(String id, String name, String uri, String callId) {
        return new Space(id, name, uri, "", callId);
    }
}
