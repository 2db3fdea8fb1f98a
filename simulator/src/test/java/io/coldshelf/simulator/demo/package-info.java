/** The demo as a test of the whole. */
@NullMarked
package io.coldshelf.simulator.demo;

import org.jspecify.annotations.NullMarked;
