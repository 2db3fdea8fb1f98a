package io.coldshelf.bridge.ingest;

import io.coldshelf.bridge.ingest.Incoming.Delivery;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Topics;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
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
  private final Inbox inbox = new Inbox(2 * MAX_WAITING);
  private final Map<Long, MqttConnection> open = new ConcurrentHashMap<>();
  private final AtomicReference<Optional<Pair>> current = new AtomicReference<>(Optional.empty());
  private final Thread loop;

  MqttLink(MqttSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
    this.loop = Thread.ofPlatform().name("mqtt-link").unstarted(this::run);
  }

  /**
   * Two connections that live and die together. What has to be quick has one to itself: in the
   * broker each connection has a queue of its own, and on one for all an event would stand behind
   * every reading that was sent before it.
   */
  private record Pair(MqttConnection urgent, MqttConnection bulk) {}

  void start() {
    loop.start();
  }

  private void run() {
    long number = 0;
    Duration pause = FIRST_PAUSE;
    String clientId = "coldshelf-bridge-" + Long.toHexString(random.nextLong());
    while (!Thread.currentThread().isInterrupted()) {
      open.clear();
      MqttConnection.Life life =
          new MqttConnection.Life(settings, inbox, open, new CountDownLatch(1));
      try (MqttConnection urgent =
              MqttConnection.open(++number, life, clientId, MqttConnection.URGENT);
          MqttConnection bulk =
              MqttConnection.open(++number, life, clientId + "-readings", MqttConnection.BULK)) {
        current.set(Optional.of(new Pair(urgent, bulk)));
        pause = FIRST_PAUSE;
        LOG.log(Level.DEBUG, "Connected to the broker at {0}", settings.url());
        life.lost().await();
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
  public List<Incoming> take(Duration patience) throws InterruptedException {
    return inbox.take(patience);
  }

  @Override
  public boolean isFlooded() {
    return inbox.hasBulk();
  }

  @Override
  public void kept(Delivery delivery) {
    Optional.ofNullable(open.get(delivery.connection()))
        .ifPresent(connection -> connection.kept(delivery));
  }

  @Override
  public boolean publish(Topics gateway, Ack ack) {
    return current
        .get()
        .map(pair -> pair.urgent().publish(gateway.ack(), ack.toJson()))
        .orElse(false);
  }

  @Override
  public long connection() {
    return current.get().map(pair -> pair.urgent().number()).orElse(0L);
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
