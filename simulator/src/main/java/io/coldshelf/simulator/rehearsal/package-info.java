/**
 * An agent's start, rehearsed for the JDK's start-up cache: devices and a broker on this machine
 * that let it do once all that a normal start does.
 */
@NullMarked
package io.coldshelf.simulator.rehearsal;

import org.jspecify.annotations.NullMarked;
