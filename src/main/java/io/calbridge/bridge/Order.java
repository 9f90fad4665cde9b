package io.calbridge.bridge;

import java.util.AbstractList;
import java.util.List;

/**
 * The bridges to be tried for one request, by position. Positions beyond the list are nobody's: whoever asks there gets the
 * last failure once more. Not for several threads.
 */
public final class Order extends AbstractList<String> {

    /** As many as routes/cms.camel.yaml has. */
    static final int POSITIONS = 8;
    static final String NOBODY = "nobody";

    private final List<String> names;
    private CmsException lastFailure;

    Order(List<String> names) {
        this.names = names;
    }

    @Override
    public String get(int position) {
        return position < names.size() ? names.get(position) : NOBODY;
    }

    @Override
    public int size() {
        return POSITIONS;
    }

    void failed(CmsException failure) {
        lastFailure = failure;
    }

    CmsException lastFailure() {
        return lastFailure;
    }
}
