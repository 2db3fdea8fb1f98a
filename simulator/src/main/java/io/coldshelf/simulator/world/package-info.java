/** Places that sell and keep cold, simulated from a seed, and the truth about them. */
@NullMarked
package io.coldshelf.simulator.world;

import org.jspecify.annotations.NullMarked;
