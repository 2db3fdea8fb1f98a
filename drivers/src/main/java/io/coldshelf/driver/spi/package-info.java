/** Platinum thermometers on an SPI bus of the gateway itself. */
@NullMarked
package io.coldshelf.driver.spi;

import org.jspecify.annotations.NullMarked;
