/**
 * Brings the journal's blocks to the bridge over MQTT 5, at least once, until it has stored them.
 */
@NullMarked
package io.coldshelf.edge.uplink;

import org.jspecify.annotations.NullMarked;
