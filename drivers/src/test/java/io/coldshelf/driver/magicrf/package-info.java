/** Tests. */
@NullMarked
package io.coldshelf.driver.magicrf;

import org.jspecify.annotations.NullMarked;
