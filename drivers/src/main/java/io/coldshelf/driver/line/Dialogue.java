package io.coldshelf.driver.line;

import io.coldshelf.driver.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Questions and answers on a line, one at a time.
 *
 * <p>What keeps one answer from being taken for another's: before each question the line is drained
 * and must have been quiet for a gap, after an answer that did not come for a longer one. A line
 * that has gone is noticed there too, and opened anew once: an adapter that was unplugged and is
 * back, or a converter that hangs up on idle connections, costs no reading.
 */
public final class Dialogue implements AutoCloseable {

  /** What may be drained before a question; whoever says more than that is not about to end. */
  static final int BABBLE_BYTES = 4096;

  /** What may have piled up while nobody listened, in chunks; more is left behind with the line. */
  static final int BACKLOG_CHUNKS = 16;

  private static final int CHUNK_BYTES = 256;

  // For the life of the dialogue.
  private final Line line;
  private final Duration gap;
  private final Duration longGap;
  private volatile boolean closed;

  // Since the last question.
  private boolean doubtful;

  /**
   * A dialogue on a line that it owns.
   *
   * @param line not used by anybody else
   * @param gap of quiet before each question, may be zero
   * @param longGap of quiet after a question whose answer did not come or made no sense
   */
  public Dialogue(Line line, Duration gap, Duration longGap) {
    this.line = line;
    this.gap = gap;
    this.longGap = longGap;
  }

  /**
   * Asks and waits for the answer. Connects first where it must.
   *
   * @param <A> the answer
   * @param question what to send
   * @param ear takes what comes back
   * @param timeout for connecting, for the line to become quiet, and again for the answer
   * @param clock measures the timeout
   * @return the answer, or nothing when the ear heard none in time
   * @throws LineException when the line has gone or talks without pause; it is closed then, and the
   *     next question opens it again
   */
  public <A> Optional<A> ask(byte[] question, Ear<A> ear, Duration timeout, InstantSource clock)
      throws LineException {
    return ask(new Asking(question, Duration.ZERO), ear, timeout, clock);
  }

  /**
   * A question that wants more quiet before it than others on the same line.
   *
   * @param question what to send
   * @param gap of quiet before it; where it is shorter than the dialogue's own, that one holds
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared; lives for one question.
  public record Asking(byte[] question, Duration gap) {}

  /**
   * Asks and waits for the answer. Connects first where it must.
   *
   * @param <A> the answer
   * @param asking what to send, and after how much quiet
   * @param ear takes what comes back
   * @param timeout for connecting, for the line to become quiet, and again for the answer
   * @param clock measures the timeout
   * @return the answer, or nothing when the ear heard none in time
   * @throws LineException when the line has gone or talks without pause; it is closed then, and the
   *     next question opens it again
   */
  public <A> Optional<A> ask(Asking asking, Ear<A> ear, Duration timeout, InstantSource clock)
      throws LineException {
    byte[] question = asking.question();
    try {
      connect(timeout);
      quieten(asking.gap(), clock.instant().plus(timeout), clock);
      line.write(question);
      Optional<A> answer = listen(ear, clock.instant().plus(timeout), clock);
      doubtful = answer.isEmpty();
      return answer;
    } catch (LineException lost) {
      hangUp();
      throw lost;
    }
  }

  /**
   * Listens to somebody who talks without being asked. Connects first where it must. What has piled
   * up since the last time is dropped: all that the ear gets comes in after the call, the rest of a
   * frame that began before it included.
   *
   * @param <A> the answer
   * @param ear takes what comes in
   * @param timeout for connecting, and again for the answer
   * @param clock measures the timeout
   * @return the answer, or nothing when the ear heard none in time
   * @throws LineException when the line has gone; it is closed then, and the next call opens it
   *     again
   */
  public <A> Optional<A> overhear(Ear<A> ear, Duration timeout, InstantSource clock)
      throws LineException {
    try {
      connect(timeout);
      catchUp(timeout);
      return listen(ear, clock.instant().plus(timeout), clock);
    } catch (LineException lost) {
      hangUp();
      throw lost;
    }
  }

  private void catchUp(Duration timeout) throws LineException {
    byte[] stale = new byte[BABBLE_BYTES];
    int chunks = 0;
    while (line.read(stale, Duration.ZERO) == stale.length) {
      chunks++;
      if (chunks == BACKLOG_CHUNKS) {
        line.close();
        line.open(timeout);
        return;
      }
    }
  }

  private void connect(Duration timeout) throws LineException {
    line.open(timeout);
    try {
      line.discard();
    } catch (LineException _) {
      // It went while nobody was looking; where it cannot be had again, opening says so.
      line.close();
      line.open(timeout);
    }
    if (closed) {
      throw new LineException(line + " is no longer used", "Nothing: it was asked to stop.");
    }
  }

  private void quieten(Duration asked, Instant deadline, InstantSource clock) throws LineException {
    Duration own = doubtful ? longGap : gap;
    Duration quiet = own.compareTo(asked) < 0 ? asked : own;
    byte[] stale = new byte[CHUNK_BYTES];
    int drained = 0;
    while (quiet.isPositive()) {
      int count = line.read(stale, quiet);
      if (count == 0) {
        return;
      }
      drained += count;
      if (drained > BABBLE_BYTES || !clock.instant().isBefore(deadline)) {
        throw new LineException(
            Outcome.Fault.Kind.GARBLED,
            line + " does not become quiet: something talks on it without being asked",
            "Check the speed, the wires and the termination, and that nobody else asks on this"
                + " line.");
      }
    }
  }

  private <A> Optional<A> listen(Ear<A> ear, Instant deadline, InstantSource clock)
      throws LineException {
    byte[] chunk = new byte[CHUNK_BYTES];
    Duration left = Duration.between(clock.instant(), deadline);
    while (left.isPositive()) {
      int count = line.read(chunk, left);
      if (count == 0) {
        return Optional.empty();
      }
      Optional<A> answer = ear.hear(chunk, count);
      if (answer.isPresent()) {
        return answer;
      }
      left = Duration.between(clock.instant(), deadline);
    }
    return Optional.empty();
  }

  /** The last answer made no sense: more of its kind may be on the way. */
  public void doubt() {
    doubtful = true;
  }

  /** Closes the line; the next question opens it again, with nothing left of before. */
  public void hangUp() {
    line.close();
    doubtful = false;
  }

  /** For good. May come from another thread; a question in progress ends soon, with a fault. */
  @Override
  public void close() {
    closed = true;
    line.close();
  }
}
