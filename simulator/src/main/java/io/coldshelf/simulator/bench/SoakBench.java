package io.coldshelf.simulator.bench;

import io.coldshelf.bridge.store.Totals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code bench soak}: kills the agent, and now and then the broker, at random instants under load.
 * Whatever the agent has said to be committed must be at the bridge once.
 */
final class SoakBench implements Bench {

  /** One in so many kills is the broker's. */
  private static final int KILLS_PER_BROKER_KILL = 5;

  private static final int MOST_LIFE_MILLIS = 800;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Bar NONE_AT_ALL = Bar.atMost(0);

  private final BenchOptions options;

  SoakBench(BenchOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public String purpose() {
    return "kill -9 of agent and broker under load: nothing lost, every alert once";
  }

  @Override
  public List<Figure> run(Place place) throws IOException, InterruptedException {
    Path folder = place.make("soak");
    Random random = new Random(options.seed());
    Claims claims = new Claims();
    Kills kills = new Kills();
    List<Figure> figures;
    try (Mosquitto broker = Mosquitto.start(folder);
        BridgeUnderTest bridge =
            BridgeUnderTest.start(folder, broker.url(), place.clock(), options.seed())) {
      long start = System.nanoTime();
      while (isToGoOn(kills, start)) {
        try (Victim victim = Victim.start(folder, broker.url(), random.nextLong(), claims)) {
          victim.awaitCommit();
          oneLife(broker, victim, random, kills);
        }
        place.say(
            kills.all()
                + " kills; committed: "
                + claims.readings()
                + " readings, "
                + claims.alerts()
                + " alerts");
      }
      place.say("draining");
      try (Victim last = Victim.start(folder, broker.url(), random.nextLong(), claims)) {
        last.drain();
      }
      bridge.awaitRows(claims.readings());
      figures = compare(bridge, claims, kills, JournalUnderTest.isIntact(folder));
    }
    Place.remove(folder);
    return figures;
  }

  private boolean isToGoOn(Kills kills, long startNanos) {
    Optional<Duration> length = options.length();
    return length.isPresent()
        ? System.nanoTime() - startNanos < length.get().toNanos()
        : kills.all() < options.kills();
  }

  /** How often each was killed. */
  private static final class Kills {
    private int agents;
    private int brokers;

    int all() {
      return agents + brokers;
    }
  }

  private void oneLife(Mosquitto broker, Victim victim, Random random, Kills kills)
      throws IOException, InterruptedException {
    TimeUnit.MILLISECONDS.sleep(random.nextInt(MOST_LIFE_MILLIS));
    if (kills.all() % KILLS_PER_BROKER_KILL == 1) {
      broker.kill();
      kills.brokers++;
      TimeUnit.MILLISECONDS.sleep(random.nextInt(MOST_LIFE_MILLIS));
      broker.start();
      TimeUnit.MILLISECONDS.sleep(random.nextInt(MOST_LIFE_MILLIS));
    }
    victim.kill();
    kills.agents++;
  }

  private static List<Figure> compare(
      BridgeUnderTest bridge, Claims claims, Kills kills, boolean intact) {
    Totals stored = bridge.totals();
    long readings = claims.readings();
    // Both may be there beyond what was said: committed, and killed before it said so.
    long alertsThere = bridge.alertsBelow(SoakAgent.ALERT, claims.alerts());
    long missing = readings - bridge.differentValuesBelow(SoakAgent.DEVICE, readings);
    long twice =
        stored.readings()
            + stored.replacedReadings()
            - bridge.differentReadings()
            + stored.events()
            - bridge.differentEvents();
    return List.of(
        Figure.count("kills-of-agent", kills.agents, Bar.NONE),
        Figure.count("kills-of-broker", kills.brokers, Bar.NONE),
        Figure.count("readings-acknowledged-to-source", readings, Bar.NONE),
        Figure.count("alerts-acknowledged-to-source", claims.alerts(), Bar.NONE),
        Figure.count("readings-missing", missing, NONE_AT_ALL),
        Figure.count("alerts-missing", claims.alerts() - alertsThere, NONE_AT_ALL),
        Figure.count("stored-twice", twice, NONE_AT_ALL),
        Figure.count("blocks-missing", stored.missingBlocks(), NONE_AT_ALL),
        Figure.count("messages-unreadable", stored.rejected(), NONE_AT_ALL),
        Figure.count("chains-broken", stored.chainBreaks() + (intact ? 0 : 1), NONE_AT_ALL),
        Figure.count("blocks-sent-again", stored.duplicateBlocks(), Bar.NONE));
  }

  /** What was acknowledged to the source, by whichever life of the agent. */
  private static final class Claims {
    private final AtomicLong readings = new AtomicLong();
    private final AtomicLong alerts = new AtomicLong();

    void take(String line) {
      String[] words = line.split(" ", -1);
      // The last line of one that was killed may be cut off: then nothing was acknowledged by it.
      if (words.length == 3 && words[0].equals(SoakAgent.COMMITTED)) {
        long _ = readings.accumulateAndGet(Long.parseLong(words[1]), Math::max);
        long _ = alerts.accumulateAndGet(Long.parseLong(words[2]), Math::max);
      }
    }

    long readings() {
      return readings.get();
    }

    long alerts() {
      return alerts.get();
    }
  }

  /** One life of the agent's process. */
  private static final class Victim implements AutoCloseable {
    private final Process process;
    private final Path log;
    private final Claims claims;
    private final Thread reading;
    private volatile boolean committed;
    private volatile boolean drained;

    private Victim(Process process, Path log, Claims claims) {
      this.process = process;
      this.log = log;
      this.claims = claims;
      this.reading = Thread.ofVirtual().name("soak-claims").unstarted(this::read);
    }

    static Victim start(Path folder, String url, long seed, Claims claims) throws IOException {
      Path log = folder.resolve("agent.log");
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  SoakAgent.class.getName(),
                  folder.toString(),
                  url,
                  Long.toString(seed))
              .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
              .start();
      Victim victim = new Victim(process, log, claims);
      victim.reading.start();
      return victim;
    }

    private void read() {
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        String held = lines.readLine();
        while (held != null) {
          claims.take(held);
          committed |= held.startsWith(SoakAgent.COMMITTED);
          drained |= held.equals(SoakAgent.DRAINED);
          held = lines.readLine();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("reading what the agent says", e);
      }
    }

    void awaitCommit() throws IOException, InterruptedException {
      Wait.until(LIMIT, "the agent commits", () -> committed || !process.isAlive(), process::info);
      if (!committed) {
        throw ended("by itself");
      }
    }

    void drain() throws IOException, InterruptedException {
      awaitCommit();
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      Wait.until(LIMIT, "the agent drains", () -> drained || !process.isAlive(), process::info);
      if (!drained) {
        throw ended("before the bridge had everything");
      }
    }

    private IOException ended(String how) throws IOException {
      return new IOException(
          "the agent ended with "
              + process.exitValue()
              + " "
              + how
              + "; it said: "
              + Files.readString(log).strip());
    }

    /** By its handle: what it said stays readable. */
    void kill() {
      boolean _ = process.toHandle().destroyForcibly();
    }

    @Override
    public void close() throws IOException {
      kill();
      try {
        int _ = process.waitFor();
        reading.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
