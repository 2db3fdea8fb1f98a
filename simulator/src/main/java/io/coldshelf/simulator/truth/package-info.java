/** What really happened in a simulated world, and how well alerts told it. */
@NullMarked
package io.coldshelf.simulator.truth;

import org.jspecify.annotations.NullMarked;
