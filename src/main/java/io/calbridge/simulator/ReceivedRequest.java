package io.calbridge.simulator;

import java.time.Instant;
import java.util.Map;

/**
 * A request that came in.
 *
 * @param bridge counted from 1
 * @param status 0 when it got no answer
 */
public record ReceivedRequest(Instant at, int bridge, String method, String path, String query, Map<String, String> form,
                              int status) { }
