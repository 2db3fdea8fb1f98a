package io.coldshelf.simulator.world;

import io.coldshelf.model.Epc;

/**
 * One carton.
 *
 * @param epc its tag
 * @param kilograms its own weight
 * @param readability the probability that a round reads its tag when nobody stands there
 */
record Item(Epc epc, double kilograms, double readability) {}
