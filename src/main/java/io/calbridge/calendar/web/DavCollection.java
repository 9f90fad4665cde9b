package io.calbridge.calendar.web;

import java.net.URI;

/**
 * A calendar on a CalDAV server.
 *
 * @param sync whether it says what has changed since a token
 * @param ctag changes when anything in it changes; empty for none
 */
record DavCollection(URI uri, boolean sync, String ctag) { }
