package io.coldshelf.simulator.bench;

import io.coldshelf.edge.acquire.Inbox;
import io.coldshelf.model.Observation;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The agent's one thread for pipeline and journal, as its loop is: it takes what has come, runs it
 * through, and commits when that is due.
 */
final class EdgeThread implements AutoCloseable {

  private static final int BATCH = 1_024;
  private static final long PATIENCE_MILLIS = 100;

  private final Inbox inbox = new Inbox();
  private final EdgeUnderTest edge;
  private final UplinkUnderTest uplink;
  private final InstantSource clock;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong lastAt = new AtomicLong(Long.MAX_VALUE);
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private final Thread thread;

  private EdgeThread(EdgeUnderTest edge, UplinkUnderTest uplink, InstantSource clock) {
    this.edge = edge;
    this.uplink = uplink;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("edge-under-test").unstarted(this::run);
  }

  static EdgeThread start(EdgeUnderTest edge, UplinkUnderTest uplink, InstantSource clock) {
    EdgeThread thread = new EdgeThread(edge, uplink, clock);
    thread.thread.start();
    return thread;
  }

  void put(Observation observation) throws InterruptedException {
    inbox.put(observation);
  }

  private void run() {
    List<Observation> batch = new ArrayList<>(BATCH);
    try {
      while (!Thread.currentThread().isInterrupted()) {
        inbox.drain(batch, BATCH, PATIENCE_MILLIS);
        batch.forEach(edge::take);
        boolean last = taken.addAndGet(batch.size()) >= lastAt.get();
        commitIfDue(last);
        batch.clear();
      }
    } catch (InterruptedException e) {
      // asked to end
    } catch (RuntimeException e) {
      failure.set(e);
    }
  }

  /**
   * After so many observations none comes: what waits by then is committed, as when an agent ends.
   */
  void endsAfter(long observations) {
    lastAt.set(observations);
  }

  private void commitIfDue(boolean last) {
    boolean committed = edge.commitIfDue(clock.millis());
    if (last) {
      edge.finish(clock.millis());
    }
    if (last || committed) {
      uplink.wake();
    }
  }

  /** How many observations it has run through; throws what has ended the thread. */
  long taken() {
    RuntimeException ended = failure.get();
    if (ended != null) {
      throw new IllegalStateException("the pipeline's thread has ended", ended);
    }
    return taken.get();
  }

  /** Ends the thread; what is not committed by then is not. */
  @Override
  public void close() {
    // An interrupt must not reach the database: it is asleep, or will be soon.
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
