/** Tests of the driver. */
@NullMarked
package io.coldshelf.driver.mtsics;

import org.jspecify.annotations.NullMarked;
