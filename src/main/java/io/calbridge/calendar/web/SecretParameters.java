package io.calbridge.calendar.web;

import java.util.Set;
import org.apache.camel.component.kamelet.KameletEndpointUriFactory;

/**
 * Has Camel take addresses and passwords in parameters of Kamelets as they stand. Without it {@code &}, {@code %} and
 * {@code +} in them would be taken for syntax of the endpoint's URI, and cut them short.
 */
final class SecretParameters extends KameletEndpointUriFactory {

    static final Set<String> NAMES = Set.of("url", "username", "password", "token", "proxy", "collection");

    @Override
    public Set<String> secretPropertyNames() {
        return NAMES;
    }
}
