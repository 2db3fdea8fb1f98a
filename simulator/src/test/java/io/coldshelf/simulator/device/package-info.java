/** Tests of the simulated devices, with peers that share no code with them. */
@NullMarked
package io.coldshelf.simulator.device;

import org.jspecify.annotations.NullMarked;
