/** SenML (RFC 8428), read: of sensors that send it, and of our own uplink. */
@NullMarked
package io.coldshelf.senml;

import org.jspecify.annotations.NullMarked;
