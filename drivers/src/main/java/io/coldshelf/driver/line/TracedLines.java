package io.coldshelf.driver.line;

import io.coldshelf.profile.Connection;
import java.time.Duration;
import java.util.Arrays;

/** Lines whose bytes somebody sees as they go by. */
public final class TracedLines implements Lines {

  private final Lines lines;
  private final Tap tap;

  /** Sees what goes over a line. */
  public interface Tap {

    /**
     * Bytes were sent.
     *
     * @param bytes all of one write
     */
    void sent(byte[] bytes);

    /**
     * Bytes came.
     *
     * @param bytes as many as came at once; a frame may come in parts
     */
    void received(byte[] bytes);
  }

  /**
   * Traces lines.
   *
   * @param lines those that do the work
   * @param tap sees what goes over them
   */
  public TracedLines(Lines lines, Tap tap) {
    this.lines = lines;
    this.tap = tap;
  }

  @Override
  public Line line(Connection connection, int standardPort) {
    return new Traced(lines.line(connection, standardPort));
  }

  private final class Traced implements Line {
    private final Line line;

    Traced(Line line) {
      this.line = line;
    }

    @Override
    public void open(Duration timeout) throws LineException {
      line.open(timeout);
    }

    @Override
    public void write(byte[] bytes) throws LineException {
      line.write(bytes);
      tap.sent(bytes.clone());
    }

    @Override
    public int read(byte[] into, Duration timeout) throws LineException {
      int count = line.read(into, timeout);
      if (count > 0) {
        tap.received(Arrays.copyOf(into, count));
      }
      return count;
    }

    @Override
    public void discard() throws LineException {
      line.discard();
    }

    @Override
    public void close() {
      line.close();
    }

    @Override
    public String toString() {
      return line.toString();
    }
  }
}
