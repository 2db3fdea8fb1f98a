/** Sensors on an I2C bus of the gateway itself. */
@NullMarked
package io.coldshelf.driver.i2c;

import org.jspecify.annotations.NullMarked;
