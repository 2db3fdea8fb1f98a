/**
 * What leaves the gateway, to the byte: blocks, SenML, CloudEvents, topics and acknowledgements.
 */
@NullMarked
package io.coldshelf.wire;

import org.jspecify.annotations.NullMarked;
