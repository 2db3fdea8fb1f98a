/** The whole of it: real agents, a real bridge, real and embedded brokers, simulated devices. */
@NullMarked
package io.coldshelf.system;

import org.jspecify.annotations.NullMarked;
