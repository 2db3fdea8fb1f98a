/**
 * Scales that write what their display shows: one driver, and a dialect for each maker's way to
 * write it.
 */
@NullMarked
package io.coldshelf.driver.scale;

import org.jspecify.annotations.NullMarked;
