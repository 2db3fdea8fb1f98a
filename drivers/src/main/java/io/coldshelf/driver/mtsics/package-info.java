/** Scales that speak MT-SICS. */
@NullMarked
package io.coldshelf.driver.mtsics;

import org.jspecify.annotations.NullMarked;
