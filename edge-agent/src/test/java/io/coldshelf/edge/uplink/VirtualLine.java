package io.coldshelf.edge.uplink;

import io.coldshelf.edge.journal.Samples;
import io.coldshelf.edge.uplink.BrokerLink.Limits;
import io.coldshelf.edge.uplink.BrokerLink.LinkException;
import io.coldshelf.edge.uplink.BrokerLink.Message;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.Status;
import io.coldshelf.wire.Topics;
import io.coldshelf.wire.UserProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A gateway, a line, a broker and a bridge in virtual time. The line stops, stays silent, is slow
 * and loses answers; the broker refuses, and forgets what it holds when it starts again; the bridge
 * is away at times. The last two days are calm.
 */
final class VirtualLine {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long HOUR = Duration.ofHours(1).toNanos();
  private static final long DAY = Duration.ofDays(1).toNanos();
  private static final long READINGS_EVERY = Duration.ofMinutes(5).toNanos();
  private static final long LOOK = Duration.ofMinutes(1).toNanos();
  private static final Topics TOPICS = new Topics("s", "g");
  static final int RECEIVE_MAXIMUM = 20;
  private static final int PAYLOAD_INVALID = 0x99;

  /** What ails the line. */
  private enum Weather {
    FAIR,
    DOWN,
    SILENT,
    SLOW,
    LOSES_ANSWERS,
    FULL,
    BRIDGE_AWAY
  }

  final MemoryJournal journal = new MemoryJournal();
  final MemoryBridge bridge = new MemoryBridge();
  long eventsHeldUp;
  long mostInFlight;
  long resent;
  long connections;

  private final SplittableRandom random;
  private final Map<Lane, Set<Long>> poison;
  private final PriorityQueue<Later> later =
      new PriorityQueue<>(Comparator.comparingLong(Later::at).thenComparingLong(Later::order));
  private final Deque<Signal> signals = new ArrayDeque<>();
  private final Deque<Message> brokerHolds = new ArrayDeque<>();
  private final Conversation.Context context;
  private final BackOff backOff;
  private Weather weather = Weather.FAIR;
  private int refusal;
  private long refusalEnds;
  private long now;
  private long order;
  private long connection;
  private long lineFreeAt;
  private long inFlight;
  private long highestEventSent;
  private boolean refusedSome;

  private record Later(long at, long order, Runnable what) {}

  VirtualLine(long seed, Set<Long> poisonedReadings, Set<Long> poisonedEvents) {
    random = new SplittableRandom(seed);
    poison = Map.of(Lane.READINGS, poisonedReadings, Lane.EVENTS, poisonedEvents);
    UplinkSetup setup =
        new UplinkSetup(
            Broker.at("mqtt://far.example"),
            TOPICS,
            new Status(true, "test", Samples.TIME),
            Acknowledge.BRIDGE,
            Patience.remote());
    context =
        Conversation.Context.of(
            setup,
            journal,
            Optional.empty(),
            new Uplink.Clocks(
                () -> Instant.ofEpochMilli(Samples.TIME + now / 1_000_000), () -> now));
    backOff = new BackOff(random, setup.patience().maxBackOff());
  }

  Set<Long> poison(Lane lane) {
    return new TreeSet<>(poison.getOrDefault(lane, Set.of()));
  }

  void refuseAll(int code, int days) {
    refusal = code;
    refusalEnds = days * DAY;
  }

  void run(int days) {
    long end = days * DAY;
    measure(end - DAY);
    change(end - 2 * DAY);
    while (now < end) {
      converse(end);
      signals.clear();
      pass(now + backOff.nextNanos(), true);
    }
  }

  private void measure(long until) {
    at(
        READINGS_EVERY,
        () -> {
          journal.add(Lane.READINGS, 200 + random.nextInt(400));
          context.wakes().add();
          if (now < until) {
            measure(until);
          }
        });
    if (random.nextInt(12) == 0) {
      at(
          random.nextLong(READINGS_EVERY),
          () -> {
            journal.add(Lane.EVENTS, 100);
            context.wakes().add();
          });
    }
  }

  private void change(long until) {
    at(
        HOUR / 4 + random.nextLong(8 * HOUR),
        () -> {
          boolean calm = now >= until;
          weather =
              calm || random.nextInt(3) == 0
                  ? Weather.FAIR
                  : Weather.values()[random.nextInt(Weather.values().length)];
          if (weather == Weather.DOWN) {
            brokerHolds.clear(); // as one without persistence does
            signals.add(new Signal.Lost("the broker went away"));
          }
          if (weather != Weather.BRIDGE_AWAY) {
            bridgeReturns();
          }
          if (!calm) {
            change(until);
          }
        });
  }

  private void at(long inNanos, Runnable what) {
    later.add(new Later(now + inNanos, order++, what));
  }

  /** Lets time pass until then, or until something happens. */
  private void pass(long until, boolean throughout) {
    while (signals.isEmpty() || throughout) {
      Later next = later.peek();
      if (next == null || next.at() > until) {
        now = Math.max(now, until);
        return;
      }
      later.remove();
      now = Math.max(now, next.at());
      next.what().run();
      if (!throughout) {
        return;
      }
    }
  }

  private void converse(long end) {
    Link link = new Link(++connection);
    try {
      link.open();
      backOff.succeeded();
      Conversation conversation =
          new Conversation(context, link, new Limits(RECEIVE_MAXIMUM, 1_000_000, false));
      while (now < end) {
        conversation.send();
        resent = context.meter().stats().counts().resent();
        pass(now + Math.min(LOOK, conversation.waitNanos()), false);
        while (!signals.isEmpty()) {
          conversation.hear(signals.remove());
        }
        conversation.passOnAccepted();
      }
    } catch (LinkException e) {
      context.meter().disconnected(String.valueOf(e.getMessage()));
    }
    connection++;
  }

  private void bridgeReturns() {
    while (!brokerHolds.isEmpty()) {
      bridge.store(brokerHolds.remove());
    }
    tell(connection, new Signal.Received(TOPICS.ack(), bridge.ack(journal.epoch()).toJson()));
  }

  private long latency() {
    return weather == Weather.SLOW ? 2 * SECOND : SECOND / 30;
  }

  private void tell(long of, Signal signal) {
    if (of == connection && weather != Weather.SILENT && weather != Weather.DOWN) {
      signals.add(signal);
    }
  }

  /** The way to the broker and back. */
  private final class Link implements BrokerLink {
    private final long generation;

    Link(long generation) {
      this.generation = generation;
    }

    @Override
    public Limits open() throws LinkException {
      if (weather == Weather.DOWN || weather == Weather.SILENT) {
        throw new LinkException("nobody there");
      }
      connections++;
      inFlight = 0;
      refusedSome = false;
      lineFreeAt = now;
      at(
          latency(),
          () ->
              tell(
                  generation,
                  new Signal.Received(TOPICS.ack(), bridge.ack(journal.epoch()).toJson())));
      return new Limits(RECEIVE_MAXIMUM, 1_000_000, false);
    }

    @Override
    public void send(Message message) {
      long seq = message.block().seq();
      if (message.block().lane() == Lane.EVENTS) {
        highestEventSent = Math.max(highestEventSent, seq);
      } else if (!refusedSome && highestEventSent < journal.last(Lane.EVENTS)) {
        eventsHeldUp++;
      }
      inFlight++;
      mostInFlight = Math.max(mostInFlight, inFlight);
      long bytesPerSecond = weather == Weather.SLOW ? 1_500 : 100_000;
      lineFreeAt = Math.max(lineFreeAt, now) + message.packetBytes() * SECOND / bytesPerSecond;
      at(lineFreeAt - now + latency(), () -> arrive(message));
    }

    private void arrive(Message message) {
      boolean reaches =
          generation == connection && weather != Weather.SILENT && weather != Weather.DOWN;
      if (!reaches) {
        return;
      }
      int code = answer(message.block());
      refusedSome |= Refusal.isOne(code);
      if (!Refusal.isOne(code)) {
        brokerHolds.add(message);
        if (weather != Weather.BRIDGE_AWAY) {
          at(SECOND / 100, VirtualLine.this::bridgeReturns);
        }
      }
      boolean lost = weather == Weather.LOSES_ANSWERS && random.nextInt(20) == 0;
      if (!lost) {
        inFlight--;
        tell(generation, new Signal.Settled(message.block(), code));
      }
    }

    private int answer(BlockKey block) {
      if (now < refusalEnds) {
        return refusal;
      }
      if (poison.getOrDefault(block.lane(), Set.of()).contains(block.seq())) {
        return PAYLOAD_INVALID;
      }
      return weather == Weather.FULL && random.nextInt(3) > 0 ? 0x97 : 0;
    }

    @Override
    public void subscribe(String topic) {
      // open() has the word of the bridge delivered
    }

    @Override
    public void announce(String topic, byte[] payload) {
      // of no interest here
    }

    @Override
    public void close(boolean farewell) {
      // nothing is held
    }
  }

  /** What a bridge holds: each block once, and up to where there is no hole. */
  static final class MemoryBridge {
    private final Map<Lane, TreeMap<Long, byte[]>> blocks =
        Map.of(Lane.EVENTS, new TreeMap<>(), Lane.READINGS, new TreeMap<>());
    private final Map<Lane, Long> upTo = new EnumMap<>(Lane.class);

    void store(Message message) {
      Lane lane = message.block().lane();
      TreeMap<Long, byte[]> of = blocks.getOrDefault(lane, new TreeMap<>());
      of.put(message.block().seq(), message.payload());
      long first =
          message.properties().stream()
              .filter(property -> property.getKey().equals(UserProperty.FIRST))
              .mapToLong(property -> Long.parseLong(property.getValue()))
              .findFirst()
              .orElse(1);
      long to = Math.max(upTo(lane), first - 1);
      while (of.containsKey(to + 1)) {
        to++;
      }
      upTo.put(lane, to);
    }

    Ack ack(String epoch) {
      return new Ack(epoch, upTo(Lane.EVENTS), upTo(Lane.READINGS));
    }

    long upTo(Lane lane) {
      return upTo.getOrDefault(lane, 0L);
    }

    long stored(Lane lane) {
      return blocks.getOrDefault(lane, new TreeMap<>()).size();
    }
  }

  @Override
  public String toString() {
    return connections
        + " connections, "
        + resent
        + " sent again, "
        + mostInFlight
        + " in flight at most, "
        + eventsHeldUp
        + " readings before an event; "
        + context.meter().stats();
  }
}
