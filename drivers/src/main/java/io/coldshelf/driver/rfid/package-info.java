/**
 * What all RFID modules on a serial line have in common: frames cut out of a stream by their
 * length, a conversation in which answers and reports come mixed, a session that ends with a fault
 * and begins anew, and the options of their connections.
 */
@NullMarked
package io.coldshelf.driver.rfid;

import org.jspecify.annotations.NullMarked;
