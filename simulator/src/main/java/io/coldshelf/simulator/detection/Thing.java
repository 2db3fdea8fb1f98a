package io.coldshelf.simulator.detection;

import io.coldshelf.model.Epc;

/**
 * One item for sale.
 *
 * @param product of which shelf's product it is, from 0
 * @param epc on its tag
 * @param readability how likely its tag is read in one round by the antenna over it
 * @param place where along the bay it stands, 0 to 1
 * @param kilograms what it weighs
 */
record Thing(int product, Epc epc, double readability, double place, double kilograms) {}
