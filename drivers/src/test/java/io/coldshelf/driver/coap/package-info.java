/** CoAP, tried against libcoap and the library itself. */
@NullMarked
package io.coldshelf.driver.coap;

import org.jspecify.annotations.NullMarked;
