/** Tests of the driver. */
@NullMarked
package io.coldshelf.driver.modbus;

import org.jspecify.annotations.NullMarked;
