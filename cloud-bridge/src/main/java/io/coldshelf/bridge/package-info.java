/** The bridge put together: configuration, composition, start and stop. */
@NullMarked
package io.coldshelf.bridge;

import org.jspecify.annotations.NullMarked;
