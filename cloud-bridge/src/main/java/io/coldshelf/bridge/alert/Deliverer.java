package io.coldshelf.bridge.alert;

import io.coldshelf.bridge.store.Database;
import io.coldshelf.bridge.store.StoreException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Empties the outbox: one thread looks for what is due, a few send. */
public final class Deliverer implements AutoCloseable {

  /** Attempts at the same time. */
  static final int MAX_ATTEMPTS = 16;

  private static final System.Logger LOG = System.getLogger(Deliverer.class.getName());
  private static final long LOOK_EVERY_MILLIS = 1000;

  private final Database database;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Sender sender = new Sender();
  private final Semaphore free = new Semaphore(MAX_ATTEMPTS);
  private final BlockingQueue<Boolean> wake = new ArrayBlockingQueue<>(1);
  private final ExecutorService senders =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook-", 0).factory());
  private final Thread loop;

  /**
   * A deliverer; nothing is sent before {@link #start}.
   *
   * @param database holds the outbox
   * @param clock for what is due and for the signatures
   * @param random for the jitter; used by several threads
   */
  public Deliverer(Database database, InstantSource clock, RandomGenerator random) {
    this.database = database;
    this.clock = clock;
    this.random = random;
    this.loop = Thread.ofPlatform().name("webhooks").unstarted(this::run);
  }

  /** Begins. */
  public void start() {
    loop.start();
  }

  /** Says that something new may be due. Never blocks. */
  public void wake() {
    boolean _ = wake.offer(true);
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        if (sendWhatIsDue() == 0) {
          Boolean _ = wake.poll(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
      } catch (InterruptedException e) {
        return;
      } catch (StoreException e) {
        LOG.log(Level.WARNING, "Webhooks wait for the store: {0}", e.getMessage());
        if (!pause()) {
          return;
        }
      }
    }
  }

  private boolean pause() {
    try {
      Boolean _ = wake.poll(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private int sendWhatIsDue() throws InterruptedException {
    free.acquire(); // no attempt is leased before somebody is free to make it
    free.release();
    int room = Math.max(1, free.availablePermits());
    List<Delivery> due = database.write(sql -> Outbox.lease(sql, clock.millis(), room));
    for (Delivery delivery : due) {
      free.acquire();
      senders.execute(() -> send(delivery));
    }
    return due.size();
  }

  private void send(Delivery delivery) {
    try {
      Outcome outcome = sender.attempt(delivery, clock.millis());
      if (outcome instanceof Outcome.Failed failed) {
        LOG.log(
            Level.WARNING,
            "Webhook {0} did not take event {1}: {2}",
            delivery.webhook().id(),
            delivery.event(),
            failed.error());
      }
      int _ = database.write(sql -> Outbox.settle(sql, delivery, outcome, clock.millis(), random));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing; the lease runs out and it is sent again
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "A delivery will be repeated: {0}", e.getMessage());
    } finally {
      free.release();
      wake();
    }
  }

  @Override
  public void close() {
    loop.interrupt();
    senders.shutdownNow();
    sender.close();
    try {
      loop.join();
      boolean _ = senders.awaitTermination(Sender.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
