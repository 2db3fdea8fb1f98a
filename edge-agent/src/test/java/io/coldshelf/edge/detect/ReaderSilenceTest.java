package io.coldshelf.edge.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldshelf.edge.pipeline.Pipeline;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Epc;
import io.coldshelf.model.Event;
import io.coldshelf.model.TagReport;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ReaderSilenceTest {

  private static final long T0 = 1_700_000_000_000L;

  private final Found found = new Found();
  private final ReaderSilence watch = new ReaderSilence("gw", "reader");
  private final Pipeline pipeline = new Pipeline(List.of(watch), Map.of("reader", List.of(watch)));
  private long second;

  private void read(int antenna, int tags) {
    for (int n = 0; n < tags; n++) {
      Epc epc = Epc.parse(String.format("E280%02X%018X", antenna, n));
      long time = T0 + second * 1000;
      pipeline.accept(
          new TagReport("reader", antenna, epc, time, time, 1, OptionalInt.empty()), found);
    }
  }

  private void rounds(int count, int tagsOfFirst, int tagsOfSecond) {
    for (int i = 0; i < count; i++) {
      second++;
      read(1, tagsOfFirst);
      read(2, tagsOfSecond);
      pipeline.tick(T0 + second * 1000, found);
    }
  }

  private List<String> subjects() {
    return found.events.stream().map(Event::subject).toList();
  }

  @Test
  void anAntennaThatReadsNoneOfItsManyTagsIsAtFaultAndWellAgain() {
    rounds(100, 12, 12);
    rounds(200, 0, 12);
    assertEquals(List.of("io.coldshelf.sensor-fault.opened"), found.types());
    assertEquals(List.of("reader/1"), subjects());
    assertEquals(T0 + 160_000, found.events.getFirst().timeMillis());
    rounds(1, 12, 12);
    assertEquals("io.coldshelf.sensor-fault.closed", found.types().getLast());
  }

  @Test
  void aReaderThatReadsNothingIsOneFault() {
    rounds(100, 12, 12);
    rounds(200, 0, 0);
    assertEquals(List.of("reader"), subjects());
  }

  @Test
  void aShelfThatSellsOutIsNoFault() {
    for (int left = 12; left >= 0; left--) {
      rounds(30, left, 12);
    }
    rounds(300, 0, 12);
    assertEquals(List.of(), found.events);
  }

  @Test
  void whereTheReaderIsKnownToBeOfflineThatHasBeenSaid() {
    rounds(100, 12, 12);
    pipeline.accept(new DeviceState("reader", T0 + 101_000, false, "gone", "look"), found);
    rounds(200, 0, 0);
    assertEquals(List.of(), found.events);
  }

  @Test
  void aRestartDoesNotSayItAgain() {
    rounds(100, 12, 12);
    rounds(200, 0, 12);
    Snapshot saved = new Snapshot();
    watch.save(saved);
    ReaderSilence after = new ReaderSilence("gw", "reader");
    after.restore(Snapshot.of(saved.bytes()));
    Epc epc = Epc.parse("E280");
    after.accept(
        new TagReport("reader", 1, epc, T0 + 400_000, T0 + 400_000, 1, OptionalInt.empty()), found);
    assertEquals(
        List.of("io.coldshelf.sensor-fault.opened", "io.coldshelf.sensor-fault.closed"),
        found.types());
  }
}
