/** Modules with MagicRF's M100 and QM100, such as Invelion's YRM100. */
@NullMarked
package io.coldshelf.driver.magicrf;

import org.jspecify.annotations.NullMarked;
