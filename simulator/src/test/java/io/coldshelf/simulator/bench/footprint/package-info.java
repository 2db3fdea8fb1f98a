/** Tests of what is measured and how. */
@NullMarked
package io.coldshelf.simulator.bench.footprint;

import org.jspecify.annotations.NullMarked;
