/** Thermometers on 1-Wire, read through the Linux kernel's {@code w1_therm}. */
@NullMarked
package io.coldshelf.driver.w1;

import org.jspecify.annotations.NullMarked;
