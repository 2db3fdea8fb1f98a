package io.coldshelf.simulator.bench;

import io.coldshelf.model.DataGap;
import io.coldshelf.model.Reading;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.CloudEvent;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How long an event takes from the pipeline's inbox to a subscriber at the bridge's side while a
 * backlog of readings drains; beside it, in turns and under the same load, a commit of one row and
 * a bare publish of the same bytes.
 */
final class LatencyTrial {

  private static final int FILL_COMMIT = 1_000;
  private static final double P50 = 0.50;
  private static final double P99 = 0.99;
  private static final double P50_RATIO = 2;
  private static final double P99_RATIO = 1.5;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS = 1e9;
  private static final int LEAST_PAUSE_MICROS = 2_000;
  private static final int MOST_PAUSE_MICROS = 8_000;
  private static final long PATIENCE_SECONDS = 30;
  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final String BARE_TOPIC = Topics.ROOT + "/bench/bare/event";
  private static final String REASON = "The bench says that something was not measured.";

  private final long seed;
  private final int devices;
  private final long backlog;
  private final int samples;

  LatencyTrial(long seed, int devices, long backlog, int samples) {
    this.seed = seed;
    this.devices = devices;
    this.backlog = backlog;
    this.samples = samples;
  }

  List<Figure> run(Place place, Mosquitto broker, ProbeDay day)
      throws IOException, InterruptedException {
    Path folder = place.make("latency");
    List<Figure> figures;
    try (JournalUnderTest journal = JournalUnderTest.open(folder, place.clock(), seed)) {
      fill(place, journal, day);
      Witness witness = new Witness();
      try (BareMqtt listening = BareMqtt.connect(broker.port(), "bench-witness", witness);
          BareMqtt publishing =
              BareMqtt.connect(broker.port(), "bench-bare", new BareMqtt.Counter());
          RowStore rows = RowStore.open(folder.resolve("bare.db"))) {
        listening.subscribe(
            StoreGateway.TOPICS.lane(Lane.EVENTS), StoreGateway.TOPICS.ack(), BARE_TOPIC);
        Bare bare = new Bare(rows, publishing);
        figures = drain(place, broker, journal, folder, witness, bare);
      }
    }
    Place.remove(folder);
    return figures;
  }

  private void fill(Place place, JournalUnderTest journal, ProbeDay day) {
    Iterator<Reading> endless = day.endless();
    List<Reading> commit = new ArrayList<>(FILL_COMMIT);
    for (long filled = 0; filled < backlog; filled++) {
      commit.add(endless.next());
      if (commit.size() == FILL_COMMIT) {
        journal.commit(commit);
        commit.clear();
        place.say("filling a backlog: " + (filled + 1) + " of " + backlog);
      }
    }
  }

  /** The reference: what is committed and published without anything around it. */
  private record Bare(RowStore rows, BareMqtt publishing) {
    void say(byte[] event) throws IOException, InterruptedException {
      rows.insert(event);
      publishing.publish(BARE_TOPIC, event);
    }
  }

  /** What was measured, in nanoseconds. */
  private static final class Found {
    private final List<Long> ours = new ArrayList<>();
    private final List<Long> bare = new ArrayList<>();
  }

  private List<Figure> drain(
      Place place,
      Mosquitto broker,
      JournalUnderTest journal,
      Path folder,
      Witness witness,
      Bare bare)
      throws IOException, InterruptedException {
    long lastWaiting = journal.lastOf(Lane.READINGS);
    try (BridgeUnderTest _ = BridgeUnderTest.start(folder, broker.url(), place.clock(), seed);
        UplinkUnderTest uplink =
            UplinkUnderTest.start(journal, broker.url(), place.clock(), seed)) {
      Wait.until(LIMIT, "the uplink connects", uplink::isConnected, uplink::trouble);
      long start = System.nanoTime();
      EdgeUnderTest edge = new EdgeUnderTest(StoreGateway.configuration(devices), journal);
      Found found;
      try (EdgeThread thread = EdgeThread.start(edge, uplink, place.clock())) {
        found = measure(place, journal, lastWaiting, thread, witness, bare);
        long left = lastWaiting - journal.stats().readings().acknowledged();
        place.say(left > 0 ? "enough events; " + left + " blocks remain" : "the backlog is gone");
      }
      double seconds = (System.nanoTime() - start) / NANOS;
      long stored = Math.min(lastWaiting, journal.stats().readings().acknowledged());
      return figures(found, witness, stored * backlog / seconds / lastWaiting);
    }
  }

  private Found measure(
      Place place,
      JournalUnderTest journal,
      long lastWaiting,
      EdgeThread thread,
      Witness witness,
      Bare bare)
      throws IOException, InterruptedException {
    Found found = new Found();
    Random random = new Random(seed);
    long timeMillis = ProbeDay.START_MILLIS;
    do {
      timeMillis++;
      long saidOurs = System.nanoTime();
      witness.expect(found.ours.size() + 1L, saidOurs);
      thread.put(new DataGap(StoreGateway.device(0), timeMillis, 1, REASON));
      Arrived event = witness.next(witness.ours, timeMillis, "the event");
      found.ours.add(event.nanos() - saidOurs);
      pause(random);
      long saidBare = System.nanoTime();
      bare.say(event.payload());
      found.bare.add(witness.next(witness.bare, timeMillis, "the bare event").nanos() - saidBare);
      pause(random);
      place.say("events while the backlog drains: " + found.ours.size());
    } while (found.ours.size() < samples
        && journal.stats().readings().acknowledged() < lastWaiting);
    return found;
  }

  private static void pause(Random random) {
    long micros = random.nextInt(LEAST_PAUSE_MICROS, MOST_PAUSE_MICROS);
    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
  }

  private static List<Figure> figures(Found found, Witness witness, double rate) {
    long[] ours = array(found.ours);
    long[] bare = array(found.bare);
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.compared(
            "event-latency-p50",
            "ms",
            milliseconds(ours, P50),
            milliseconds(bare, P50),
            Bar.ratioAtMost(P50_RATIO)));
    figures.add(
        Figure.compared(
            "event-latency-p99",
            "ms",
            milliseconds(ours, P99),
            milliseconds(bare, P99),
            Bar.ratioAtMost(P99_RATIO)));
    long[] stored = array(List.copyOf(witness.stored));
    if (stored.length > 0) {
      figures.add(Figure.alone("event-stored-p50", "ms", milliseconds(stored, P50), Bar.NONE));
      figures.add(Figure.alone("event-stored-p99", "ms", milliseconds(stored, P99), Bar.NONE));
    }
    figures.add(Figure.count("events-measured", ours.length, Bar.NONE));
    if (rate > 0) { // nothing is when it ends before the bridge's first word
      figures.add(
          Figure.alone("backlog-readings-drained-per-second", "1/s", Series.of(rate), Bar.NONE));
    }
    return figures;
  }

  private static Series milliseconds(long[] nanos, double share) {
    return Series.of(Series.percentile(nanos, share) / NANOS_PER_MILLI);
  }

  private static long[] array(List<Long> nanos) {
    return nanos.stream().mapToLong(Long::longValue).toArray();
  }

  /** An event by its own time, and when it came. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Arrived(long timeMillis, byte[] payload, long nanos) {}

  /** Stands where the bridge stands, and looks at the clock. */
  private static final class Witness implements BareMqtt.Arrival {
    private final LinkedBlockingQueue<Arrived> ours = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Arrived> bare = new LinkedBlockingQueue<>();
    private final ConcurrentSkipListMap<Long, Long> said = new ConcurrentSkipListMap<>();
    private final LinkedBlockingQueue<Long> stored = new LinkedBlockingQueue<>();

    /** The events of this bench have the numbers of their blocks. */
    void expect(long seq, long nanos) {
      said.put(seq, nanos);
    }

    @Override
    public void of(String topic, byte[] payload) {
      long now = System.nanoTime();
      if (topic.equals(StoreGateway.TOPICS.ack())) {
        stored(Ack.read(payload).events(), now);
        return;
      }
      Arrived arrived = new Arrived(CloudEvent.read(payload).event().timeMillis(), payload, now);
      boolean _ = (topic.equals(BARE_TOPIC) ? bare : ours).offer(arrived);
    }

    private void stored(long upTo, long now) {
      for (long since : said.headMap(upTo, true).values()) {
        boolean _ = stored.offer(now - since);
      }
      said.headMap(upTo, true).clear();
    }

    /** The event of this time; one that is sent again for want of an answer is passed over. */
    Arrived next(LinkedBlockingQueue<Arrived> queue, long timeMillis, String what)
        throws IOException, InterruptedException {
      while (true) {
        @Nullable Arrived arrived = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (arrived == null) {
          throw new IOException(what + " did not arrive within " + PATIENCE_SECONDS + " s");
        }
        if (arrived.timeMillis() == timeMillis) {
          return arrived;
        }
      }
    }
  }
}
