/**
 * Counterparts of the drivers that are true to their protocols: a slave, a reader and a scale on
 * local sockets and pseudo terminals, with faults that can be switched on and the truth about what
 * they said. They share no codec with the drivers, else a driver's mistake would be mirrored here
 * and never seen.
 */
@NullMarked
package io.coldshelf.simulator.device;

import org.jspecify.annotations.NullMarked;
