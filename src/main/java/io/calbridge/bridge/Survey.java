package io.calbridge.bridge;

import io.calbridge.bridge.PlaceholderPlan.Space;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What CMS was found to hold in one look at all its coSpaces. Not for several threads. */
public final class Survey {

    private final Map<String, Space> spaces = new LinkedHashMap<>();

    Survey(List<CmsAnswer> coSpaces) {
        coSpaces.forEach(coSpace -> spaces.put(coSpace.id(), Space.of(coSpace, coSpace.id())));
    }

    void add(CmsAnswer coSpace) {
        spaces.put(coSpace.id(), Space.of(coSpace, coSpace.id()));
    }

    List<Space> spaces() {
        return List.copyOf(spaces.values());
    }
}
