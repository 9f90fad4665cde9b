package io.calbridge.store;

/** The database cannot be used; the message says which and what to look at, and never holds a password. */
public final class StoreException extends RuntimeException {

    StoreException(String url, Throwable cause) {
        super("calbridge.store.url: " + url + " cannot be used: " + deepest(cause) + advice(deepest(cause)), cause);
    }

    /** Whether another process holds the file. */
    public boolean isLocked() {
        return isLocked(deepest(getCause()));
    }

    private static boolean isLocked(String message) {
        return message.contains("already in use") || message.contains("Locked by another process")
                || message.contains("file is locked");
    }

    private static String deepest(Throwable cause) {
        Throwable at = cause;
        while (at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        String message = String.valueOf(at.getMessage()).lines().findFirst().orElse("").strip();
        return message.length() > 300 ? message.substring(0, 300) + "…" : message;
    }

    private static String advice(String message) {
        return isLocked(message) ? " Is another Calbridge running on it? Stop that one first." : "";
    }
}
