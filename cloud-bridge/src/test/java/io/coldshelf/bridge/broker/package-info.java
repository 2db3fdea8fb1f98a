/** Tests of the broker. */
@NullMarked
package io.coldshelf.bridge.broker;

import org.jspecify.annotations.NullMarked;
