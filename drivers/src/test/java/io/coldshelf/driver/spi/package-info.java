/** Tests. */
@NullMarked
package io.coldshelf.driver.spi;

import org.jspecify.annotations.NullMarked;
