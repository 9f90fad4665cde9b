package io.calbridge.cli;

import io.calbridge.settings.ConfigurationException;
import io.calbridge.settings.Settings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.PropertyBindingException;

/** Says in a sentence why the daemon cannot start, where the reason lies in what an administrator has written. */
final class StartFailure {

    private StartFailure() { }

    /**
     * What Camel found wrong as a configuration's fault; anything else, which would be our own fault, as it is.
     *
     * @param config the folder that holds the files at fault
     */
    static Exception explained(Exception failure, Path config) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !chain.contains(cause); cause = cause.getCause()) {
            chain.add(cause);
        }
        Throwable root = chain.get(chain.size() - 1);
        for (Throwable cause : chain) {
            if (cause instanceof PropertyBindingException property && property.getOptionPrefix() != null) {
                return problem(config.resolve("application.properties") + ": " + property.getOptionPrefix().replaceFirst("\\.$", "")
                        + "." + property.getPropertyName() + " cannot be set to '" + property.getValue() + "'; mend or remove it"
                        + (root == property ? ", Camel does not know it" : ": " + oneLine(root)));
            }
            if (cause instanceof FailedToCreateRouteException route) {
                return problem("route " + route.getRouteId() + " cannot be made: " + oneLine(root));
            }
            if (cause instanceof FailedToStartRouteException route) {
                return problem("route " + route.getRouteId() + " cannot start: " + oneLine(root));
            }
        }
        boolean camels = chain.stream().anyMatch(cause -> cause.getClass().getName().startsWith("org.apache.camel.")
                || cause.getClass().getName().startsWith("org.snakeyaml."));
        return camels ? problem("the routes or the settings of Camel cannot be used: " + oneLine(root)) : failure;
    }

    /**
     * Camel would go on without its HTTP server.
     *
     * @throws ConfigurationException if nobody can listen there
     */
    static void checkPort(Settings.Http http, Path config) {
        String place = config.resolve("application.properties") + ": ";
        try (ServerSocket free = new ServerSocket(http.port(), 1, InetAddress.getByName(http.host()))) {
            assert free.isBound();
        } catch (UnknownHostException e) {
            throw problem(place + "calbridge.http.host " + http.host() + " is unknown; name an address of this machine");
        } catch (BindException e) {
            throw problem(place + "calbridge.http.port " + http.port() + " of calbridge.http.host " + http.host()
                    + " cannot be used (" + e.getMessage() + "); choose another, or stop the program that has it");
        } catch (IOException e) {
            throw problem(place + "calbridge.http.host and calbridge.http.port cannot be used: " + e.getMessage());
        }
    }

    private static ConfigurationException problem(String text) {
        return new ConfigurationException(List.of(text));
    }

    private static String oneLine(Throwable cause) {
        return (cause.getMessage() == null ? cause.toString() : cause.getMessage()).replaceAll("\\s+", " ");
    }
}
