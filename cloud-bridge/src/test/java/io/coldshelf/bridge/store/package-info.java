/** Tests of the store. */
@NullMarked
package io.coldshelf.bridge.store;

import org.jspecify.annotations.NullMarked;
