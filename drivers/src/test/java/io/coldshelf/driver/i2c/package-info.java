/** Tests. */
@NullMarked
package io.coldshelf.driver.i2c;

import org.jspecify.annotations.NullMarked;
