package io.coldshelf.fuzz;

import io.coldshelf.driver.line.Line;
import io.coldshelf.driver.line.LineException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A line on which given bytes come, in pieces, whatever is asked; then silence, then its end. Time
 * goes by only while somebody waits for what does not come.
 */
final class FedLine implements Line, InstantSource {

  /** Waits in vain before the line is gone. */
  private static final int SILENCES = 4;

  /** Pieces are of 1 to so many bytes. */
  private static final int LARGEST_PIECE = 23;

  private final byte[] bytes;
  private int taken;
  private int pieces;
  private int silences;
  private Instant now = Instant.ofEpochSecond(1_700_000_000);

  FedLine(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public Instant instant() {
    // Who asks the time again and again without waiting shall see it pass too.
    now = now.plusNanos(100_000);
    return now;
  }

  @Override
  public void open(Duration timeout) throws LineException {
    if (silences > SILENCES) {
      throw new LineException("the line is gone", "Nothing: all bytes were read.");
    }
  }

  @Override
  public void write(byte[] question) {}

  @Override
  public int read(byte[] into, Duration timeout) throws LineException {
    open(timeout);
    if (taken == bytes.length) {
      silences++;
      now = now.plus(timeout);
      return 0;
    }
    pieces++;
    int piece = 1 + pieces * 7 % LARGEST_PIECE;
    int count = Math.min(Math.min(piece, into.length), bytes.length - taken);
    System.arraycopy(bytes, taken, into, 0, count);
    taken += count;
    return count;
  }

  @Override
  public void discard() {}

  @Override
  public void close() {}
}
