/** Readers with Impinj's R2000 behind the protocol that begins with A0: Rodinbell, Invelion. */
@NullMarked
package io.coldshelf.driver.r2000;

import org.jspecify.annotations.NullMarked;
