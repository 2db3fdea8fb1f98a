package io.coldshelf.driver.line;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * A line with a far end made by the test, on a clock that moves only while somebody waits: a dead
 * device costs a test no time.
 */
public final class ScriptedLine implements Line {

  /**
   * Bytes that come in.
   *
   * @param after the question, or after the chunk before
   * @param bytes which
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record Chunk(Duration after, byte[] bytes) {}

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Coming(Instant at, byte[] bytes) {}

  private final SteppingClock clock;
  private final Function<byte[], List<Chunk>> farEnd;
  private final Deque<Coming> coming = new ArrayDeque<>();
  private final List<byte[]> written = new ArrayList<>();
  private boolean open;
  private boolean plugged = true;
  private boolean lost;
  private int openings;
  private int backlog;

  /**
   * A line.
   *
   * @param clock moves while somebody waits
   * @param farEnd answers each write
   */
  public ScriptedLine(SteppingClock clock, Function<byte[], List<Chunk>> farEnd) {
    this.clock = clock;
    this.farEnd = farEnd;
  }

  /**
   * Chunks that come at once.
   *
   * @param chunks the bytes
   * @return the same with no delay
   */
  public static List<Chunk> atOnce(byte[]... chunks) {
    return List.of(chunks).stream().map(bytes -> new Chunk(Duration.ZERO, bytes)).toList();
  }

  /**
   * What was asked.
   *
   * @return each write, in order
   */
  public List<byte[]> written() {
    return List.copyOf(written);
  }

  /**
   * How often the line was opened.
   *
   * @return the count
   */
  public int openings() {
    return openings;
  }

  /**
   * Whether it is open.
   *
   * @return true when somebody holds it
   */
  public boolean isOpen() {
    return open;
  }

  /**
   * Bytes that come without being asked for.
   *
   * @param bytes which
   */
  public void say(byte[] bytes) {
    coming.add(new Coming(clock.instant(), bytes));
  }

  /**
   * Bytes that come without being asked for, one chunk after the other.
   *
   * @param chunks each so long after the one before
   */
  public void later(Chunk... chunks) {
    Instant at = clock.instant();
    for (Chunk chunk : chunks) {
      at = at.plus(chunk.after());
      coming.add(new Coming(at, chunk.bytes()));
    }
  }

  /**
   * Bytes that have come and that nobody has read, nor can drop at once.
   *
   * @param count how many
   */
  public void flood(int count) {
    backlog = count;
  }

  /** Pulls the plug: whoever holds the line has lost it, and nobody can open it. */
  public void unplug() {
    plugged = false;
    lost = true;
  }

  /** Puts the plug back; what was open before stays lost. */
  public void replug() {
    plugged = true;
  }

  @Override
  public void open(Duration timeout) throws LineException {
    if (open) {
      return;
    }
    if (!plugged) {
      throw new LineException("the plug is out", "Plug it in.");
    }
    coming.clear();
    backlog = 0;
    lost = false;
    open = true;
    openings++;
  }

  @Override
  public void write(byte[] bytes) throws LineException {
    check();
    written.add(bytes.clone());
    Instant at = clock.instant();
    for (Chunk chunk : farEnd.apply(bytes)) {
      at = at.plus(chunk.after());
      coming.add(new Coming(at, chunk.bytes()));
    }
  }

  @Override
  public int read(byte[] into, Duration timeout) throws LineException {
    check();
    if (backlog > 0) {
      int stale = Math.min(into.length, backlog);
      backlog -= stale;
      return stale;
    }
    Coming next = coming.peek();
    Instant until = clock.instant().plus(timeout);
    if (next == null || next.at().isAfter(until)) {
      clock.advance(timeout);
      return 0;
    }
    if (next.at().isAfter(clock.instant())) {
      clock.advance(Duration.between(clock.instant(), next.at()));
    }
    coming.remove();
    int count = Math.min(into.length, next.bytes().length);
    System.arraycopy(next.bytes(), 0, into, 0, count);
    if (count < next.bytes().length) {
      byte[] rest = java.util.Arrays.copyOfRange(next.bytes(), count, next.bytes().length);
      coming.addFirst(new Coming(next.at(), rest));
    }
    return count;
  }

  @Override
  public void discard() throws LineException {
    check();
    while (!coming.isEmpty() && !coming.element().at().isAfter(clock.instant())) {
      coming.remove();
    }
  }

  private void check() throws LineException {
    if (!open || lost) {
      throw new LineException("the plug was pulled", "Plug it in.");
    }
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public String toString() {
    return "the scripted line";
  }
}
