/** Contacts at pins of the gateway itself. */
@NullMarked
package io.coldshelf.driver.gpio;

import org.jspecify.annotations.NullMarked;
