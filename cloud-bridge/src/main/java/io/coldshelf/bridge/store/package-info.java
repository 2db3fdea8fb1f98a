/**
 * The SQLite file behind the bridge: one writer, many readers, and what is kept of blocks and
 * readings.
 */
@NullMarked
package io.coldshelf.bridge.store;

import org.jspecify.annotations.NullMarked;
