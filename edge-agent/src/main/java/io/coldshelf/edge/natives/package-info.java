/** Native libraries, unpacked once and not at every start. */
@NullMarked
package io.coldshelf.edge.natives;

import org.jspecify.annotations.NullMarked;
