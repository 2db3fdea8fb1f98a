/** Tests. */
@NullMarked
package io.coldshelf.driver.r2000;

import org.jspecify.annotations.NullMarked;
