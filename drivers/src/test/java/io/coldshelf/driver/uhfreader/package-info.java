/** Tests. */
@NullMarked
package io.coldshelf.driver.uhfreader;

import org.jspecify.annotations.NullMarked;
