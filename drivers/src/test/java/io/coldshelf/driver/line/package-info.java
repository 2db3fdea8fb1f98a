/** Lines without wires, for tests, and the tests of lines. */
@NullMarked
package io.coldshelf.driver.line;

import org.jspecify.annotations.NullMarked;
