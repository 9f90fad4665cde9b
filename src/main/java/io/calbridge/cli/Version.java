package io.calbridge.cli;

import java.util.Optional;
import picocli.CommandLine;

/** Which Calbridge this is: the jar's manifest says it. */
public final class Version implements CommandLine.IVersionProvider {

    /** The version alone; {@code unpackaged} when the classes run without their jar. */
    public static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("unpackaged");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"calbridge " + number()};
    }
}
