/** Tests of the receivers. */
@NullMarked
package io.coldshelf.driver.gnss;

import org.jspecify.annotations.NullMarked;
