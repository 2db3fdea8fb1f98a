package io.coldshelf.edge.acquire;

import io.coldshelf.model.Observation;
import java.util.Collection;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Where the observations of all devices meet. Bounded: a source that is faster than the pipeline is
 * slowed down, on the wire in the end, and nothing is dropped.
 */
public final class Inbox {

  /** Observations that may wait. */
  public static final int CAPACITY = 16_384;

  private final BlockingQueue<Observation> queue = new ArrayBlockingQueue<>(CAPACITY);

  /** An empty inbox. */
  public Inbox() {}

  /**
   * Adds an observation, and waits while there is no room.
   *
   * @param observation what a device said
   * @throws InterruptedException when asked to stop
   */
  public void put(Observation observation) throws InterruptedException {
    queue.put(observation);
  }

  /**
   * Takes what has come, and waits a while when nothing has.
   *
   * @param into takes the observations in their order
   * @param most how many at the most
   * @param waitMillis how long to wait for the first
   * @throws InterruptedException when asked to stop
   */
  public void drain(Collection<? super Observation> into, int most, long waitMillis)
      throws InterruptedException {
    Observation first = queue.poll(waitMillis, TimeUnit.MILLISECONDS);
    if (first != null) {
      into.add(first);
      queue.drainTo(into, most - 1);
    }
  }

  /**
   * How many wait.
   *
   * @return 0 to {@link #CAPACITY}
   */
  public int size() {
    return queue.size();
  }
}
