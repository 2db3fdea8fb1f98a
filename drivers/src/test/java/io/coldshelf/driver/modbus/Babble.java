package io.coldshelf.driver.modbus;

import io.coldshelf.driver.line.Line;
import io.coldshelf.driver.line.LineException;
import java.time.Duration;

/** A line on which something talks without pause. */
record Babble(Line line) implements Line {

  @Override
  public void open(Duration timeout) throws LineException {
    line.open(timeout);
  }

  @Override
  public void write(byte[] bytes) throws LineException {
    line.write(bytes);
  }

  @Override
  public int read(byte[] into, Duration timeout) {
    return into.length;
  }

  @Override
  public void discard() {}

  @Override
  public void close() {
    line.close();
  }
}
