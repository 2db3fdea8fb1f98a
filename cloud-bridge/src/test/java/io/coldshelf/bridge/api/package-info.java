/** Tests of who may use the interface. */
@NullMarked
package io.coldshelf.bridge.api;

import org.jspecify.annotations.NullMarked;
