/** The driver that docs/drivers.md explains, so that it is known to work. */
@NullMarked
package io.coldshelf.driver.example;

import org.jspecify.annotations.NullMarked;
