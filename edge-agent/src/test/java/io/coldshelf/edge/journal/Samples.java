package io.coldshelf.edge.journal;

import io.coldshelf.model.Change;
import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Evidence;
import io.coldshelf.model.Finding;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Severity;
import io.coldshelf.wire.CloudEvent;
import io.coldshelf.wire.SenmlWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Journals and what goes into them, for tests of this package and of those that use it. */
public final class Samples {

  public static final long TIME = 1_767_225_600_000L; // 2026-01-01T00:00:00Z
  private static final PointId POINT = new PointId("case-probe", "temperature");

  private Samples() {}

  public static JournalSetup setup(long seed, long maxBytes) {
    return new JournalSetup(
        new SenmlWriter("gw1", point -> "Cel"),
        new SplittableRandom(seed),
        InstantSource.fixed(Instant.ofEpochMilli(TIME)),
        maxBytes);
  }

  public static Journal open(Path file) {
    return Journal.open(file, setup(1, JournalSetup.DEFAULT_MAX_BYTES)).journal();
  }

  public static CloudEvent event(String id) {
    return new CloudEvent(
        "/store-1/gw1",
        new Event(
            id,
            EventKind.DOOR_OPEN,
            Change.OPENED,
            "dairy-case",
            TIME,
            new Finding(
                id,
                Severity.WARNING,
                TIME,
                OptionalLong.empty(),
                "the door stands open",
                Optional.empty(),
                Evidence.NONE)));
  }

  public static List<Reading> readings(int count) {
    List<Reading> readings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      readings.add(Reading.good(POINT, TIME + 1000L * i, 4 + i % 10 / 10.0));
    }
    return readings;
  }

  public static Commit readingsCommit(int count) {
    return Commit.of(readings(count));
  }

  public static Commit eventCommit(String id) {
    return new Commit(List.of(event(id)), List.of(), List.of(), Map.of());
  }
}
