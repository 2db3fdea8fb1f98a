/** Chafon's readers that speak the protocol of UHFReader18 or UHFReader288. */
@NullMarked
package io.coldshelf.driver.uhfreader;

import org.jspecify.annotations.NullMarked;
