/** The verbs that simulate: demo and simulate. */
@NullMarked
package io.coldshelf.simulator.cli;

import org.jspecify.annotations.NullMarked;
