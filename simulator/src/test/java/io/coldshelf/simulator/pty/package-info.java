/** Tests of the pseudo terminals. */
@NullMarked
package io.coldshelf.simulator.pty;

import org.jspecify.annotations.NullMarked;
