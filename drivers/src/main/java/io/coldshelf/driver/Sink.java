package io.coldshelf.driver;

import io.coldshelf.model.Observation;
import java.util.function.Consumer;

/**
 * Takes what a device says by itself, in order, and says when that is safe.
 *
 * <p>A device whose sender waits for an answer (a broker that keeps a message until it is
 * acknowledged, a confirmable request) gives all observations of one message to {@link #accept} and
 * then asks with {@link #whenDurable} to be told.
 */
@FunctionalInterface
public interface Sink extends Consumer<Observation> {

  /**
   * Takes an observation; waits while there is no room.
   *
   * @param observation what the device said
   */
  @Override
  void accept(Observation observation);

  /**
   * Asks to be told once everything that was accepted so far is durable. Answers come in the order
   * in which they were asked for; none comes when the program ends before.
   *
   * <p>Where nothing is ever made durable, as when a person looks at a device by hand, what was
   * taken is all there is, and the answer comes at once.
   *
   * @param haste whether somebody waits for it
   * @param told called once, from any thread; must not block and not throw
   */
  default void whenDurable(Haste haste, Runnable told) {
    told.run();
  }

  /**
   * Whether what is accepted is made durable at all. Where it is not, as when a person looks at a
   * device by hand, a sender that would forget what it was told is safe must not be told so.
   *
   * @return whether it is kept
   */
  default boolean keeps() {
    return false;
  }

  /** Whether an answer is worth a commit of its own. Commits wear the gateway's card. */
  enum Haste {
    /** With the next commit that comes anyway. */
    NONE,
    /** Somebody waits: what was accepted is committed now. */
    SOMEBODY_WAITS
  }
}
