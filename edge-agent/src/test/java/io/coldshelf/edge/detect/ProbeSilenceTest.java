package io.coldshelf.edge.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldshelf.edge.pipeline.Pipeline;
import io.coldshelf.model.Change;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbeSilenceTest {

  private static final PointId PROBE = new PointId("probe", "temperature");
  private static final long T0 = 1_700_000_000_000L;

  private final Found found = new Found();
  private final ProbeSilence watch = new ProbeSilence("gw", PROBE, 30_000);
  private final Pipeline pipeline = new Pipeline(List.of(watch), Map.of("probe", List.of(watch)));

  private void measure(long fromSecond, long toSecond, long every) {
    for (long second = fromSecond; second <= toSecond; second += every) {
      pipeline.accept(Reading.good(PROBE, T0 + second * 1000, 4), found);
    }
  }

  @Test
  void threeIntervalsOfSilenceAreSaidAndTheirEndToo() {
    measure(0, 100, 10);
    pipeline.tick(T0 + 130_000, found);
    assertEquals(List.of(), found.events);
    pipeline.tick(T0 + 500_000, found);
    assertEquals(List.of("io.coldshelf.device-offline.opened"), found.types());
    assertEquals(T0 + 130_001, found.events.getFirst().timeMillis());
    assertEquals("probe/temperature", found.events.getFirst().subject());
    measure(600, 600, 10);
    assertEquals(1, found.of(EventKind.DEVICE_OFFLINE, Change.CLOSED).size());
  }

  @Test
  void aProbeThatMeasuresSeldomIsNotSilent() {
    measure(0, 36_000, 3600);
    pipeline.tick(T0 + 36_000_000 + 2 * 3_600_000, found);
    assertEquals(List.of(), found.events);
  }

  @Test
  void whereTheDeviceIsKnownToBeOfflineThatHasBeenSaid() {
    measure(0, 100, 10);
    pipeline.accept(new DeviceState("probe", T0 + 101_000, false, "gone", "look"), found);
    pipeline.tick(T0 + 500_000, found);
    assertEquals(List.of(), found.events);
  }

  @Test
  void aLateReadingEndsNoSilence() {
    measure(0, 100, 10);
    pipeline.tick(T0 + 500_000, found);
    measure(95, 95, 10);
    assertEquals(0, found.of(EventKind.DEVICE_OFFLINE, Change.CLOSED).size());
  }

  @Test
  void timeInWhichNobodyListenedIsNoSilence() {
    measure(0, 100, 10);
    Snapshot saved = new Snapshot();
    watch.save(saved);
    ProbeSilence after = new ProbeSilence("gw", PROBE, 30_000);
    after.restore(Snapshot.of(saved.bytes()));
    Pipeline next = new Pipeline(List.of(after), Map.of("probe", List.of(after)));
    next.resume(T0 + 7_200_000);
    next.tick(T0 + 7_200_000, found);
    next.accept(DeviceState.online("probe", T0 + 7_201_000), found);
    next.tick(T0 + 7_230_000, found);
    assertEquals(List.of(), found.events);
    next.tick(T0 + 7_232_000, found);
    assertEquals(List.of("io.coldshelf.device-offline.opened"), found.types());
  }
}
