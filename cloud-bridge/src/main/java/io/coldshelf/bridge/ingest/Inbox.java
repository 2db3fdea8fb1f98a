package io.coldshelf.bridge.ingest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What has arrived and is not stored yet, in two queues, so that an event waits behind other events
 * at most, and behind the one batch that is being stored when it comes:
 *
 * <pre>
 *   events, status, reported, heads ──▶ ▭▭          a batch: the first queue alone where something
 *   readings                        ──▶ ▭▭▭▭▭▭▭▭▭   is in it, but never twice in a row; else both
 * </pre>
 */
final class Inbox {

  /** Messages in one transaction. */
  static final int MAX_BATCH = 256;

  /**
   * Bytes in one transaction, so that it takes some 20 ms at most; a single message may be more.
   */
  static final int MAX_BATCH_BYTES = 1 << 20;

  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Queue<Incoming> urgent = new ArrayDeque<>();
  private final Queue<Incoming> bulk = new ArrayDeque<>();
  private boolean urgentAlone;

  /** Holds so many messages in each of its queues. */
  Inbox(int capacity) {
    this.capacity = capacity;
  }

  /** Takes a message in; false when it is full. */
  boolean offer(Incoming incoming) {
    lock.lock();
    try {
      Queue<Incoming> queue = isBulk(incoming) ? bulk : urgent;
      if (queue.size() >= capacity) {
        return false;
      }
      queue.add(incoming);
      filled.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static boolean isBulk(Incoming incoming) {
    return incoming.topic().endsWith("/readings");
  }

  /** Waits until there is something, and gives the next batch; empty when nothing came. */
  List<Incoming> take(Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = patience.toNanos();
      while (urgent.isEmpty() && bulk.isEmpty() && nanos > 0) {
        nanos = filled.awaitNanos(nanos);
      }
      List<Incoming> batch = new ArrayList<>();
      boolean alone = !urgent.isEmpty() && !urgentAlone;
      if (alone) {
        move(urgent, batch, MAX_BATCH, MAX_BATCH_BYTES);
      } else {
        // Half of it at most, so that a flood of events does not keep readings out.
        move(urgent, batch, MAX_BATCH / 2, MAX_BATCH_BYTES / 2);
        move(bulk, batch, MAX_BATCH, MAX_BATCH_BYTES);
      }
      urgentAlone = alone;
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Whether readings wait. */
  boolean hasBulk() {
    lock.lock();
    try {
      return !bulk.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private static void move(
      Queue<Incoming> queue, List<Incoming> batch, int maxMessages, int maxBytes) {
    long bytes = batch.stream().mapToLong(each -> each.payload().length).sum();
    Incoming next = queue.peek();
    while (next != null
        && batch.size() < maxMessages
        && (batch.isEmpty() || bytes + next.payload().length <= maxBytes)) {
      batch.add(queue.remove());
      bytes += next.payload().length;
      next = queue.peek();
    }
  }
}
