package io.coldshelf.driver.modbus;

import io.coldshelf.driver.line.Dialogue;
import io.coldshelf.driver.line.LineException;
import java.time.Duration;
import java.time.InstantSource;

/** One wire with any number of units on it. Used by one thread; one request in flight. */
final class ModbusBus {

  private final Dialogue dialogue;
  private final Framing framing;

  ModbusBus(Dialogue dialogue, Framing framing) {
    this.dialogue = dialogue;
    this.framing = framing;
  }

  Reply ask(Request request, Duration timeout, InstantSource clock) {
    Framing.Exchange exchange = framing.exchange(request);
    try {
      Reply reply =
          dialogue
              .ask(exchange.bytes(), exchange.ear(), timeout, clock)
              .orElseGet(exchange.ear()::verdict);
      return switch (reply) {
        case Reply.Failed failed -> {
          framing.recover(dialogue);
          yield failed;
        }
        case Reply.Registers registers -> registers;
        case Reply.Refused refused -> refused;
      };
    } catch (LineException lost) {
      return new Reply.Failed(lost.fault());
    }
  }

  void close() {
    dialogue.close();
  }
}
