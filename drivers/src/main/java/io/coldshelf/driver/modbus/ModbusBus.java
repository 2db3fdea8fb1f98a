package io.coldshelf.driver.modbus;

import io.coldshelf.driver.line.Dialogue;
import io.coldshelf.driver.line.LineException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** One wire with any number of units on it. Used by one thread; one request in flight. */
final class ModbusBus {

  private final Dialogue dialogue;
  private final Framing framing;

  /** How long the slowest reply so far took; nothing before the first. */
  private Optional<Duration> slowest = Optional.empty();

  /** Since the last reply. */
  private int failures;

  ModbusBus(Dialogue dialogue, Framing framing) {
    this.dialogue = dialogue;
    this.framing = framing;
  }

  /**
   * Asks one unit.
   *
   * @param guard of quiet before the question
   * @param timeout for the reply
   */
  Reply ask(Question question, Duration guard, Duration timeout, InstantSource clock) {
    Framing.Exchange exchange = framing.exchange(question);
    try {
      Instant before = clock.instant();
      Reply reply =
          dialogue
              .ask(
                  new Dialogue.Asking(exchange.bytes(), framing.quiet(guard)),
                  exchange.ear(),
                  timeout,
                  clock)
              .orElseGet(exchange.ear()::verdict);
      switch (reply) {
        case Reply.Failed failed -> {
          failures++;
          framing.recover(dialogue, failed.fault(), failures);
        }
        case Reply.Written _ -> {
          failures = 0;
          framing.settle(dialogue);
        }
        case Reply.Values _ -> {
          failures = 0;
          took(Duration.between(before, clock.instant()));
        }
        case Reply.Refused _ -> failures = 0;
      }
      return reply;
    } catch (LineException lost) {
      return new Reply.Failed(lost.fault());
    }
  }

  private void took(Duration time) {
    slowest = slowest.filter(known -> known.compareTo(time) >= 0).or(() -> Optional.of(time));
  }

  /** How long the slowest reply of any unit took; nothing before the first. */
  Optional<Duration> slowest() {
    return slowest;
  }

  void close() {
    dialogue.close();
  }
}
