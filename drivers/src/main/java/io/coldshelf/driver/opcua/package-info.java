/**
 * OPC UA (IEC 62541) by Eclipse Milo: points in nodes of a server, and readers of tags by the
 * companion specification AutoID (OPC 30010). Milo is large; nothing of it is loaded before a
 * configuration names such a device.
 */
@NullMarked
package io.coldshelf.driver.opcua;

import org.jspecify.annotations.NullMarked;
