package io.coldshelf.driver.opcua;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What has been told to one device and not been taken yet. Bounded: a server that says more than
 * can be kept has the rest counted, and the end of a session is never among what is left out.
 */
final class Mailbox {

  private static final int MOST = 4_096;

  private final BlockingQueue<Notice> waiting = new ArrayBlockingQueue<>(MOST);
  private final AtomicLong leftOut = new AtomicLong();

  /** Why nothing more will come. */
  private volatile @Nullable Notice end;

  synchronized void put(Notice notice) {
    boolean isEnd = notice instanceof Notice.Lost || notice instanceof Notice.Closed;
    if (isEnd && !isClosed()) {
      end = notice;
    }
    // An end for which there is no room is found when the rest has been taken.
    if (!waiting.offer(notice) && !isEnd) {
      leftOut.incrementAndGet();
    }
  }

  /** The next one; null when none comes in the time. */
  @Nullable Notice take(long millis) throws InterruptedException {
    Notice next = waiting.poll(end == null ? Math.max(1, millis) : 0, TimeUnit.MILLISECONDS);
    return next == null ? end : next;
  }

  /** How many were left out since the last time this was asked. */
  long takeLeftOut() {
    return leftOut.getAndSet(0);
  }

  /** A new session: what the last one said is of no more use. */
  synchronized void startAnew() {
    waiting.clear();
    leftOut.set(0);
    if (!isClosed()) {
      end = null;
    }
  }

  boolean isClosed() {
    return end instanceof Notice.Closed;
  }
}
