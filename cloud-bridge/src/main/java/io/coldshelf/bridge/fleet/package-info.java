/** What is known of each gateway: whether it is there, and what it watches. */
@NullMarked
package io.coldshelf.bridge.fleet;

import org.jspecify.annotations.NullMarked;
