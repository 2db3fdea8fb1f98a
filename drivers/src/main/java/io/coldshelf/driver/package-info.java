/**
 * The seam between protocols and the rest, on one page.
 *
 * <p>A {@link io.coldshelf.driver.Driver} opens a {@link io.coldshelf.driver.Device}; a device is
 * polled or listened to, and closed. A fault is a value, {@link io.coldshelf.driver.Outcome.Fault}:
 * nothing that a device can do is an exception here. Whoever supervises devices calls each one from
 * a single thread and gives devices that share a wire ({@link io.coldshelf.driver.Driver#bus}) the
 * same thread.
 *
 * <p>To add a protocol: one package beside this one, one implementation of {@code Driver}, a
 * profile in {@code device-profiles}, a counterpart in the simulator, and the contract test.
 */
@NullMarked
package io.coldshelf.driver;

import org.jspecify.annotations.NullMarked;
