package io.coldshelf.edge.acquire;

import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Observation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the observations of all devices meet. Bounded: a source that is faster than the pipeline is
 * slowed down, on the wire in the end, and nothing is dropped.
 *
 * <p>A source that owes its sender an answer (a confirmable request, a reader that holds its
 * reports until they are taken) gives it when the journal has committed: see {@link #confirm}.
 */
public final class Inbox {

  /** Observations that may wait. */
  public static final int CAPACITY = 16_384;

  private static final String NOBODY = "";

  /** Nobody's observation: it only wakes the taker. */
  private static final Observation WAKE = DeviceState.online(NOBODY, 0);

  private final BlockingQueue<Observation> queue = new ArrayBlockingQueue<>(CAPACITY);

  /** Observations that have come or are just coming; counted before they are in the queue. */
  private final AtomicLong arrivals = new AtomicLong();

  private final Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();

  /** How many were taken; the taker's own. */
  private long taken;

  /** To be given once so many have been taken and committed. */
  private record Receipt(long arrivals, Answer answer) {}

  /**
   * Something that a source wants to do once what it put is durable.
   *
   * @param isAwaited whether somebody waits for it, so that it is worth a commit of its own
   * @param give does it
   */
  public record Answer(boolean isAwaited, Runnable give) {}

  /** An empty inbox. */
  public Inbox() {}

  /**
   * Adds an observation, and waits while there is no room.
   *
   * @param observation what a device said
   * @throws InterruptedException when asked to stop
   */
  public void put(Observation observation) throws InterruptedException {
    long _ = arrivals.incrementAndGet();
    try {
      queue.put(observation);
    } catch (InterruptedException e) {
      long _ = arrivals.decrementAndGet();
      throw e;
    }
  }

  /**
   * Asks for an answer once everything that the calling thread has put is durable.
   *
   * @param answer called from the pipeline's thread after the commit; must not block. Never called
   *     when the agent ends before
   */
  public void confirm(Runnable answer) {
    add(new Answer(true, answer));
    // Where there is no room for it, the taker is awake.
    boolean _ = queue.offer(WAKE);
  }

  /**
   * The same for an answer that nobody waits for: it comes with the next commit that is made
   * anyway.
   *
   * @param answer as for {@link #confirm}
   */
  public void confirmInPassing(Runnable answer) {
    add(new Answer(false, answer));
  }

  private void add(Answer answer) {
    // Others may be counted that are not in the queue yet: then it comes a little later.
    receipts.add(new Receipt(arrivals.get(), answer));
  }

  /**
   * The answers that may be given once all that was drained is committed. Called by the thread that
   * drains.
   *
   * @return each answer once
   */
  public List<Answer> answersDue() {
    List<Answer> due = new ArrayList<>();
    for (Receipt next = receipts.peek();
        next != null && next.arrivals() <= taken;
        next = receipts.peek()) {
      due.add(next.answer());
      receipts.remove();
    }
    return due;
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
    if (first == null) {
      return;
    }
    Collection<Observation> came = new ArrayList<>();
    came.add(first);
    int _ = queue.drainTo(came, most - 1);
    for (Observation observation : came) {
      if (!observation.device().equals(NOBODY)) {
        taken++;
        into.add(observation);
      }
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
