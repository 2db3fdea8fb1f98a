/** The frame of the benches, and each bench at its smallest. */
@NullMarked
package io.coldshelf.simulator.bench;

import org.jspecify.annotations.NullMarked;
