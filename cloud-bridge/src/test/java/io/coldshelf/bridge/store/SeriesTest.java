package io.coldshelf.bridge.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Summary;
import io.coldshelf.wire.ReadingsPayload;
import io.coldshelf.wire.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeriesTest {

  private static final PointId PROBE = PointId.parse("p/t");
  private static final Topics GATEWAY = new Topics("s", "g");

  private final Database database;
  private final Points points = new Points();

  SeriesTest(@TempDir Path folder) {
    this.database = Database.open(folder.resolve("series.db"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private long keep(ReadingsPayload payload) {
    return database.write(sql -> {
      Unfolding unfolding = new Unfolding(sql, points);
      unfolding.add(Gateways.number(sql, GATEWAY, 1), payload, Unfolding.Shift.NONE);
      return unfolding.write();
    });
  }

  private long keep(Reading... readings) {
    return keep(new ReadingsPayload(List.of(readings), List.of(), List.of(), Map.of()));
  }

  private void keep(Summary... summaries) {
    long _ = keep(new ReadingsPayload(List.of(), List.of(), List.of(summaries), Map.of()));
  }

  private List<Series.Item> between(long from, long to, int limit) {
    return database.read(sql -> Series.between(sql, new Series.Range(1, from, to, limit)));
  }

  @Test
  void giveReadingsAndWhatIsLeftOfThinnedOnesInTheOrderOfTime() {
    keep(Reading.good(PROBE, 5000, 5), Reading.good(PROBE, 1000, 1));
    keep(new Summary(PROBE, 2000, 4000, 1, 2, 6, 3));
    List<Series.Item> items = between(0, 10_000, 10);
    assertEquals(
        List.of(1000L, 2000L, 5000L), items.stream().map(Series.Item::timeMillis).toList());
    Series.Stretch stretch = assertInstanceOf(Series.Stretch.class, items.get(1));
    assertEquals(4000, stretch.untilMillis());
    assertEquals(OptionalDouble.of(2), stretch.values().mean());
    assertEquals(3, stretch.values().count());
  }

  @Test
  void weighWhatIsLeftOfThinnedReadingsByTheirCount() {
    keep(Reading.good(PROBE, 1000, 10), Reading.missing(PROBE, 1500, Quality.BAD));
    keep(new Summary(PROBE, 2000, 4000, 1, 2, 6, 3));
    Series.Bucket bucket =
        database
            .read(sql -> Series.buckets(sql, new Series.Range(1, 0, 60_000, 10), 60_000))
            .getFirst();
    assertEquals(
        new Series.Values(OptionalDouble.of(1), OptionalDouble.of(4), OptionalDouble.of(10), 4),
        bucket.values());
  }

  @Test
  void endAPageOnlyBetweenTwoTimes() {
    keep(Reading.good(PROBE, 1000, 1), Reading.good(PROBE, 2000, 2));
    keep(Reading.good(PROBE, 1000, 7));
    assertEquals(2, between(0, 10_000, 1).size());
    assertEquals(3, between(0, 10_000, 10).size());
  }

  @Test
  void holdAReadingThatComesAgainOnce() {
    Reading[] many = new Reading[200];
    for (int i = 0; i < many.length; i++) {
      many[i] = Reading.good(PROBE, i, i);
    }
    assertEquals(200, keep(many));
    many[100] = Reading.good(PROBE, 100, -1);
    assertEquals(1, keep(many));
    assertEquals(201, between(0, 10_000, 1000).size());
    Totals totals = database.read(Totals::of);
    assertEquals(201, totals.readings());
    assertEquals(199, totals.replacedReadings());
  }

  @Test
  void holdEveryReadingOfABlockOfAnySize() {
    for (int size : new int[] {1, 63, 64, 65, 128, 200}) {
      List<Reading> readings = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        readings.add(
            i % 7 == 3
                ? new Reading(PROBE, size * 1000L + i, i, Quality.UNCERTAIN_UNSTABLE)
                : Reading.good(PROBE, size * 1000L + i, i));
      }
      assertEquals(size, keep(readings.toArray(Reading[]::new)));
      assertEquals(size, between(size * 1000L, size * 1000L + 1000, 1000).size());
    }
  }
}
