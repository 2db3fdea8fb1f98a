package io.coldshelf.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.Samples;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.Status;
import io.coldshelf.wire.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real broker behind a bad line. Patience is a tenth of the real one, and so are the delays. */
@Timeout(60)
class RoughLineTest {

  private static final Topics TOPICS = new Topics("store-1", "gw1");
  private static final Status ONLINE = new Status(true, "0.1.0", Samples.TIME);

  /** How often a broker is killed under load; {@code -Dcoldshelf.kills=100} for a long run. */
  private static final int KILLS = Integer.getInteger("coldshelf.kills", 5);

  private static final Patience QUICK =
      new Patience(
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(300));

  @TempDir Path folder;
  private Journal journal;

  @BeforeEach
  void open() {
    journal = Samples.open(folder.resolve("journal.db"));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private Uplink uplink(Broker broker) {
    return Uplink.start(
        new UplinkSetup(broker, TOPICS, ONLINE, Acknowledge.BRIDGE, QUICK),
        journal,
        // No clock: it is 1970, and stays so.
        new Uplink.Clocks(InstantSource.fixed(Instant.EPOCH), System::nanoTime),
        new SplittableRandom(1));
  }

  private void commit(Uplink uplink, int commits) {
    for (int i = 0; i < commits; i++) {
      journal.commit(Samples.readingsCommit(20));
      uplink.wake();
    }
  }

  private static boolean becomes(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    Object nobody = new Object();
    synchronized (nobody) {
      while (!condition.getAsBoolean() && System.nanoTime() < end) {
        nobody.wait(10);
      }
    }
    return condition.getAsBoolean();
  }

  /** What happens to the line while readings go over it. */
  private interface Mishap {
    void on(Proxy proxy) throws Exception;
  }

  private void allArrivesThough(Mishap mishap) throws Exception {
    try (Mosquitto broker = new Mosquitto(folder);
        Proxy proxy = new Proxy(broker.port());
        StoringBridge bridge = new StoringBridge(TOPICS, broker, true);
        Uplink uplink = uplink(Broker.at(proxy.url()))) {
      commit(uplink, 5);
      assertTrue(bridge.holds(Lane.READINGS, 5, 20));
      mishap.on(proxy);
      commit(uplink, 20);
      journal.commit(Samples.eventCommit("while it is bad"));
      uplink.wake();
      assertTrue(becomes(() -> !uplink.stats().connected()), "the mishap goes unnoticed");
      proxy.mend();
      assertTrue(bridge.holds(Lane.EVENTS, 1, 20));
      assertTrue(bridge.holds(Lane.READINGS, 25, 20));
    }
  }

  @Test
  void allArrivesThoughTheLineRefuses() throws Exception {
    allArrivesThough(Proxy::refuse);
  }

  @Test
  void allArrivesThoughTheLineSwallowsEverything() throws Exception {
    allArrivesThough(proxy -> proxy.swallow(true, true));
  }

  @Test
  void allArrivesThoughTheLineSwallowsAnswers() throws Exception {
    allArrivesThough(proxy -> proxy.swallow(false, true));
  }

  @Test
  void allArrivesThoughTheLineSwallowsWhatIsSent() throws Exception {
    allArrivesThough(proxy -> proxy.swallow(true, false));
  }

  @Test
  void aCutCostsNothingButTime() throws Exception {
    try (Mosquitto broker = new Mosquitto(folder);
        Proxy proxy = new Proxy(broker.port());
        StoringBridge bridge = new StoringBridge(TOPICS, broker, true);
        Uplink uplink = uplink(Broker.at(proxy.url()))) {
      for (int cut = 1; cut <= 5; cut++) {
        commit(uplink, 10);
        assertTrue(bridge.holds(Lane.READINGS, 10L * cut - 5, 20));
        proxy.cut();
      }
      assertTrue(bridge.holds(Lane.READINGS, 50, 20));
    }
  }

  /** As 10 kB/s and two seconds are to the real patience. */
  @Test
  void aSlowLineIsNotTakenForADeadOneAndAnEventOvertakes() throws Exception {
    for (int i = 0; i < 40; i++) {
      journal.commit(Samples.readingsCommit(1_000));
    }
    try (Mosquitto broker = new Mosquitto(folder);
        Proxy proxy = new Proxy(broker.port());
        StoringBridge bridge = new StoringBridge(TOPICS, broker, true)) {
      proxy.slow(60_000, Duration.ofMillis(200));
      try (Uplink uplink = uplink(Broker.at(proxy.url()))) {
        assertTrue(bridge.holds(Lane.READINGS, 3, 20));
        journal.commit(Samples.eventCommit("late"));
        uplink.wake();
        assertTrue(bridge.holds(Lane.EVENTS, 1, 20));
        long before = bridge.order().indexOf("events 1");
        assertTrue(bridge.holds(Lane.READINGS, 40, 30));
        assertTrue(before < 25, () -> before + " readings went before the event");
        assertEquals(Optional.empty(), uplink.stats().lastError());
        assertEquals(0, uplink.stats().counts().resent());
      }
    }
  }

  @Test
  void nothingIsMissingThoughTheBrokerIsKilledAgainAndAgain() throws Exception {
    try (Mosquitto broker = new Mosquitto(folder);
        StoringBridge bridge = new StoringBridge(TOPICS, broker, true);
        Uplink uplink = uplink(Broker.at(broker.url()))) {
      for (int kill = 1; kill <= KILLS; kill++) {
        commit(uplink, 50);
        journal.commit(Samples.eventCommit("kill " + kill));
        uplink.wake();
        broker.kill();
        broker.start();
        bridge.reconnect();
        assertTrue(bridge.holds(Lane.READINGS, 50L * (kill - 1) + 1, 20), "kill " + kill);
      }
      assertTrue(bridge.holds(Lane.READINGS, 50L * KILLS, 30));
      assertTrue(bridge.holds(Lane.EVENTS, KILLS, 30));
    }
  }

  @Test
  void aCertificateThatIsNotValidYetIsTriedUntilItIs() throws Exception {
    Certificates certificates = new Certificates(folder);
    certificates.issue("+30d");
    try (Mosquitto broker =
        new Mosquitto(
            folder, "certfile " + certificates.certificate(), "keyfile " + certificates.key())) {
      Broker tls =
          new Broker(
              URI.create("mqtts://127.0.0.1:" + broker.port()),
              Optional.empty(),
              new Broker.TlsFiles(
                  Optional.of(certificates.authority()), Optional.empty(), Optional.empty()));
      try (Uplink uplink = uplink(tls)) {
        assertTrue(
            becomes(() -> uplink.stats().lastError().orElse("").contains("not valid yet")),
            () -> uplink.stats().toString());
        certificates.issue("-1d");
        broker.kill();
        broker.start();
        assertTrue(becomes(() -> uplink.stats().connected()), () -> uplink.stats().toString());
      }
    }
  }
}
