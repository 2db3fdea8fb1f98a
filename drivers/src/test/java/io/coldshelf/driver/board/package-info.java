/** Tests. */
@NullMarked
package io.coldshelf.driver.board;

import org.jspecify.annotations.NullMarked;
