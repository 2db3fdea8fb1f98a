/**
 * What time it is on a gateway whose clock may be wrong: one timeline that a counter carries on,
 * and where it is held to lie in the time of day.
 */
@NullMarked
package io.coldshelf.edge.time;

import org.jspecify.annotations.NullMarked;
