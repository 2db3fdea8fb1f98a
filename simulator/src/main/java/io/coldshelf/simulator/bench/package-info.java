/**
 * Benchmarks: what the journal, the uplink and the wire cost, each beside its reference in one run.
 */
@NullMarked
package io.coldshelf.simulator.bench;

import org.jspecify.annotations.NullMarked;
