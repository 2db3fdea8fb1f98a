/** OPC UA, tried against a server of the library's own. */
@NullMarked
package io.coldshelf.driver.opcua;

import org.jspecify.annotations.NullMarked;
