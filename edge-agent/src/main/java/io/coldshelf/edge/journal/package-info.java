/** The only durable truth at the edge: blocks, chained, in the bytes in which they leave. */
@NullMarked
package io.coldshelf.edge.journal;

import org.jspecify.annotations.NullMarked;
