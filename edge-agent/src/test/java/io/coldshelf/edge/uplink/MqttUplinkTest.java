package io.coldshelf.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.Samples;
import io.coldshelf.wire.Block;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.Status;
import io.coldshelf.wire.Topics;
import io.coldshelf.wire.UserProperty;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker. */
@Timeout(60)
class MqttUplinkTest {

  private static final Topics TOPICS = new Topics("store-1", "gw1");
  private static final Status ONLINE = new Status(true, "0.1.0", Samples.TIME);
  private static final Patience QUICK =
      new Patience(
          Duration.ofSeconds(2),
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

  private Uplink uplink(Mosquitto broker, Acknowledge acknowledge) {
    return Uplink.start(
        new UplinkSetup(Broker.at(broker.url()), TOPICS, ONLINE, acknowledge, QUICK),
        journal,
        new Uplink.Clocks(InstantSource.system(), System::nanoTime),
        new SplittableRandom(1));
  }

  private void commit(Uplink uplink, int commits) {
    for (int i = 0; i < commits; i++) {
      journal.commit(Samples.readingsCommit(20));
      uplink.wake();
    }
  }

  /** The journal's state is asked for, not waited for: its writer is this very thread. */
  private boolean becomes(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    Object nobody = new Object();
    synchronized (nobody) {
      while (!condition.getAsBoolean() && System.nanoTime() < end) {
        nobody.wait(10);
      }
    }
    return condition.getAsBoolean();
  }

  private boolean isForgotten(Lane lane, long upTo) {
    journal.maintain();
    return journal.stats().of(lane).acknowledged() >= upTo;
  }

  @Test
  void aBlockArrivesAsItWasWrittenAndIsForgottenOnTheBridgesWord() throws Exception {
    try (Mosquitto broker = new Mosquitto(folder);
        StoringBridge bridge = new StoringBridge(TOPICS, broker, true);
        Uplink uplink = uplink(broker, Acknowledge.BRIDGE)) {
      commit(uplink, 1);
      Block block = journal.after(Lane.READINGS, 0, 1).getFirst();
      StoringBridge.Arrived arrived = bridge.next(TOPICS.lane(Lane.READINGS), 10);
      assertArrayEquals(block.payload(), arrived.payload());
      assertEquals("application/senml+cbor", arrived.type());
      assertEquals(journal.epoch(), arrived.properties().get(UserProperty.EPOCH));
      assertEquals("1", arrived.properties().get(UserProperty.SEQ));
      assertEquals("1", arrived.properties().get(UserProperty.FIRST));
      assertEquals("20", arrived.properties().get(UserProperty.COUNT));
      assertEquals("deflate", arrived.properties().get(UserProperty.ENCODING));
      assertEquals(
          HexFormat.of().formatHex(block.hash()), arrived.properties().get(UserProperty.HASH));
      assertTrue(becomes(() -> isForgotten(Lane.READINGS, 1)));
    }
  }

  @Test
  void withoutTheBridgesWordABlockStaysAndIsSentAgain() throws Exception {
    try (Mosquitto broker = new Mosquitto(folder);
        StoringBridge bridge = new StoringBridge(TOPICS, broker, false);
        Uplink uplink = uplink(broker, Acknowledge.BRIDGE)) {
      commit(uplink, 1);
      assertEquals("1", seqOf(bridge.next(TOPICS.lane(Lane.READINGS), 10)));
      assertEquals("1", seqOf(bridge.next(TOPICS.lane(Lane.READINGS), 10)));
      assertFalse(isForgotten(Lane.READINGS, 1));
      assertTrue(becomes(() -> uplink.stats().counts().resent() > 0));
    }
  }

  private static String seqOf(StoringBridge.Arrived arrived) {
    return String.valueOf(arrived.properties().get(UserProperty.SEQ));
  }

  @Test
  void whereTheBrokersWordCountsItIsEnough() throws Exception {
    try (Mosquitto broker = new Mosquitto(folder);
        Uplink uplink = uplink(broker, Acknowledge.BROKER)) {
      commit(uplink, 30);
      assertTrue(becomes(() -> isForgotten(Lane.READINGS, 30)));
      assertEquals(0, uplink.stats().counts().resent());
    }
  }

  @Test
  void eventsOvertakeABacklogOfReadings() throws Exception {
    for (int i = 0; i < 300; i++) {
      journal.commit(Samples.readingsCommit(1));
    }
    journal.commit(Samples.eventCommit("late"));
    try (Mosquitto broker = new Mosquitto(folder);
        StoringBridge bridge = new StoringBridge(TOPICS, broker, true);
        Uplink _ = uplink(broker, Acknowledge.BRIDGE)) {
      assertTrue(bridge.holds(Lane.READINGS, 300, 20));
      assertEquals("events 1", bridge.order().getFirst());
    }
  }

  @Test
  void allArrivesThoughTheBrokerIsKilledInBetween() throws Exception {
    try (Mosquitto broker = new Mosquitto(folder);
        StoringBridge bridge = new StoringBridge(TOPICS, broker, true);
        Uplink uplink = uplink(broker, Acknowledge.BRIDGE)) {
      commit(uplink, 100);
      assertTrue(bridge.holds(Lane.READINGS, 20, 20));
      broker.kill();
      commit(uplink, 100);
      broker.start();
      bridge.reconnect();
      commit(uplink, 100);
      assertTrue(bridge.holds(Lane.READINGS, 300, 30));
      assertTrue(becomes(() -> isForgotten(Lane.READINGS, 300)));
    }
  }

  @Test
  void itStartsWithoutABroker() throws Exception {
    try (Mosquitto broker = new Mosquitto(folder)) {
      broker.kill();
      try (Uplink uplink = uplink(broker, Acknowledge.BRIDGE)) {
        commit(uplink, 3);
        assertTrue(becomes(() -> uplink.stats().lastError().isPresent()));
        assertFalse(uplink.stats().connected());
        broker.start();
        try (StoringBridge bridge = new StoringBridge(TOPICS, broker, true)) {
          assertTrue(bridge.holds(Lane.READINGS, 3, 20));
        }
      }
    }
  }

  @Test
  void aFrozenBrokerIsNoticedAndAllArrivesAfterwards() throws Exception {
    try (Mosquitto broker = new Mosquitto(folder);
        StoringBridge bridge = new StoringBridge(TOPICS, broker, true);
        Uplink uplink = uplink(broker, Acknowledge.BRIDGE)) {
      commit(uplink, 5);
      assertTrue(bridge.holds(Lane.READINGS, 5, 20));
      broker.freeze();
      commit(uplink, 5);
      assertTrue(becomes(() -> !uplink.stats().connected()));
      broker.thaw();
      assertTrue(bridge.holds(Lane.READINGS, 10, 30));
    }
  }

  @Test
  void aRefusedPublishIsNotTakenForSuccess() throws Exception {
    Path rules = folder.resolve("acl");
    Files.writeString(
        rules,
        """
        topic readwrite coldshelf/v1/store-1/gw1/events
        topic readwrite coldshelf/v1/store-1/gw1/status
        """);
    try (Mosquitto broker = new Mosquitto(folder, "acl_file " + rules);
        Uplink uplink = uplink(broker, Acknowledge.BROKER)) {
      commit(uplink, 1);
      journal.commit(Samples.eventCommit("a"));
      uplink.wake();
      assertTrue(becomes(() -> isForgotten(Lane.EVENTS, 1)));
      assertTrue(becomes(() -> uplink.stats().counts().refused() > 0));
      assertFalse(isForgotten(Lane.READINGS, 1));
      assertTrue(
          becomes(() -> uplink.stats().lastError().orElse("").contains("may not publish there")));
    }
  }

  @Test
  void aBlockThatTheBrokerCannotTakeIsSetAsideAndTheRestArrives() throws Exception {
    journal.commit(Samples.readingsCommit(1));
    journal.commit(Samples.readingsCommit(2_000));
    journal.commit(Samples.readingsCommit(1));
    try (Mosquitto broker = new Mosquitto(folder, "max_packet_size 2000");
        StoringBridge bridge = new StoringBridge(TOPICS, broker, true);
        Uplink _ = uplink(broker, Acknowledge.BRIDGE)) {
      assertTrue(
          becomes(() -> {
            journal.maintain();
            return journal.stats().readings().refused() == 1;
          }));
      // The third is sent again with the news that nothing below it will come.
      assertTrue(becomes(() -> isForgotten(Lane.READINGS, 3)));
      assertFalse(bridge.order().contains("readings 2"));
    }
  }

  @Test
  void statusAndReportedAreRetainedAndSayOfflineAtTheEnd() throws Exception {
    try (Mosquitto broker = new Mosquitto(folder)) {
      Uplink uplink = uplink(broker, Acknowledge.BRIDGE);
      uplink.report("{}".getBytes(StandardCharsets.UTF_8));
      assertTrue(becomes(() -> uplink.stats().connected()));
      try (StoringBridge bridge = new StoringBridge(TOPICS, broker, true)) {
        assertArrayEquals(ONLINE.toJson(), bridge.next(TOPICS.status(), 10).payload());
        uplink.report("{\"v\":2}".getBytes(StandardCharsets.UTF_8));
        StoringBridge.Arrived last = bridge.next(TOPICS.reported(), 10);
        if (last.payload().length == 2) {
          last = bridge.next(TOPICS.reported(), 10);
        }
        assertEquals("{\"v\":2}", new String(last.payload(), StandardCharsets.UTF_8));
        uplink.close();
        assertFalse(Status.read(bridge.next(TOPICS.status(), 10).payload()).online());
      }
    }
  }

  @Test
  void theLastWillSaysOfflineWhenTheLineGoesDead() throws Exception {
    try (Mosquitto broker = new Mosquitto(folder);
        StoringBridge bridge = new StoringBridge(TOPICS, broker, true)) {
      UplinkSetup setup =
          new UplinkSetup(Broker.at(broker.url()), TOPICS, ONLINE, Acknowledge.BRIDGE, QUICK);
      BrokerLink link = PahoLink.factory(setup).create(signal -> {});
      link.open();
      link.announce(TOPICS.status(), ONLINE.toJson());
      assertTrue(Status.read(bridge.next(TOPICS.status(), 10).payload()).online());
      link.close(false);
      assertFalse(Status.read(bridge.next(TOPICS.status(), 10).payload()).online());
    }
  }
}
