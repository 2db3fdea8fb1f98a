/** Tests of the seam between protocols and the rest. */
@NullMarked
package io.coldshelf.driver;

import org.jspecify.annotations.NullMarked;
