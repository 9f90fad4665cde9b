package io.calbridge.cli;

import io.calbridge.settings.Settings;

/** Switches the log to the format that is configured; log4j2.xml names the property. */
final class LogFormat {

    private LogFormat() { }

    static void use(Settings.LogFormat format) {
        if (format == Settings.LogFormat.JSON) {
            System.setProperty("calbridge.log", "json");
            org.apache.logging.log4j.core.config.Configurator.reconfigure();
        }
    }
}
