/** Tests. */
@NullMarked
package io.coldshelf.driver.gpio;

import org.jspecify.annotations.NullMarked;
