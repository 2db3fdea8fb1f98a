package io.coldshelf.driver.line;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Wires that several devices share: made for the first of them, and closed with the last.
 *
 * @param <W> what a driver has for a wire
 */
public final class SharedWires<W> {

  private final Consumer<W> closing;
  private final Map<String, Shared<W>> wires = new HashMap<>();

  /**
   * No wires yet.
   *
   * @param closing closes one
   */
  public SharedWires(Consumer<W> closing) {
    this.closing = closing;
  }

  private record Shared<W>(W wire, int devices) {

    Shared<W> with(int more) {
      return new Shared<>(wire, devices + more);
    }
  }

  /**
   * A device's part in a wire.
   *
   * @param wire what it shares with others
   * @param leave gives its part back; may be called twice
   * @param <W> what a driver has for a wire
   */
  public record Share<W>(W wire, Runnable leave) {}

  /**
   * One more device on a wire.
   *
   * @param name the wire's
   * @param making makes it where there is none
   * @return the device's part
   */
  public synchronized Share<W> join(String name, Supplier<W> making) {
    Shared<W> shared = wires.computeIfAbsent(name, _ -> new Shared<>(making.get(), 0)).with(1);
    wires.put(name, shared);
    AtomicBoolean open = new AtomicBoolean(true);
    return new Share<>(
        shared.wire(),
        () -> {
          if (open.compareAndSet(true, false)) {
            leave(name);
          }
        });
  }

  private synchronized void leave(String name) {
    Shared<W> left = wires.get(name);
    if (left == null) {
      return;
    }
    if (left.devices() > 1) {
      wires.put(name, left.with(-1));
    } else {
      wires.remove(name);
      closing.accept(left.wire());
    }
  }
}
