/** Tests of the wire format. */
@NullMarked
package io.coldshelf.wire;

import org.jspecify.annotations.NullMarked;
