/**
 * State machines over observations that open and close alerts. Pure: no thread, socket, file or
 * clock; the time is that of the observations.
 */
@NullMarked
package io.coldshelf.edge.detect;

import org.jspecify.annotations.NullMarked;
