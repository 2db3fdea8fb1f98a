package io.coldshelf.simulator.bench;

import io.coldshelf.edge.journal.Commit;
import io.coldshelf.edge.journal.JournalStats;
import io.coldshelf.model.Change;
import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Evidence;
import io.coldshelf.model.Finding;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Severity;
import io.coldshelf.wire.CloudEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * The process that {@code bench soak} kills: journal and uplink fed with numbered readings and
 * alerts. What is committed it says, as an acknowledgement to a source would, in lines
 *
 * <pre>
 *   committed READINGS ALERTS     how many of each, since the journal began
 *   drained                       after it was told to end: the bridge has all
 * </pre>
 *
 * A line on its standard input tells it to take nothing more and to drain; its end tells it to go.
 */
final class SoakAgent {

  static final String DEVICE = "numbered";
  static final String ALERT = "soak-";
  static final String COMMITTED = "committed";
  static final String DRAINED = "drained";

  private static final PointId POINT = new PointId(DEVICE, "count");
  private static final int MOST_READINGS = 400;
  private static final int COMMITS_PER_ALERT = 3;
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** So much may wait; a soak shows what happens under load, not how a backlog grows. */
  private static final long MOST_BLOCKS_WAITING = 500;

  private volatile boolean ending;

  private SoakAgent() {}

  /**
   * Runs until it is killed or told to end.
   *
   * @param arguments the folder of its journal, the broker's URL, a seed
   */
  public static void main(String[] arguments) throws Exception {
    SoakAgent agent = new SoakAgent();
    Thread _ = Thread.ofPlatform().name("leash").daemon().start(agent::hold);
    agent.run(Path.of(arguments[0]), arguments[1], Long.parseLong(arguments[2]));
    System.exit(0);
  }

  /** The pipe from the bench closes when the bench ends, even by a kill. */
  private void hold() {
    try {
      int read = System.in.read();
      ending = true;
      while (read >= 0) {
        read = System.in.read();
      }
    } catch (IOException e) {
      System.err.println("The bench is gone: " + e.getMessage());
    }
    System.exit(0);
  }

  private void run(Path folder, String url, long seed) throws IOException, InterruptedException {
    InstantSource clock = InstantSource.system();
    Random random = new Random(seed);
    try (JournalUnderTest journal = JournalUnderTest.open(folder, clock, random.nextLong());
        UplinkUnderTest uplink = UplinkUnderTest.start(journal, url, clock, random.nextLong())) {
      JournalStats.Totals before = journal.stats().totals();
      long readings = before.readings();
      long alerts = before.events();
      while (!ending) {
        int count = 1 + random.nextInt(MOST_READINGS);
        int opened = random.nextInt(COMMITS_PER_ALERT) == 0 ? 1 : 0;
        journal.commit(commit(readings, count, alerts, opened));
        uplink.wake();
        readings += count;
        alerts += opened;
        System.out.println(COMMITTED + " " + readings + " " + alerts);
        while (!ending && journal.stats().readings().unacknowledged() > MOST_BLOCKS_WAITING) {
          journal.forget();
          TimeUnit.MILLISECONDS.sleep(1);
        }
      }
      Wait.until(
          LIMIT,
          "the bridge has everything",
          () -> {
            journal.forget();
            return journal.isDrained();
          },
          () -> uplink.trouble() + ", " + journal.stats());
      System.out.println(DRAINED);
    }
  }

  private static Commit commit(long firstReading, int readings, long firstAlert, int alerts) {
    List<Reading> numbered = new ArrayList<>();
    for (long number = firstReading; number < firstReading + readings; number++) {
      numbered.add(Reading.good(POINT, ProbeDay.START_MILLIS + number, (double) number));
    }
    List<CloudEvent> events = new ArrayList<>();
    for (long number = firstAlert; number < firstAlert + alerts; number++) {
      events.add(new CloudEvent(StoreGateway.TOPICS.source(), alert(number)));
    }
    return new Commit(events, numbered, List.of(), Map.of());
  }

  private static Event alert(long number) {
    String id = ALERT + number;
    long time = ProbeDay.START_MILLIS + number;
    Evidence evidence =
        new Evidence(
            Optional.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            List.of(),
            Optional.empty());
    Finding finding =
        new Finding(
            id,
            Severity.WARNING,
            time,
            OptionalLong.empty(),
            "Alert number " + number + " of the soak.",
            Optional.empty(),
            evidence);
    return new Event(
        id + ".opened",
        EventKind.SENSOR_FAULT,
        Change.OPENED,
        DEVICE + "/" + number,
        time,
        finding);
  }
}
