package io.coldshelf.edge.uplink;

import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where the uplink's thread waits. Signals of a connection that was given up are dropped here: they
 * would be taken for the present one's.
 */
final class Inbox {

  /** Far more than a window of answers; what is over it is words of the bridge, which repeat. */
  static final int MAX_SIGNALS = 1_024;

  private record Tagged(long generation, Signal signal) {}

  private final LinkedBlockingQueue<Tagged> signals = new LinkedBlockingQueue<>(MAX_SIGNALS);
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicLong generation = new AtomicLong();

  /** What comes in for earlier connections no longer counts. */
  long begin() {
    signals.removeIf(tagged -> !(tagged.signal() instanceof Signal.Woken));
    return generation.incrementAndGet();
  }

  void wake() {
    if (woken.compareAndSet(false, true) && !signals.offer(new Tagged(0, new Signal.Woken()))) {
      woken.set(false); // so full that the thread is awake
    }
  }

  void tell(long of, Signal signal) {
    boolean repeats = signal instanceof Signal.Received;
    if (of == generation.get() && (!repeats || signals.size() < MAX_SIGNALS / 2)) {
      boolean taken = signals.offer(new Tagged(of, signal));
      if (!taken) {
        throw new IllegalStateException("more answers than blocks in flight");
      }
    }
  }

  /** Waits for a signal at most so long. */
  Optional<Signal> await(long nanos) throws InterruptedException {
    return current(signals.poll(nanos, TimeUnit.NANOSECONDS));
  }

  private Optional<Signal> current(@Nullable Tagged tagged) {
    if (tagged == null) {
      return Optional.empty();
    }
    if (tagged.signal() instanceof Signal.Woken) {
      woken.set(false); // before the journal is looked at: a commit from here on wakes again
      return Optional.of(tagged.signal());
    }
    return tagged.generation() == generation.get()
        ? Optional.of(tagged.signal())
        : Optional.empty();
  }
}
