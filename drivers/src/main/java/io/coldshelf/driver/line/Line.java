package io.coldshelf.driver.line;

import java.time.Duration;

/**
 * A line of bytes to one place. Used by one thread at a time; only {@link #close} may come from
 * another. After a {@link LineException} a line is to be closed; it can always be opened again.
 */
public interface Line extends AutoCloseable {

  /**
   * Connects, where it is not connected.
   *
   * @param timeout how long connecting may take
   * @throws LineException when the port or the host is not there
   */
  void open(Duration timeout) throws LineException;

  /**
   * Sends all bytes.
   *
   * @param bytes what to send
   * @throws LineException when the line has gone or is not open
   */
  void write(byte[] bytes) throws LineException;

  /**
   * Takes what is there, or waits for the first bytes to come.
   *
   * @param into takes the bytes, from its beginning
   * @param timeout how long to wait for the first one
   * @return how many bytes; 0 when none came in time
   * @throws LineException when the line has gone or is not open
   */
  int read(byte[] into, Duration timeout) throws LineException;

  /**
   * Drops what has come in and was not read. Waits for nothing; notices a line that went away since
   * it was last used.
   *
   * @throws LineException when the line has gone or is not open
   */
  void discard() throws LineException;

  /** Lets go of it. May be called twice. */
  @Override
  void close();
}
