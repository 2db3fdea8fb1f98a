/** The MQTT 5 broker inside the bridge's process, for one store or a demo. */
@NullMarked
package io.coldshelf.bridge.broker;

import org.jspecify.annotations.NullMarked;
