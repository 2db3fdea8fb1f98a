/** Tests. */
@NullMarked
package io.coldshelf.driver.chip;

import org.jspecify.annotations.NullMarked;
