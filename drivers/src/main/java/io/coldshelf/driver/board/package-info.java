/** The buses and pins of the gateway's own board, behind interfaces that a test can fake. */
@NullMarked
package io.coldshelf.driver.board;

import org.jspecify.annotations.NullMarked;
