/** Tests. */
@NullMarked
package io.coldshelf.driver.sysfs;

import org.jspecify.annotations.NullMarked;
