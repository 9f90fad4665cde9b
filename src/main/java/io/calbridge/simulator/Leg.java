package io.calbridge.simulator;

/**
 * A call leg as the simulator holds it.
 *
 * @param ownerId null where none was given
 * @param state   initial, ringing or connected
 */
public record Leg(String id, String remoteParty, String ownerId, String state) { }
