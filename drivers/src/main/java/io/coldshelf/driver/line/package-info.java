/**
 * A line of bytes to a device, serial or TCP, and the manners of asking on it: one question at a
 * time, and no answer taken for another's.
 */
@NullMarked
package io.coldshelf.driver.line;

import org.jspecify.annotations.NullMarked;
