/** Tests of the rehearsal. */
@NullMarked
package io.coldshelf.simulator.rehearsal;

import org.jspecify.annotations.NullMarked;
