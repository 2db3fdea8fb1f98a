package io.coldshelf.driver.rfid;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.line.Line;
import io.coldshelf.driver.line.LineException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Frames to and from one module on an open line. For the life of one session; used by one thread.
 *
 * <p>It waits in short slices, so that being asked to stop takes effect soon although neither a
 * serial port nor a socket can be interrupted.
 */
public final class Conversation {

  /** The longest wait without a look at whether to stop. */
  static final Duration SLICE = Duration.ofMillis(100);

  /** So long a silence within a frame, and its end is lost: ten times what a radio bridge takes. */
  static final Duration BROKEN_OFF = Duration.ofMillis(250);

  private static final int CHUNK_BYTES = 512;

  private final Line line;
  private final FrameCutter cutter;
  private final InstantSource clock;
  private final BooleanSupplier toStop;
  private final byte[] chunk = new byte[CHUNK_BYTES];

  /** Frames of one chunk that wait to be taken; a chunk bounds their number. */
  private final Deque<byte[]> waiting = new ArrayDeque<>();

  private Instant lastByte;
  private long skippedBefore;
  private boolean leaving;

  Conversation(Line line, FrameShape shape, InstantSource clock, BooleanSupplier toStop) {
    this.line = line;
    this.cutter = new FrameCutter(shape);
    this.clock = clock;
    this.toStop = toStop;
    this.lastByte = clock.instant();
  }

  /** What follows is a farewell: being asked to stop no longer interrupts it. */
  void leave() {
    leaving = true;
  }

  /**
   * Sends a frame.
   *
   * @param frame with everything that belongs to it
   * @throws LineException when the line has gone
   */
  public void send(byte[] frame) throws LineException {
    line.write(frame);
  }

  /**
   * Waits for the next frame, whatever it is about.
   *
   * @param patience how long
   * @return an undamaged frame; nothing when none came in time
   * @throws LineException when the line has gone
   * @throws InterruptedException when asked to stop
   */
  public Optional<byte[]> next(Duration patience) throws LineException, InterruptedException {
    return before(clock.instant().plus(patience));
  }

  /**
   * Waits for the next frame.
   *
   * @param deadline until when
   * @return an undamaged frame; nothing when none came in time
   * @throws LineException when the line has gone
   * @throws InterruptedException when asked to stop
   */
  public Optional<byte[]> before(Instant deadline) throws LineException, InterruptedException {
    while (waiting.isEmpty()) {
      if (!leaving && (toStop.getAsBoolean() || Thread.interrupted())) {
        throw new InterruptedException("asked to stop");
      }
      Duration left = Duration.between(clock.instant(), deadline);
      if (!left.isPositive()) {
        return Optional.empty();
      }
      int count = line.read(chunk, left.compareTo(SLICE) < 0 ? left : SLICE);
      if (count > 0) {
        lastByte = clock.instant();
        waiting.addAll(cutter.feed(chunk, count));
      } else if (cutter.isWithin() && !clock.instant().isBefore(lastByte.plus(BROKEN_OFF))) {
        waiting.addAll(cutter.giveUp());
      }
    }
    return Optional.of(waiting.remove());
  }

  /** What takes frames that answer something else, or nothing. */
  @FunctionalInterface
  public interface Aside {

    /**
     * Takes one.
     *
     * @param frame undamaged
     * @throws ConversationEndedException when the conversation cannot go on after this
     */
    void take(byte[] frame) throws ConversationEndedException;
  }

  /** How to know an answer. */
  @FunctionalInterface
  public interface Recognised {

    /**
     * Looks at a frame.
     *
     * @param frame undamaged
     * @return whether it answers the question
     */
    boolean answers(byte[] frame);
  }

  /**
   * Asks, and waits for the answer among what else may come.
   *
   * @param question the frame to send
   * @param recognised knows the answer
   * @param aside takes all else
   * @param timeout how long to wait
   * @return the answer; nothing when it did not come in time
   * @throws LineException when the line has gone
   * @throws ConversationEndedException when something aside ends the conversation
   * @throws InterruptedException when asked to stop
   */
  public Optional<byte[]> ask(byte[] question, Recognised recognised, Aside aside, Duration timeout)
      throws LineException, ConversationEndedException, InterruptedException {
    send(question);
    Instant deadline = clock.instant().plus(timeout);
    Optional<byte[]> frame = before(deadline);
    while (frame.isPresent() && !recognised.answers(frame.get())) {
      aside.take(frame.get());
      // A flood of other frames must not keep this waiting for ever.
      frame = clock.instant().isBefore(deadline) ? before(deadline) : Optional.empty();
    }
    return frame;
  }

  /**
   * Drops whatever comes until nothing comes for a while.
   *
   * @param quiet how long nothing is to come
   * @param most how long this may take in all
   * @throws LineException when the line has gone
   * @throws InterruptedException when asked to stop
   */
  public void quieten(Duration quiet, Duration most) throws LineException, InterruptedException {
    Instant end = clock.instant().plus(most);
    while (next(quiet).isPresent() && clock.instant().isBefore(end)) {
      waiting.clear();
    }
  }

  /**
   * How much came since this was last asked that was no frame, or a damaged one.
   *
   * @return bytes
   */
  public long noise() {
    long noise = cutter.skipped() - skippedBefore;
    skippedBefore = cutter.skipped();
    return noise;
  }

  /**
   * The fault of a module that gives no answer: silent, or garbled where something came after all.
   *
   * @param what the module did not do, to follow "the reader": {@code does not answer}
   * @return the end of the conversation
   */
  public ConversationEndedException silent(String what) {
    List<byte[]> rest = cutter.giveUp();
    if (noise() > 0 && rest.isEmpty()) {
      return new ConversationEndedException(
          Fault.Kind.GARBLED,
          "the reader " + what + "; what comes cannot be understood",
          "Check the baud rate, the cable, and that the profile names the reader's own protocol.");
    }
    return new ConversationEndedException(
        Fault.Kind.SILENT,
        "the reader " + what,
        "Check its power and its cable, the baud rate, and the address if it has one.");
  }
}
