/** Modbus devices over TCP and serial lines, described by profiles alone. */
@NullMarked
package io.coldshelf.driver.modbus;

import org.jspecify.annotations.NullMarked;
