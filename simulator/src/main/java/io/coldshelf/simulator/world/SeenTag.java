package io.coldshelf.simulator.world;

import io.coldshelf.model.Epc;

/**
 * A tag that answered in one inventory round.
 *
 * @param epc what it said
 * @param rssiDbm how strongly, in dBm, about −75 to −35
 */
public record SeenTag(Epc epc, double rssiDbm) {}
