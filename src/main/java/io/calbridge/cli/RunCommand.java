package io.calbridge.cli;

import io.calbridge.Daemon;
import io.calbridge.settings.Settings;
import io.calbridge.settings.SettingsFile;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code calbridge run}: the daemon, until it is told to stop. */
@Command(name = "run", description = "Run the daemon.", mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class RunCommand implements Callable<Integer> {

    @Mixin
    private Places places;

    @Override
    public Integer call() throws Exception {
        SettingsFile.Loaded loaded = SettingsFile.load(places.config(), System.getenv(), System.getProperties());
        LogFormat.use(loaded.settings().log());
        warnOfOpenDoors(loaded.settings());
        RouteFiles.check(Places.home(), places.config());
        StartFailure.checkPort(loaded.settings().http(), places.config());
        try (Daemon daemon = new Daemon(loaded.settings(), loaded.placeholders(), Places.home(), places.config(),
                Clock.systemUTC())) {
            StopSignal stop = StopSignal.install();
            start(daemon);
            stop.await();
        }
        return 0;
    }

    private void start(Daemon daemon) throws Exception {
        try {
            daemon.start();
        } catch (Exception e) {
            throw StartFailure.explained(e, places.config());
        }
    }

    private static void warnOfOpenDoors(Settings settings) {
        if (settings.dial().allowedDomains().contains("*")) {
            LoggerFactory.getLogger("calbridge.settings").warn("Whoever can write a calendar can have any address dialled: "
                    + "calbridge.dial.allowed-domains is *; name there the domains that may be dialled");
        }
    }
}
