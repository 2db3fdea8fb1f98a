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
import io.coldshelf.wire.PayloadForm;
import io.coldshelf.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
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

  /** 2026-01-01T00:00:00Z, in milliseconds since 1970. */
  public static final long TIME = 1_767_225_600_000L;

  private static final PointId POINT = new PointId("case-probe", "temperature");

  private Samples() {}

  /**
   * A setup.
   *
   * @param seed decides the epoch
   * @param maxBytes of the file
   * @return the setup
   */
  public static JournalSetup setup(long seed, long maxBytes) {
    return setup(seed, PayloadForm.SENML, maxBytes);
  }

  /**
   * A setup.
   *
   * @param seed decides the epoch
   * @param form in which readings leave
   * @param maxBytes of the file
   * @return the setup
   */
  public static JournalSetup setup(long seed, PayloadForm form, long maxBytes) {
    return new JournalSetup(
        new Payloads(new Topics("store-1", "gw1"), form, _ -> "Cel"),
        new Capacity(maxBytes, Duration.ofDays(30)),
        new SplittableRandom(seed),
        InstantSource.fixed(Instant.ofEpochMilli(TIME)),
        thinned -> event("thinned-" + thinned.firstSeq()));
  }

  /**
   * Opens or makes a journal.
   *
   * @param file where
   * @return the journal
   */
  public static Journal open(Path file) {
    return Journal.open(file, setup(1, Capacity.DEFAULT.maxBytes())).journal();
  }

  /**
   * A door that stands open.
   *
   * @param id of the event
   * @return the event
   */
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

  /**
   * A probe's temperatures, one a second.
   *
   * @param count how many
   * @return the readings
   */
  public static List<Reading> readings(int count) {
    List<Reading> readings = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      readings.add(Reading.good(POINT, TIME + 1000L * i, 4 + i % 10 / 10.0));
    }
    return readings;
  }

  /**
   * Such readings as a commit.
   *
   * @param count how many
   * @return the commit
   */
  public static Commit readingsCommit(int count) {
    return Commit.of(readings(count));
  }

  /**
   * Such an event as a commit.
   *
   * @param id of the event
   * @return the commit
   */
  public static Commit eventCommit(String id) {
    return new Commit(List.of(event(id)), List.of(), List.of(), Map.of());
  }
}
