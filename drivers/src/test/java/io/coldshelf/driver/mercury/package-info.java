/** Tests. */
@NullMarked
package io.coldshelf.driver.mercury;

import org.jspecify.annotations.NullMarked;
