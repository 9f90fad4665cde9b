package io.calbridge.cli;

import io.calbridge.simulator.CmsSimulator;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code calbridge simulator}: a CMS to try everything on, until it is told to stop. */
@Command(name = "simulator", description = "Run the CMS simulator alone, with user and password 'calbridge'.",
        mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class SimulatorCommand implements Callable<Integer> {

    @Option(names = "--port", defaultValue = "4450", description = "Port of the first bridge (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--cluster", defaultValue = "1", description = "How many bridges share a database (${DEFAULT-VALUE}).")
    private int cluster;

    @Override
    public Integer call() throws InterruptedException {
        if (cluster < 1 || cluster > 24 || port < 0 || port > 65535 - cluster) {
            System.err.println("calbridge: --cluster goes from 1 to 24, --port from 0 to 65535");
            return 2;
        }
        StopSignal stop = StopSignal.install();
        Integer[] ports = IntStream.range(0, cluster).map(i -> port == 0 ? 0 : port + i).boxed().toArray(Integer[]::new);
        try (CmsSimulator simulator = CmsSimulator.builder().bridges(cluster).ports(ports)
                .voice(System.out::println).start()) {
            simulator.urls().forEach(url -> System.out.println("CMS simulator at " + url
                    + ", user calbridge, password calbridge"));
            stop.await();
        } catch (IllegalStateException e) {
            System.err.println("calbridge: " + e.getMessage());
            return 1;
        }
        return 0;
    }
}
