/** Tests of the ingest. */
@NullMarked
package io.coldshelf.bridge.ingest;

import org.jspecify.annotations.NullMarked;
