/** Tests of the bridge as a whole, and samples for all tests. */
@NullMarked
package io.coldshelf.bridge;

import org.jspecify.annotations.NullMarked;
