/** ThingMagic's modules that speak the Mercury serial protocol: M6e, M6e Nano and their kin. */
@NullMarked
package io.coldshelf.driver.mercury;

import org.jspecify.annotations.NullMarked;
