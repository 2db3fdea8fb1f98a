/**
 * A gateway's configuration as a tree of records: read from {@code gateway.yaml}, checked,
 * complete.
 */
@NullMarked
package io.coldshelf.edge.config;

import org.jspecify.annotations.NullMarked;
