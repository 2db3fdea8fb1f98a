/** Vehicles, tried against frames and an adapter written by hand. */
@NullMarked
package io.coldshelf.driver.j1939;

import org.jspecify.annotations.NullMarked;
