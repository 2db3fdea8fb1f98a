package io.coldshelf.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.Samples;
import io.coldshelf.edge.uplink.BrokerLink.Limits;
import io.coldshelf.edge.uplink.BrokerLink.LinkException;
import io.coldshelf.edge.uplink.BrokerLink.Message;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.Status;
import io.coldshelf.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ColdStartTest {

  private static final Topics TOPICS = new Topics("store-1", "gw1");

  @TempDir Path folder;

  private final AtomicInteger attempts = new AtomicInteger();
  private final CountDownLatch arrived = new CountDownLatch(1);

  /** A name that nobody can resolve at first. */
  private final class LateLink implements BrokerLink {
    private final Consumer<Signal> signals;

    LateLink(Consumer<Signal> signals) {
      this.signals = signals;
    }

    @Override
    public Limits open() throws LinkException {
      if (attempts.incrementAndGet() < 3) {
        throw new LinkException("the name bridge.example cannot be resolved");
      }
      return new Limits(20, 100_000, true);
    }

    @Override
    public void send(Message message) {
      signals.accept(new Signal.Settled(message.block(), 0));
      arrived.countDown();
    }

    @Override
    public void subscribe(String topic) {
      // the broker consents
    }

    @Override
    public void announce(String topic, byte[] payload) {
      // the broker answers
    }

    @Override
    public void close(boolean farewell) {
      // nothing is held
    }
  }

  @Test
  void withoutANetworkAndWithoutAClockItWaitsAndThenSends() throws Exception {
    UplinkSetup setup =
        new UplinkSetup(
            Broker.at("mqtt://bridge.example"),
            TOPICS,
            new Status(true, "0.1.0", 0),
            Acknowledge.BROKER,
            Patience.remote());
    try (Journal journal = Samples.open(folder.resolve("journal.db"));
        Uplink _ =
            MqttUplink.start(
                setup,
                journal,
                new Uplink.Clocks(InstantSource.fixed(Instant.EPOCH), System::nanoTime),
                new SplittableRandom(1),
                LateLink::new)) {
      journal.commit(Samples.readingsCommit(1));
      assertTrue(arrived.await(20, TimeUnit.SECONDS), attempts + " attempts");
      assertEquals(3, attempts.get());
    }
  }

  @Test
  void nearTheNextAttemptIsNeverFarAway() {
    BackOff backOff = new BackOff(new SplittableRandom(1), Patience.remote().maxBackOff());
    backOff.cap(Patience.local().maxBackOff());
    for (int failure = 0; failure < 50; failure++) {
      assertTrue(backOff.nextNanos() <= Duration.ofSeconds(3).toNanos());
    }
  }

  @Test
  void aWordAboutBlocksThatWereNeverWrittenIsIgnoredAndSaidOnce() throws Exception {
    MemoryJournal journal = new MemoryJournal();
    journal.add(Lane.READINGS, 10);
    UplinkSetup setup =
        new UplinkSetup(
            Broker.at("mqtt://bridge.example"),
            TOPICS,
            new Status(true, "0.1.0", 0),
            Acknowledge.BRIDGE,
            Patience.remote());
    Conversation.Context context =
        Conversation.Context.of(
            setup,
            journal,
            Optional.empty(),
            new Uplink.Clocks(InstantSource.fixed(Instant.EPOCH), () -> 0));
    Conversation conversation =
        new Conversation(context, new LateLink(_ -> {}), new Limits(20, 100_000, false));
    Signal word = new Signal.Received(TOPICS.ack(), new Ack(journal.epoch(), 0, 7).toJson());
    conversation.hear(word);
    assertTrue(context.meter().stats().lastError().orElse("").contains("older copy"));
    context.meter().failed("something else");
    conversation.hear(word);
    assertEquals("something else", context.meter().stats().lastError().orElse(""));
    assertEquals(1, journal.first(Lane.READINGS));
    conversation.hear(new Signal.Received(TOPICS.ack(), new Ack(journal.epoch(), 0, 1).toJson()));
    assertEquals(2, journal.first(Lane.READINGS));
  }
}
