/** Sensors that have a driver in the Linux kernel, by its hwmon and IIO subsystems. */
@NullMarked
package io.coldshelf.driver.sysfs;

import org.jspecify.annotations.NullMarked;
