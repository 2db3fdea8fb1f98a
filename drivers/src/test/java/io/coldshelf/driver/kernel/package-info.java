/** Tests. */
@NullMarked
package io.coldshelf.driver.kernel;

import org.jspecify.annotations.NullMarked;
