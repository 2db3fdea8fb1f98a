package io.coldshelf.edge.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.config.Shelf;
import io.coldshelf.edge.config.ShelfProduct;
import io.coldshelf.edge.pipeline.Pipeline;
import io.coldshelf.model.Change;
import io.coldshelf.model.DataGap;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Epc;
import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.model.TagReport;
import io.coldshelf.tag.Element;
import io.coldshelf.tag.GsKey;
import io.coldshelf.tag.TagScheme;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StockWatchTest {

  private static final PointId SCALE = new PointId("milk-scale", "weight");
  private static final double ITEM = 1.03;
  private static final long T0 = 1_700_000_000_000L;

  private final Found found = new Found();
  private final StockWatch watch =
      new StockWatch("gw", shelf(), Duration.ofSeconds(10), ZoneId.of("Asia/Shanghai"));
  private final Pipeline pipeline =
      new Pipeline(List.of(watch), Map.of("milk-scale", List.of(watch), "reader", List.of(watch)));
  private long second;

  private static Shelf shelf() {
    return new Shelf(
        "milk-bay-1",
        new ShelfProduct("06901234567892", "Whole milk 1 L", OptionalDouble.of(ITEM)),
        12,
        3,
        List.of(new Shelf.Antenna("reader", 1)),
        List.of(SCALE));
  }

  /** A scale that tells when it moves is believed at once when it does not. */
  private void weigh(double items) {
    weigh(items * ITEM, Quality.UNCERTAIN_UNSTABLE);
    weigh(items * ITEM, Quality.GOOD);
  }

  private void weigh(double kilograms, Quality quality) {
    second++;
    pipeline.accept(new Reading(SCALE, T0 + second * 1000, kilograms, quality), found);
  }

  private void readTags(int from, int to) {
    second++;
    for (int n = from; n < to; n++) {
      Epc epc = Epc.parse(String.format("3034%020X", n));
      long time = T0 + second * 1000;
      pipeline.accept(new TagReport("reader", 1, epc, time, time, 1, OptionalInt.empty()), found);
    }
  }

  private double stock() {
    return found.readings.stream()
        .filter(r -> r.point().point().equals("stock"))
        .toList()
        .getLast()
        .value();
  }

  @Test
  void theFirstWeightIsAStateAndNoChange() {
    weigh(8);
    assertEquals(List.of(), found.events);
    assertEquals(8, stock());
  }

  @Test
  void itemsTakenAreSaidAtOnce() {
    weigh(8);
    weigh(6);
    assertEquals(List.of("io.coldshelf.items.taken"), found.types());
    assertEquals(2, found.events.getFirst().finding().evidence().count().orElseThrow());
    assertEquals(6, found.events.getFirst().finding().measure().orElseThrow().value());
  }

  @Test
  void twoChangesWithinAMillisecondAreTwoReadings() {
    weigh(8);
    long time = T0 + second * 1000;
    for (int items : new int[] {7, 6}) {
      pipeline.accept(new Reading(SCALE, time, items * ITEM, Quality.UNCERTAIN_UNSTABLE), found);
      pipeline.accept(Reading.good(SCALE, time, items * ITEM), found);
    }
    List<Long> times =
        found.readings.stream()
            .filter(reading -> reading.point().point().equals("stock"))
            .map(Reading::timeMillis)
            .toList();
    assertEquals(List.of(time, time + 1, time + 2), times);
  }

  @Test
  void fewItemsThatComeBackSoonWereReturned() {
    weigh(8);
    weigh(6);
    weigh(7);
    assertEquals(Change.RETURNED, found.events.getLast().change());
    weigh(12);
    assertEquals(Change.ARRIVED, found.events.getLast().change());
  }

  @Test
  void anEmptyShelfIsAStockoutAndAFilledOneEndsIt() {
    weigh(1);
    weigh(0);
    weigh(12);
    assertEquals(1, found.of(EventKind.STOCKOUT, Change.OPENED).size());
    assertEquals(1, found.of(EventKind.STOCKOUT, Change.CLOSED).size());
    assertEquals(1, found.of(EventKind.LOW_STOCK, Change.OPENED).size());
    assertEquals(1, found.of(EventKind.LOW_STOCK, Change.CLOSED).size());
  }

  @Test
  void aScaleThatMovesTellsNothing() {
    weigh(8);
    weigh(2, Quality.UNCERTAIN_UNSTABLE);
    weigh(30, Quality.UNCERTAIN_UNSTABLE);
    weigh(8);
    assertEquals(List.of(), found.events);
  }

  @Test
  void anOverloadTellsNothingEither() {
    weigh(8);
    weigh(Double.NaN, Quality.BAD_OVERLOAD);
    for (int i = 0; i < 8; i++) {
      readTags(0, 10);
    }
    weigh(8);
    assertEquals(List.of(), found.events);
  }

  @Test
  void aWeightThatFitsNoNumberOfItemsMustRepeat() {
    weigh(8);
    weigh(7.45);
    weigh(7.45 * ITEM, Quality.GOOD);
    assertEquals(List.of(), found.events);
    weigh(7.45 * ITEM, Quality.GOOD);
    assertEquals(7, stock());
  }

  @Test
  void moreThanTheShelfHoldsIsOverstockOnceItLasts() {
    weigh(12);
    weigh(14);
    for (int n = 0; n < 50; n++) {
      weigh(14);
    }
    assertEquals(List.of(), found.of(EventKind.OVERSTOCK, Change.OPENED));
    for (int n = 0; n < 20; n++) {
      weigh(14);
    }
    Event opened = found.of(EventKind.OVERSTOCK, Change.OPENED).getFirst();
    assertEquals("milk-bay-1: 14 items on a shelf that holds 12.", opened.finding().reason());
    assertEquals(
        "Take 2 back, or correct the shelf's capacity.",
        opened.finding().evidence().suggestion().orElseThrow());
    weigh(12);
    assertEquals(1, found.of(EventKind.OVERSTOCK, Change.CLOSED).size());
    assertEquals(1, found.of(EventKind.OVERSTOCK, Change.OPENED).size());
  }

  @Test
  void unknownIsNotEmpty() {
    weigh(8);
    pipeline.accept(new DeviceState("milk-scale", T0 + 60_000, false, "gone", "look"), found);
    pipeline.tick(T0 + 200_000, found);
    assertEquals(0, found.of(EventKind.STOCKOUT, Change.OPENED).size());
    assertTrue(Double.isNaN(stock()), "said as unknown");
  }

  @Test
  void tagsCountWhereThereIsNoWeight() {
    for (int i = 0; i < 20; i++) {
      readTags(0, 10);
    }
    assertEquals(10, stock());
    for (int i = 0; i < 20; i++) {
      readTags(2, 10);
    }
    assertEquals(8, stock());
  }

  @Test
  void aReaderThatIsGoneRemovesNothing() {
    for (int i = 0; i < 20; i++) {
      readTags(0, 10);
    }
    pipeline.accept(new DeviceState("reader", T0 + 21_000, false, "gone", "look"), found);
    pipeline.tick(T0 + 3_600_000, found);
    assertEquals(0, found.of(EventKind.ITEMS, Change.TAKEN).size());
    assertEquals(0, found.of(EventKind.STOCKOUT, Change.OPENED).size());
  }

  @Test
  void saysNothingTwiceAfterARestart() {
    weigh(4);
    weigh(0);
    Snapshot saved = new Snapshot();
    watch.save(saved);
    StockWatch after =
        new StockWatch("gw", shelf(), Duration.ofSeconds(10), ZoneId.of("Asia/Shanghai"));
    after.restore(Snapshot.of(saved.bytes()));
    int before = found.events.size();
    after.accept(Reading.good(SCALE, T0 + 100_000, 0), found);
    assertEquals(before, found.events.size());
    after.accept(new Reading(SCALE, T0 + 100_500, 5 * ITEM, Quality.UNCERTAIN_UNSTABLE), found);
    after.accept(Reading.good(SCALE, T0 + 101_000, 5 * ITEM), found);
    assertEquals(1, found.of(EventKind.STOCKOUT, Change.CLOSED).size());
  }

  @Test
  void whatAReaderLostIsNoProofThatATagIsGone() {
    pipeline.accept(DeviceState.online("reader", T0), found);
    for (int i = 0; i < 20; i++) {
      readTags(0, 8);
    }
    assertEquals(8, stock());
    for (int i = 0; i < 120; i++) {
      readTags(1, 8);
      pipeline.accept(
          new DataGap("reader", T0 + second * 1000, 0, "The reader's buffer overflowed."), found);
    }
    assertEquals(List.of(), found.events);
    for (int i = 0; i < 60; i++) {
      readTags(1, 8);
    }
    assertEquals(7, stock(), "and once nothing is lost any more, it is gone");
  }

  /** 10 values a second of a bare load cell that does not tell when it moves. */
  private void bare(double items, int values) {
    for (int i = 0; i < values; i++) {
      time += 100;
      double noise = 0.001 * (i % 3 - 1);
      pipeline.accept(Reading.good(SCALE, time, items * ITEM + noise), found);
    }
  }

  private long time = T0;

  @Test
  void aBareCellIsBelievedWithinASecondOfItsRest() {
    bare(8, 20);
    assertEquals(8, stock());
    bare(7, 9);
    assertEquals(7, stock());
  }

  @Test
  void aGlitchOfABareCellIsNoItem() {
    bare(8, 20);
    for (double glitch : new double[] {0, 20, -3, 5}) {
      bare(glitch, 1);
      bare(8, 20);
    }
    assertEquals(List.of(), found.events);
  }

  @Test
  void aHandThatPushesIsNoItem() {
    bare(8, 20);
    for (int i = 0; i < 40; i++) {
      bare(14 + (i * 7) % 5, 1);
    }
    bare(8, 20);
    assertEquals(List.of(), found.events);
  }

  @Test
  void aDriftingZeroIsNoItem() {
    for (int i = 0; i < 2000; i++) {
      bare(8 + i * 0.00025, 10);
    }
    assertEquals(8, stock());
    bare(7.5, 20);
    assertEquals(7, stock(), "one item less than 8.5 is 7.5");
  }

  @Test
  void anItemOfAnotherProductIsMisplacedAndNotStock() {
    String own = "06901234567892";
    for (int i = 0; i < 20; i++) {
      readTags(own, 1, 9);
    }
    assertEquals(8, stock());
    for (int i = 0; i < 90; i++) {
      readTags(own, 1, 9);
      readTags("06901234567809", 77, 78);
    }
    assertEquals(8, stock());
    assertEquals(1, found.of(EventKind.MISPLACED_ITEMS, Change.OPENED).size());
    assertEquals(
        1,
        found
            .of(EventKind.MISPLACED_ITEMS, Change.OPENED)
            .getFirst()
            .finding()
            .evidence()
            .count()
            .orElseThrow());
    for (int i = 0; i < 60; i++) {
      readTags(own, 1, 9);
    }
    assertEquals(1, found.of(EventKind.MISPLACED_ITEMS, Change.CLOSED).size());
  }

  /** T0 is 2023-11-15 06:13 in Shanghai, so that the day ends 17 h 47 min later. */
  @Test
  void anItemIsExpiredOnceItsLastDayHasEndedInTheShop() {
    String own = "06901234567892";
    readDated(own, "15", "231115", 90);
    assertEquals(List.of(), found.of(EventKind.EXPIRED_ITEMS, Change.OPENED));
    second = 17 * 3600 + 46 * 60;
    readDated(own, "15", "231115", 200);
    Event opened = found.of(EventKind.EXPIRED_ITEMS, Change.OPENED).getFirst();
    assertTrue(opened.timeMillis() >= T0 + (17 * 60 + 46) * 60_000L + 40_000, opened.toString());
    assertEquals(
        "milk-bay-1: 1 item past its date lies here; it was good until 2023-11-15.",
        opened.finding().reason());
    assertEquals(1, found.of(EventKind.EXPIRED_ITEMS, Change.OPENED).size());
    for (int i = 0; i < 120; i++) {
      readTags(own, 1, 9);
    }
    assertEquals(1, found.of(EventKind.EXPIRED_ITEMS, Change.CLOSED).size());
  }

  @Test
  void theDayOfProductionIsNoLimit() {
    readDated("06901234567892", "11", "200101", 200);
    assertEquals(List.of(), found.of(EventKind.EXPIRED_ITEMS, Change.OPENED));
  }

  /** Others, without a date, and one with it. */
  private void readDated(String gtin, String ai, String date, int rounds) {
    Epc dated =
        GsKey.of(
                TagScheme.DSGTIN_PLUS,
                1,
                List.of(new Element(ai, date), new Element("01", gtin), new Element("21", "5")))
            .bits();
    for (int i = 0; i < rounds; i++) {
      readTags(gtin, 1, 9);
      long at = T0 + second * 1000;
      pipeline.accept(new TagReport("reader", 1, dated, at, at, 1, OptionalInt.empty()), found);
    }
  }

  private void readTags(String gtin, int from, int to) {
    second++;
    for (int n = from; n < to; n++) {
      long at = T0 + second * 1000;
      List<Element> elements = List.of(new Element("01", gtin), new Element("21", "" + n));
      Epc epc = GsKey.of(TagScheme.SGTIN_96, 1, 7, elements).bits();
      pipeline.accept(new TagReport("reader", 1, epc, at, at, 1, OptionalInt.empty()), found);
    }
  }
}
