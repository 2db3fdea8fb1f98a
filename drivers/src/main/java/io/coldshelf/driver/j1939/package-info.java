/**
 * Vehicles by SAE J1939 on a CAN bus, which is listened to and never written to: through an adapter
 * that speaks SLCAN, or what {@code candump} prints of a CAN interface of the kernel's.
 */
@NullMarked
package io.coldshelf.driver.j1939;

import org.jspecify.annotations.NullMarked;
