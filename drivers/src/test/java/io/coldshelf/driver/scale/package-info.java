/** Tests of the driver. */
@NullMarked
package io.coldshelf.driver.scale;

import org.jspecify.annotations.NullMarked;
