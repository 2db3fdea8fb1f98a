/** The agent put together: hand-wired constructors in the order in which a reading passes them. */
@NullMarked
package io.coldshelf.edge;

import org.jspecify.annotations.NullMarked;
