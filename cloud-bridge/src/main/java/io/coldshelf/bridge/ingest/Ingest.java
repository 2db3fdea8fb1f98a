package io.coldshelf.bridge.ingest;

import io.coldshelf.bridge.alert.Alert;
import io.coldshelf.bridge.fleet.Watch;
import io.coldshelf.bridge.store.Blocks;
import io.coldshelf.bridge.store.Database;
import io.coldshelf.bridge.store.Retention;
import io.coldshelf.bridge.store.StoreException;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Topics;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Takes messages from the broker, keeps them in batches, and acknowledges what is committed.
 *
 * <pre>
 *   broker ──▶ inbox ──▶ batch ──▶ one transaction ──▶ PUBACK, retained ack, alerts to listeners
 *                          ▲              │ fails           └──▶ backlog: readings into their tables
 *                          └── again, later, with nothing acknowledged
 * </pre>
 */
public final class Ingest implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Ingest.class.getName());
  private static final Duration PATIENCE = Duration.ofMillis(250);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final long STORE_PAUSE_MILLIS = 1000;

  // For the life of the bridge.
  private final Link link;
  private final Database database;
  private final InstantSource clock;
  private final Consumer<List<Alert>> changed;
  private final Backlog backlog;
  private final Thread loop;
  private final AtomicLong connectedMillis = new AtomicLong();
  private final AtomicLong messages = new AtomicLong();

  // The loop's own.
  private final Map<Epoch, Ack> unpublished = new LinkedHashMap<>(); // bounded by what exists
  private long connection;
  private long lookMillis;

  Ingest(
      Link link,
      Database database,
      InstantSource clock,
      Retention retention,
      Consumer<List<Alert>> changed) {
    this.link = link;
    this.database = database;
    this.clock = clock;
    this.changed = changed;
    this.backlog = new Backlog(database, clock, retention, changed);
    this.loop = Thread.ofPlatform().name("ingest").unstarted(this::run);
  }

  /**
   * Where messages are kept.
   *
   * @param database the store
   * @param retention what is deleted when it is old
   */
  public record Store(Database database, Retention retention) {}

  /**
   * Begins to take messages, and goes on until it is closed, whatever the broker does.
   *
   * @param settings which broker
   * @param store where to keep them, and how long
   * @param clock for what happens when
   * @param random for pauses and the client's id
   * @param changed is told of changed alerts after the commit; must not block
   * @return the running ingest
   */
  public static Ingest start(
      MqttSettings settings,
      Store store,
      InstantSource clock,
      RandomGenerator random,
      Consumer<List<Alert>> changed) {
    MqttLink link = new MqttLink(settings, random);
    Ingest ingest = new Ingest(link, store.database(), clock, store.retention(), changed);
    link.start();
    ingest.loop.start();
    return ingest;
  }

  /**
   * Whether messages can come at all.
   *
   * @return false while there is no connection to the broker
   */
  public boolean isConnected() {
    return connectedMillis.get() > 0;
  }

  /**
   * How many messages were kept, duplicates included.
   *
   * @return since the start
   */
  public long messages() {
    return messages.get();
  }

  private void run() {
    List<Incoming> batch = List.of();
    Duration patience = Duration.ZERO;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        noteConnection();
        if (batch.isEmpty()) {
          batch = link.take(patience);
        }
        int blocks = 0;
        if (!batch.isEmpty()) {
          blocks = keepOrSetAside(batch);
          batch = List.of();
        }
        publish();
        patience = backlog.work(link.isFlooded(), blocks) ? Duration.ZERO : PATIENCE;
        lookAfterGateways();
      } catch (StoreException e) {
        LOG.log(Level.ERROR, "Nothing is acknowledged: {0}", e.getMessage());
        if (!pause()) {
          return;
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        // A mistake of ours or of a library must not end the one thread that keeps what arrives.
        LOG.log(Level.ERROR, "Keeping messages failed; it is tried again", e);
        if (!pause()) {
          return;
        }
      }
    }
  }

  /** One life of one gateway's journal; acknowledgements of it replace each other. */
  private record Epoch(Topics gateway, String epoch) {}

  /**
   * Keeps a batch, and sets aside what the store cannot hold. Such a message should not exist,
   * since the decoder has passed it; if it does it must not stop all others. Returns how many
   * blocks of readings wait for more than this.
   */
  private int keepOrSetAside(List<Incoming> batch) {
    try {
      return keep(batch);
    } catch (StoreException e) {
      if (!e.isOfData()) {
        throw e;
      }
      LOG.log(Level.WARNING, "A batch is kept one by one", e);
      int blocks = 0;
      for (Incoming incoming : batch) {
        blocks += keepOrSetAside(incoming);
      }
      return blocks;
    }
  }

  private int keepOrSetAside(Incoming incoming) {
    try {
      return keep(List.of(incoming));
    } catch (StoreException e) {
      if (!e.isOfData()) {
        throw e;
      }
      Message aside = Decoder.read(incoming).setAside(String.valueOf(e.getMessage()));
      return keep(List.of(incoming), List.of(aside));
    }
  }

  /**
   * Keeps a batch; returns only when it is on the disk, with the number of blocks of readings that
   * wait to be unfolded.
   */
  int keep(List<Incoming> batch) {
    List<Message> read = new ArrayList<>(batch.size());
    for (Incoming incoming : batch) {
      read.add(Decoder.read(incoming));
    }
    return keep(batch, read);
  }

  private int keep(List<Incoming> batch, List<Message> read) {
    Intake.Result result = commit(batch, read);
    long _ = messages.addAndGet(batch.size());
    result.acks().forEach(due -> await(due.gateway(), due.ack()));
    publish();
    batch.forEach(incoming -> link.kept(incoming.delivery()));
    if (!result.changed().isEmpty()) {
      changed.accept(result.changed());
    }
    if (result.clocks()) {
      backlog.placeAnew();
    }
    if (result.waiting() > 0) {
      backlog.add();
    }
    return result.waiting();
  }

  private Intake.Result commit(List<Incoming> batch, List<Message> read) {
    long now = clock.millis();
    try {
      return database.write(sql -> {
        Intake intake = new Intake(sql, now, backlog);
        for (int i = 0; i < batch.size(); i++) {
          intake.keep(batch.get(i), read.get(i));
        }
        return intake.result();
      });
    } catch (StoreException e) {
      backlog.failed();
      throw e;
    }
  }

  /** Does one step of what is left behind; returns whether there is more. */
  boolean catchUp() {
    return backlog.work(false, 0);
  }

  /** A broker may have forgotten what it retained, so each connection begins with all of it. */
  private void noteConnection() {
    long present = link.connection();
    if (present == connection) {
      return;
    }
    if (present != 0) {
      unpublished.clear();
      database.read(Blocks::acks).forEach(this::await);
    }
    connection = present;
    connectedMillis.set(present == 0 ? 0 : clock.millis());
  }

  /** To the end, so that the newest epoch of a gateway is published last. */
  private void await(Topics gateway, Ack ack) {
    Epoch epoch = new Epoch(gateway, ack.epoch());
    Optional<Ack> _ = Optional.ofNullable(unpublished.remove(epoch));
    unpublished.put(epoch, ack);
  }

  private void publish() {
    Iterator<Map.Entry<Epoch, Ack>> each = unpublished.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<Epoch, Ack> due = each.next();
      if (!link.publish(due.getKey().gateway(), due.getValue())) {
        return;
      }
      each.remove();
    }
  }

  private void lookAfterGateways() {
    long now = clock.millis();
    if (connection == 0 || now - lookMillis < LOOK_EVERY.toMillis()) {
      return;
    }
    lookMillis = now;
    List<Alert> alerts = database.write(sql -> Watch.look(sql, now, connectedMillis.get()));
    if (!alerts.isEmpty()) {
      changed.accept(alerts);
    }
  }

  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(STORE_PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Override
  public void close() {
    loop.interrupt();
    try {
      loop.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    link.close();
  }
}
