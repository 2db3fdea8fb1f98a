/** From the broker into the store, and the acknowledgement back once the store has committed. */
@NullMarked
package io.coldshelf.bridge.ingest;

import org.jspecify.annotations.NullMarked;
