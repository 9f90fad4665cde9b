package io.calbridge.simulator;

import java.util.List;

/**
 * A call as the simulator holds it.
 *
 * @param bridge counted from 1
 */
public record Call(String id, int bridge, String coSpace, String name, List<Leg> legs) { }
