package io.calbridge;

import io.calbridge.cli.CheckCommand;
import io.calbridge.cli.DemoCommand;
import io.calbridge.cli.PlanCommand;
import io.calbridge.cli.RunCommand;
import io.calbridge.cli.SimulatorCommand;
import io.calbridge.cli.Version;
import io.calbridge.settings.ConfigurationException;
import io.calbridge.store.StoreException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Exit codes: 0 stopped in order, 1 bad configuration, 2 wrong usage. */
@Command(name = "calbridge", description = "Bridges calendars to Cisco Meeting Server.",
        mixinStandardHelpOptions = true, versionProvider = Version.class, synopsisSubcommandLabel = "COMMAND",
        subcommands = {RunCommand.class, DemoCommand.class, SimulatorCommand.class, CheckCommand.class,
                PlanCommand.class})
public final class Calbridge implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Calbridge() { }

    /** Starts what the arguments say, and ends the process with its exit code. */
    public static void main(String... arguments) {
        System.exit(execute(arguments));
    }

    /**
     * Does what the arguments say.
     *
     * @return the exit code
     */
    public static int execute(String... arguments) {
        return new CommandLine(new Calbridge())
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command))
                .execute(arguments);
    }

    private static int explain(Exception failure, CommandLine command) throws Exception {
        if (failure instanceof ConfigurationException configuration) {
            configuration.problems().forEach(problem -> command.getErr().println("calbridge: " + problem));
        } else if (failure instanceof StoreException) {
            command.getErr().println("calbridge: " + failure.getMessage());
        } else {
            throw failure;
        }
        return 1;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
    }
}
