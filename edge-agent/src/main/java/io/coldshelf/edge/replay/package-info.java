/** Recorded readings and tag reports, read from files and run through the agent's own pipeline. */
@NullMarked
package io.coldshelf.edge.replay;

import org.jspecify.annotations.NullMarked;
