package io.calbridge.cli;

import io.calbridge.settings.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Where the distribution is, and which configuration is meant. */
final class Places {

    @Option(names = "--config", paramLabel = "DIR",
            description = "Folder with application.properties; the distribution's own config/ if not given.")
    private Path config;

    /** The folder that holds routes/ and config/; the launcher names it. */
    static Path home() {
        Path home = Path.of(System.getProperty("calbridge.home", ".")).toAbsolutePath().normalize();
        if (!Files.isDirectory(home.resolve("routes"))) {
            throw new ConfigurationException(List.of(home + " holds no routes/: start Calbridge by its bin/calbridge"));
        }
        return home;
    }

    /** Whether the user named a configuration. */
    boolean isConfigGiven() {
        return config != null;
    }

    /** The folder that holds application.properties. */
    Path config() {
        Path folder = config == null ? home().resolve("config") : config;
        if (!Files.isDirectory(folder)) {
            throw new ConfigurationException(List.of(folder + " is no folder: name the one that holds "
                    + "application.properties with --config DIR"));
        }
        return folder;
    }
}
