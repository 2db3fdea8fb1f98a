package io.coldshelf.bridge.ingest;

import io.coldshelf.bridge.ingest.Incoming.Delivery;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Topics;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Keeps a connection to the broker, one after the other, for the life of the bridge. */
final class MqttLink implements Link {

  /** Messages that the broker may send before the first of them is kept (its receive maximum). */
  static final int MAX_WAITING = 1024;

  static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private static final System.Logger LOG = System.getLogger(MqttLink.class.getName());

  private final MqttSettings settings;
  private final RandomGenerator random;
  private final BlockingQueue<Incoming> queue = new ArrayBlockingQueue<>(2 * MAX_WAITING);
  private final AtomicReference<Optional<MqttConnection>> current =
      new AtomicReference<>(Optional.empty());
  private final Thread loop;

  MqttLink(MqttSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
    this.loop = Thread.ofPlatform().name("mqtt-link").unstarted(this::run);
  }

  void start() {
    loop.start();
  }

  private void run() {
    long number = 0;
    Duration pause = FIRST_PAUSE;
    String clientId = "coldshelf-bridge-" + Long.toHexString(random.nextLong());
    while (!Thread.currentThread().isInterrupted()) {
      try (MqttConnection connection = MqttConnection.open(++number, settings, clientId, queue)) {
        current.set(Optional.of(connection));
        pause = FIRST_PAUSE;
        LOG.log(Level.DEBUG, "Connected to the broker at {0}", settings.url());
        connection.awaitEnd();
        LOG.log(Level.WARNING, "The connection to the broker at {0} was lost", settings.url());
      } catch (MqttException | IOException | GeneralSecurityException e) {
        LOG.log(
            Level.WARNING,
            "No connection to the broker at {0}: {1}; next attempt in {2} s at the latest",
            settings.url(),
            e.getMessage(),
            pause.toSeconds() + 1);
      } catch (InterruptedException e) {
        return;
      } finally {
        current.set(Optional.empty());
      }
      if (!sleep(pause)) {
        return;
      }
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0
              ? LONGEST_PAUSE
              : pause.multipliedBy(2);
    }
  }

  /** Half of the pause at least, so that a thousand bridges do not come back at once. */
  private boolean sleep(Duration pause) {
    try {
      long half = pause.toMillis() / 2;
      TimeUnit.MILLISECONDS.sleep(half + random.nextLong(half + 1));
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Override
  public List<Incoming> take(int limit, Duration patience) throws InterruptedException {
    List<Incoming> taken = new ArrayList<>();
    Incoming first = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (first != null) {
      taken.add(first);
      queue.drainTo(taken, limit - 1);
    }
    return taken;
  }

  @Override
  public void kept(Delivery delivery) {
    current.get().ifPresent(connection -> connection.kept(delivery));
  }

  @Override
  public boolean publish(Topics gateway, Ack ack) {
    return current
        .get()
        .map(connection -> connection.publish(gateway.ack(), ack.toJson()))
        .orElse(false);
  }

  @Override
  public long connection() {
    return current.get().map(MqttConnection::number).orElse(0L);
  }

  @Override
  public void close() {
    loop.interrupt();
    try {
      loop.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
