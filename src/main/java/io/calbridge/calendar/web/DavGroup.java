package io.calbridge.calendar.web;

import java.util.List;

/**
 * Resources that are fetched together.
 *
 * @param question fetches them; null if they are here already
 */
record DavGroup(WebRequest question, List<DavText> texts) { }
