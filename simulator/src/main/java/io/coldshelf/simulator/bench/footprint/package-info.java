/**
 * What an agent costs a small gateway: its start, its memory and its idling, beside an empty JVM.
 */
@NullMarked
package io.coldshelf.simulator.bench.footprint;

import org.jspecify.annotations.NullMarked;
