/** What of CoAP can be tried without a network. */
@NullMarked
package io.coldshelf.driver.coap;

import org.jspecify.annotations.NullMarked;
