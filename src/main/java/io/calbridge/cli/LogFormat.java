package io.calbridge.cli;

import io.calbridge.settings.Settings;
import java.util.Locale;

/** Chooses the log's format; to be called before anything is logged, because log4j2.xml is read then. */
final class LogFormat {

    private LogFormat() { }

    static void use(Settings.LogFormat format) {
        System.setProperty("calbridge.log", format.name().toLowerCase(Locale.ROOT));
    }

    /** For a command that says all there is to say itself. */
    static void silent() {
        System.setProperty("calbridge.log", "off");
    }
}
