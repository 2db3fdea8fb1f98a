package io.coldshelf.edge.uplink;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Hands the usage from the uplink's thread to the journal's writer, seldom. */
final class KeptUsage {

  /** What a loss of power may forget of a budget. */
  static final Duration WITH_A_BUDGET = Duration.ofMinutes(1);

  /** Where it is only shown: each change makes the next commit a page larger. */
  static final Duration WITHOUT = Duration.ofMinutes(15);

  private final AtomicReference<byte @Nullable []> due = new AtomicReference<>();
  private final long everyNanos;
  private long nextNanos;
  private byte[] last = {};

  KeptUsage(DataPlan plan, long nanos) {
    boolean budget = plan.dayBytes().isPresent() || plan.monthBytes().isPresent();
    everyNanos = (budget ? WITH_A_BUDGET : WITHOUT).toNanos();
    nextNanos = nanos + everyNanos;
  }

  /** By the uplink's thread, often. */
  void offer(Allowance allowance, long nanos) {
    if (nanos - nextNanos >= 0) {
      nextNanos = nanos + everyNanos;
      offerLast(allowance);
    }
  }

  /** The same at the end. */
  void offerLast(Allowance allowance) {
    byte[] now = allowance.save();
    if (!Arrays.equals(now, last)) {
      last = now;
      due.set(now);
    }
  }

  /** By any thread; what was taken comes no second time. */
  Optional<byte[]> take() {
    return Optional.ofNullable(due.getAndSet(null));
  }
}
