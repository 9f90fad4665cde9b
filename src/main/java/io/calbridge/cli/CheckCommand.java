package io.calbridge.cli;

import io.calbridge.Daemon;
import io.calbridge.settings.ConfigurationException;
import io.calbridge.settings.SettingsFile;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code calbridge check}: everything that can be known to be wrong before the daemon runs, one line each. */
@Command(name = "check", description = "Check settings, routes and calendars, and log in to every bridge.",
        mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class CheckCommand implements Callable<Integer> {

    private boolean bad;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Places places;

    @Override
    public Integer call() throws Exception {
        LogFormat.silent();
        SettingsFile.Loaded loaded = settings();
        routes();
        if (loaded != null) {
            RoomsCheck rooms = RoomsCheck.of(loaded.settings().rooms());
            say(rooms.problems(), rooms.summary());
            bridges(loaded);
        }
        return bad ? 1 : 0;
    }

    /** Null when they are wrong. */
    private SettingsFile.Loaded settings() {
        try {
            SettingsFile.Loaded loaded = SettingsFile.load(places.config(), System.getenv(), System.getProperties());
            loaded.values().forEach(value -> say(List.of(), value));
            return loaded;
        } catch (ConfigurationException e) {
            say(e.problems(), "");
            return null;
        }
    }

    private void routes() {
        Map<String, List<String>> files = RouteFiles.problems(Places.home(), places.config());
        files.forEach((file, problems) -> say(problems, file));
        if (files.values().stream().allMatch(List::isEmpty)) {
            RouteFiles.calendars(places.config()).forEach(calendar -> say(List.of(), calendar));
        }
    }

    private void bridges(SettingsFile.Loaded loaded) throws Exception {
        Daemon.bridges(loaded.settings(), loaded.placeholders(), Places.home()).forEach((bridge, problem) ->
                say(problem.isEmpty() ? List.of() : List.of("bridge " + problem),
                        "bridge " + bridge + " answers, and takes our login"));
    }

    private void say(List<String> problems, String good) {
        if (problems.isEmpty()) {
            spec.commandLine().getOut().println("ok    " + good);
        }
        problems.forEach(problem -> spec.commandLine().getOut().println("WRONG " + problem));
        bad |= !problems.isEmpty();
        spec.commandLine().getOut().flush();
    }
}
