/** Serial lines without hardware: pseudo terminals made by the C library itself. */
@NullMarked
package io.coldshelf.simulator.pty;

import org.jspecify.annotations.NullMarked;
