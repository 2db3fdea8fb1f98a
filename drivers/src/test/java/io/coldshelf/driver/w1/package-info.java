/** Tests. */
@NullMarked
package io.coldshelf.driver.w1;

import org.jspecify.annotations.NullMarked;
