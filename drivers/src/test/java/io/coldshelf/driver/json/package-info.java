/** Tests of {@code io.coldshelf.driver.json}. */
@NullMarked
package io.coldshelf.driver.json;

import org.jspecify.annotations.NullMarked;
