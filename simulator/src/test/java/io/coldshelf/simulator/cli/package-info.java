/** The simulator's verbs as a user meets them. */
@NullMarked
package io.coldshelf.simulator.cli;

import org.jspecify.annotations.NullMarked;
