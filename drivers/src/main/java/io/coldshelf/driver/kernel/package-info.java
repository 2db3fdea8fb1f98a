/** Small files by which the Linux kernel gives what its own drivers measure. */
@NullMarked
package io.coldshelf.driver.kernel;

import org.jspecify.annotations.NullMarked;
