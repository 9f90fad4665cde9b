package io.calbridge.cli;

import io.calbridge.Daemon;
import io.calbridge.settings.ConfigurationException;
import io.calbridge.settings.SettingsFile;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code calbridge check}: everything that can be known to be wrong before the daemon runs, one line each. */
@Command(name = "check", description = "Check settings, routes and calendars, and log in to every bridge.",
        mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class CheckCommand implements Callable<Integer> {

    private final PrintStream out = System.out;
    private boolean bad;

    @Mixin
    private Places places;

    @Override
    public Integer call() throws Exception {
        SettingsFile.Loaded loaded;
        try {
            loaded = SettingsFile.load(places.config(), System.getenv(), System.getProperties());
            say(true, "settings in " + places.config().resolve("application.properties"));
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> say(false, problem));
            return 1;
        }
        Map<String, List<String>> files = RouteFiles.problems(Places.home(), places.config());
        files.forEach((file, problems) -> {
            if (problems.isEmpty()) {
                say(true, file);
            }
            problems.forEach(problem -> say(false, problem));
        });
        RoomsCheck.problems(loaded.settings().rooms()).forEach(problem -> say(false, problem));
        if (!bad) {
            Daemon.bridges(loaded.settings(), loaded.placeholders(), Places.home())
                    .forEach((bridge, problem) -> say(problem.isEmpty(), bridge + (problem.isEmpty()
                            ? " answers, and takes our login" : ": " + problem)));
        }
        return bad ? 1 : 0;
    }

    private void say(boolean good, String what) {
        bad |= !good;
        out.println((good ? "ok    " : "WRONG ") + what);
    }
}
