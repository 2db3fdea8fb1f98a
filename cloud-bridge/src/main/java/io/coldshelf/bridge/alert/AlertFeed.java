package io.coldshelf.bridge.alert;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Alerts as they change, for whoever listens at the moment. It keeps nothing: a listener that was
 * away, or so slow that its queue ran over, is cut off and reads the list anew.
 */
public final class AlertFeed {

  /** Listeners at the same time; more are refused. */
  public static final int MAX_LISTENERS = 64;

  /** Changes that wait for one listener. */
  static final int MAX_WAITING = 256;

  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

  /** A feed to which nobody listens yet. */
  public AlertFeed() {}

  /** One who listens; to be closed. */
  public final class Listener implements AutoCloseable {

    private final BlockingQueue<Alert> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private volatile boolean open = true;

    private Listener() {}

    /**
     * Waits for the next change.
     *
     * @param patience how long
     * @return the alert, or nothing when none came
     * @throws InterruptedException when the waiting is to end
     */
    public Optional<Alert> next(Duration patience) throws InterruptedException {
      return Optional.ofNullable(waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    /**
     * Whether it still gets anything.
     *
     * @return false once it was closed or too slow
     */
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
      listeners.remove(this);
    }
  }

  /**
   * Begins to listen.
   *
   * @return the listener, or nothing when there are {@link #MAX_LISTENERS}
   */
  public synchronized Optional<Listener> listen() {
    if (listeners.size() >= MAX_LISTENERS) {
      return Optional.empty();
    }
    Listener listener = new Listener();
    listeners.add(listener);
    return Optional.of(listener);
  }

  /**
   * Tells all listeners. Never blocks.
   *
   * @param alerts as they are now, after the commit
   */
  public void publish(List<Alert> alerts) {
    for (Listener listener : listeners) {
      for (Alert alert : alerts) {
        if (!listener.waiting.offer(alert)) {
          listener.close();
        }
      }
    }
  }

  /** Cuts all listeners off. */
  public void closeAll() {
    listeners.forEach(Listener::close);
  }
}
