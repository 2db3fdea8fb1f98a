/** Tests. */
@NullMarked
package io.coldshelf.driver.rfid;

import org.jspecify.annotations.NullMarked;
