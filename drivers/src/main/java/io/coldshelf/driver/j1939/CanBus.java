package io.coldshelf.driver.j1939;

import io.coldshelf.driver.line.LineException;
import java.time.Duration;
import java.util.List;

/** A CAN bus that is listened to. Used by one thread; only {@link #close} may come from another. */
interface CanBus extends AutoCloseable {

  /** Opens it where it is not open, and drops what has piled up: nobody knows how old that is. */
  void listen(Duration timeout) throws LineException;

  /** The frames that came; waits for the first of them no longer than the timeout. */
  List<CanFrame> frames(Duration timeout) throws LineException;

  @Override
  void close();
}
