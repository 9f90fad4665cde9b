package io.calbridge.bridge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A collection, read page by page from one bridge. CMS's pages are no snapshot: items that come and go meanwhile shift the
 * others, so a listing whose total changes on the way is begun again, and no item is taken twice. Not for several threads.
 */
public final class Listing {

    private static final int MOST_RESTARTS = 3;
    private static final int MOST_ITEMS = 100_000;

    private final CmsRequest request;
    private final Map<String, CmsAnswer> items = new LinkedHashMap<>();
    private String bridge;
    private int offset;
    private long total = -1;
    private int restarts;
    private boolean complete;

    /** @param request for the first page */
    public Listing(CmsRequest request) {
        this.request = request;
        this.bridge = request.bridge();
    }

    /** For the first page, as it was asked for. */
    public CmsRequest request() {
        return request;
    }

    /** Whether there is another page to be read. */
    public boolean isIncomplete() {
        return !complete;
    }

    /** The request for the page that comes next. */
    public CmsRequest nextPage() {
        CmsRequest page = request.on(bridge);
        return offset == 0 ? page : page.with("offset", Integer.toString(offset));
    }

    /** Takes a page. */
    public void add(CmsAnswer page) {
        bridge = page.bridge();
        if (total >= 0 && page.total() != total && restarts < MOST_RESTARTS) {
            restarts++;
            items.clear();
            offset = 0;
            total = -1;
            return;
        }
        total = page.total();
        List<CmsAnswer> received = page.items();
        received.forEach(item -> items.putIfAbsent(item.id(), item));
        offset += received.size();
        complete = received.isEmpty() || offset >= total || items.size() >= MOST_ITEMS;
    }

    /** All items so far, each once, in CMS's order. */
    public List<CmsAnswer> items() {
        return List.copyOf(items.values());
    }
}
