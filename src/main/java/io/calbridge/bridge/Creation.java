package io.calbridge.bridge;

/**
 * Something that is made on CMS once.
 *
 * @param purpose what it is for; the same purpose is the same object
 * @param request the POST that makes it
 */
record Creation(String purpose, CmsRequest request) {

    /** Without the parameter that CMS 3.0 and later refuse. */
    static final String REMOVED_IN_3 = "messageBoardEnabled";

    String path(String id) {
        return request.path() + "/" + id;
    }

    /** Whether an object on CMS can be this one: nothing that we ask for is otherwise, and something is the same. */
    boolean matches(CmsAnswer object) {
        boolean same = false;
        for (var field : request.form().entrySet()) {
            String value = object.text(field.getKey());
            if (!value.isEmpty() && !value.equalsIgnoreCase(field.getValue())) {
                return false;
            }
            same |= value.equalsIgnoreCase(field.getValue()) && !value.isEmpty();
        }
        return same;
    }
}
