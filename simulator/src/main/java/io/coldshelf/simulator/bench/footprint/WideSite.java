package io.coldshelf.simulator.bench.footprint;

import io.coldshelf.edge.journal.Capacity;
import io.coldshelf.edge.journal.Commit;
import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.journal.JournalSetup;
import io.coldshelf.edge.journal.Payloads;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.simulator.device.ModbusSlave;
import io.coldshelf.simulator.device.Registers;
import io.coldshelf.wire.PayloadForm;
import io.coldshelf.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

/**
 * A thousand points: twenty Modbus devices with fifty input registers each. And a journal in which
 * ten million of their readings wait.
 */
final class WideSite implements AutoCloseable {

  private static final int DEVICES = 20;
  private static final int POINTS = 50;
  private static final int A_COMMIT = DEVICES * POINTS;
  private static final int COMMITS = 10_000;
  private static final double TENTH = 0.1;

  /** Around 4 degrees, in tenths. */
  private static final int COUNTS = 40;

  private static final int SPREAD = 20;
  private static final Duration AGE = Duration.ofDays(30);
  private static final long MAX_BYTES = 4L << 30;
  private static final Topics TOPICS = new Topics("footprint", "footprint");

  private final InstantSource clock = InstantSource.system();
  private final Random random = new Random(1);
  private final Duration every;
  private final List<ModbusSlave> slaves = new ArrayList<>();
  private final StringBuilder yaml = new StringBuilder();

  /**
   * Switches the devices on.
   *
   * @param place where their profile is written
   * @param every how often they are to be asked
   */
  WideSite(Path place, Duration every) throws IOException {
    this.every = every;
    Path profiles = Files.createDirectories(place.resolve("profiles"));
    Files.writeString(profiles.resolve("wide.yaml"), profile());
    yaml.append("profiles: \"").append(profiles).append("\"\ndevices:\n");
    for (int device = 0; device < DEVICES; device++) {
      ModbusSlave slave = ModbusSlave.tcp(0, Map.of(1, new Wandering()), clock, random, _ -> {});
      slaves.add(slave);
      yaml.append("  ")
          .append(name(device))
          .append(": {profile: wide, connect: \"modbus-tcp://127.0.0.1:")
          .append(slave.port())
          .append("?unit=1\", every: ")
          .append(every.toMillis())
          .append("ms}\n");
    }
  }

  private static String name(int device) {
    return "rack-" + device;
  }

  private static String point(int number) {
    return "t" + number;
  }

  private static String profile() {
    StringBuilder profile =
        new StringBuilder(
            "profile: wide\ntitle: Fifty probes\nprotocol: modbus\nsource: made for a measurement\n"
                + "points:\n");
    for (int number = 0; number < POINTS; number++) {
      profile
          .append("  ")
          .append(point(number))
          .append(": {title: Probe, unit: Cel, register: {table: input, address: ")
          .append(number)
          .append(", type: int16, scale: 0.1}}\n");
    }
    return profile.toString();
  }

  String yaml() {
    return yaml.toString();
  }

  /** Writes ten million readings up to now, as an agent would have. */
  void fill(Path data) {
    long now = clock.millis() - every.toMillis() * COMMITS;
    JournalSetup setup =
        new JournalSetup(
            new Payloads(TOPICS, PayloadForm.COLUMNS, _ -> "Cel"),
            new Capacity(MAX_BYTES, AGE),
            random,
            clock,
            thinned -> {
              throw new IllegalStateException("there is room enough, and still: " + thinned);
            });
    try (Journal journal = Journal.open(data.resolve("journal.db"), setup).journal()) {
      for (int commit = 0; commit < COMMITS; commit++) {
        List<Reading> readings = new ArrayList<>(A_COMMIT);
        for (int i = 0; i < A_COMMIT; i++) {
          PointId id = new PointId(name(i / POINTS), point(i % POINTS));
          readings.add(Reading.good(id, now + i, (COUNTS + random.nextInt(SPREAD)) * TENTH));
        }
        journal.commit(Commit.of(readings));
        now += every.toMillis();
      }
    }
  }

  /** Each register strays by itself. */
  private final class Wandering implements Registers {
    @Override
    public OptionalInt input(int address) {
      return address < POINTS
          ? OptionalInt.of(COUNTS + random.nextInt(SPREAD))
          : OptionalInt.empty();
    }

    @Override
    public OptionalInt holding(int address) {
      return OptionalInt.empty();
    }
  }

  @Override
  public void close() throws IOException {
    for (ModbusSlave slave : slaves) {
      slave.close();
    }
  }
}
