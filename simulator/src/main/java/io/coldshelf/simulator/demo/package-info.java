/**
 * One store and one truck, simulated at the wire, with real agents, a real broker and the real
 * bridge.
 */
@NullMarked
package io.coldshelf.simulator.demo;

import org.jspecify.annotations.NullMarked;
