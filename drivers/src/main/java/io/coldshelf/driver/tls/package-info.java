/** What drivers of encrypted wires have in common. */
@NullMarked
package io.coldshelf.driver.tls;

import org.jspecify.annotations.NullMarked;
