package io.coldshelf.simulator.bench;

import io.coldshelf.edge.uplink.Acknowledge;
import io.coldshelf.edge.uplink.Broker;
import io.coldshelf.edge.uplink.Patience;
import io.coldshelf.edge.uplink.Uplink;
import io.coldshelf.edge.uplink.UplinkSetup;
import io.coldshelf.edge.uplink.UplinkStats;
import io.coldshelf.wire.Status;
import java.time.InstantSource;
import java.util.Random;

/**
 * The agent's uplink as the benches use it. Every call to its interface stands here and nowhere
 * else: when the uplink changes, this does, and no bench.
 */
final class UplinkUnderTest implements AutoCloseable {

  private final Uplink uplink;

  private UplinkUnderTest(Uplink uplink) {
    this.uplink = uplink;
  }

  static UplinkUnderTest start(
      JournalUnderTest journal, String url, InstantSource clock, long seed) {
    UplinkSetup setup =
        new UplinkSetup(
            Broker.at(url),
            StoreGateway.TOPICS,
            new Status(true, "bench", clock.millis()),
            Acknowledge.BRIDGE,
            Patience.local());
    return new UplinkUnderTest(
        Uplink.start(
            setup,
            journal.journal(),
            new Uplink.Clocks(clock, System::nanoTime),
            new Random(seed)));
  }

  void wake() {
    uplink.wake();
  }

  boolean isConnected() {
    return uplink.stats().connected();
  }

  /** What went wrong last, for a message. */
  String trouble() {
    UplinkStats stats = uplink.stats();
    return stats.lastError().orElse(stats.connected() ? "connected" : "not connected");
  }

  @Override
  public void close() {
    uplink.close();
  }
}
