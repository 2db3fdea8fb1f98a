package io.coldshelf.simulator.bench;

import io.coldshelf.bridge.ingest.Ingest;
import io.coldshelf.bridge.ingest.MqttSettings;
import io.coldshelf.bridge.store.Database;
import io.coldshelf.bridge.store.Retention;
import io.coldshelf.bridge.store.Totals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The bridge's ingest and its store in SQLite, without page and webhooks. Every call to its
 * interface stands here and nowhere else.
 */
final class BridgeUnderTest implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(30);
  private static final Duration ROWS =
      Duration.ofSeconds(90); // a bridge in a flood lets rows wait for a minute
  private static final long LOOK_NANOS = 5_000_000L;

  private final Database database;
  private final Ingest ingest;

  private BridgeUnderTest(Database database, Ingest ingest) {
    this.database = database;
    this.ingest = ingest;
  }

  /** Starts, and waits until it listens to the broker. */
  static BridgeUnderTest start(Path folder, String url, InstantSource clock, long seed)
      throws IOException {
    Database database = Database.open(folder.resolve("bridge.db"));
    Ingest ingest =
        Ingest.start(
            MqttSettings.open(url),
            new Ingest.Store(database, Retention.USUAL),
            clock,
            new Random(seed),
            _ -> {});
    BridgeUnderTest bridge = new BridgeUnderTest(database, ingest);
    long deadline = System.nanoTime() + CONNECT.toNanos();
    while (!ingest.isConnected()) {
      if (System.nanoTime() > deadline) {
        bridge.close();
        throw new IOException("the bridge does not reach the broker at " + url);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return bridge;
  }

  Totals totals() {
    return database.read(Totals::of);
  }

  /**
   * Waits until so many readings are rows: a bridge may acknowledge a block before it unfolds it.
   * Waits no longer when none comes any more; whoever counts then finds what is missing.
   */
  void awaitRows(long readings) throws InterruptedException {
    long before = -1;
    long rows = rows();
    long since = System.nanoTime();
    while (rows < readings && (rows > before || System.nanoTime() - since < ROWS.toNanos())) {
      if (rows > before) {
        before = rows;
        since = System.nanoTime();
      }
      TimeUnit.NANOSECONDS.sleep(LOOK_NANOS);
      rows = rows();
    }
  }

  private long rows() {
    Totals totals = totals();
    return totals.readings() + totals.replacedReadings();
  }

  /** Rows of readings, which are different by point and time. */
  long differentReadings() {
    return database.read(sql -> sql.number("select count(*) as n from reading"));
  }

  /** Rows of events, which are different by id. */
  long differentEvents() {
    return database.read(sql -> sql.number("select count(*) as n from event"));
  }

  /** Alerts that are open. */
  long openAlerts() {
    return database.read(sql -> sql.number("select count(*) as n from alert where closed = 0"));
  }

  /** Alerts whose id is a prefix and a number from 0 to below a bound. */
  long alertsBelow(String prefix, long bound) {
    return database.read(sql ->
        sql.number(
            "select count(*) as n from alert where id like ? || '%'"
                + " and cast(substr(id, ?) as integer) < ?",
            prefix, prefix.length() + 1, bound));
  }

  /** Readings of one device with a value from 0 to below a bound, each value once. */
  long differentValuesBelow(String device, long bound) {
    return database.read(sql ->
        sql.number(
            "select count(distinct r.value) as n from reading r join point p on p.id = r.point"
                + " where p.device = ? and r.value >= 0 and r.value < ?",
            device,
            bound));
  }

  @Override
  public void close() {
    ingest.close();
    database.close();
  }
}
