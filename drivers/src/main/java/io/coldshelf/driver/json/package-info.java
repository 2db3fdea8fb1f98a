/** JSON as devices write it: read whole, within bounds, into a tree. */
@NullMarked
package io.coldshelf.driver.json;

import org.jspecify.annotations.NullMarked;
