/** Tests of {@code io.coldshelf.driver.mqtt}. */
@NullMarked
package io.coldshelf.driver.mqtt;

import org.jspecify.annotations.NullMarked;
