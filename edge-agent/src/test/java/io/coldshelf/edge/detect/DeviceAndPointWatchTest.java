package io.coldshelf.edge.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.coldshelf.edge.pipeline.Pipeline;
import io.coldshelf.model.AntennaState;
import io.coldshelf.model.DataGap;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Epc;
import io.coldshelf.model.Event;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.model.TagReport;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeviceAndPointWatchTest {

  private static final long T0 = 1_700_000_000_000L;
  private static final PointId POINT = new PointId("probe", "temperature");

  private final Found found = new Found();

  private static Pipeline pipeline(Detector detector, String device) {
    return new Pipeline(List.of(detector), Map.of(device, List.of(detector)));
  }

  private static DeviceState lost(long millis) {
    return new DeviceState("probe", T0 + millis, false, "No answer.", "Check the cable.");
  }

  @Test
  void aDeviceThatStaysAwayIsAnAlertThatSaysWhatToDo() {
    Pipeline pipeline = pipeline(new DeviceWatch("gw", "probe", 3000), "probe");
    pipeline.accept(lost(0), found);
    pipeline.tick(T0 + 2999, found);
    assertEquals(List.of(), found.events);
    pipeline.tick(T0 + 60_000, found);
    assertEquals(List.of("io.coldshelf.device-offline.opened"), found.types());
    assertEquals(T0 + 3000, found.events.getFirst().timeMillis());
    assertEquals(
        "Check the cable.",
        found.events.getFirst().finding().evidence().suggestion().orElseThrow());
  }

  private static Pipeline restored(Pipeline saved) {
    Pipeline next = pipeline(new DeviceWatch("gw", "probe", 3000), "probe");
    next.restore(saved.changes());
    return next;
  }

  @Test
  void aTimeThatComesASecondTimeGivesIdsOfItsOwn() {
    Pipeline pipeline = pipeline(new DeviceWatch("gw", "probe", 3000), "probe");
    for (int times = 0; times < 3; times++) {
      pipeline.accept(lost(0), found);
      pipeline.accept(new DataGap("probe", T0 + 4000, 1, "Lost."), found);
      pipeline.accept(DeviceState.online("probe", T0 + 5000), found);
      pipeline = restored(pipeline);
      pipeline.shift(-10_000);
      pipeline = restored(pipeline);
    }
    List<String> ids = found.events.stream().map(Event::id).toList();
    assertEquals(9, ids.size());
    assertEquals(9, Set.copyOf(ids).size(), ids.toString());
    assertEquals("gw.device-offline.probe.20231114T221323000Z.1", ids.getFirst());
    assertEquals("gw.device-offline.probe.20231114T221323000Z~2.2", ids.getLast());
  }

  @Test
  void aDeviceThatIsSoonBackIsNone() {
    Pipeline pipeline = pipeline(new DeviceWatch("gw", "probe", 3000), "probe");
    pipeline.accept(lost(0), found);
    pipeline.accept(DeviceState.online("probe", T0 + 2000), found);
    pipeline.tick(T0 + 60_000, found);
    assertEquals(List.of(), found.events);
  }

  @Test
  void aDeviceThatComesBackEndsTheAlertOnce() {
    Pipeline pipeline = pipeline(new DeviceWatch("gw", "probe", 3000), "probe");
    pipeline.accept(lost(0), found);
    pipeline.accept(DeviceState.online("probe", T0 + 9000), found);
    pipeline.accept(DeviceState.online("probe", T0 + 9500), found);
    assertEquals(
        List.of("io.coldshelf.device-offline.opened", "io.coldshelf.device-offline.closed"),
        found.types());
  }

  @Test
  void aSilentAntennaIsOneFaultOfTheReader() {
    DeviceWatch watch = new DeviceWatch("gw", "reader", 3000);
    watch.accept(new AntennaState("reader", 2, T0, false), found);
    watch.accept(new AntennaState("reader", 2, T0 + 10, false), found);
    Snapshot saved = new Snapshot();
    watch.save(saved);
    DeviceWatch after = new DeviceWatch("gw", "reader", 3000);
    after.restore(Snapshot.of(saved.bytes()));
    after.accept(new AntennaState("reader", 2, T0 + 5000, true), found);
    assertEquals(
        List.of("io.coldshelf.sensor-fault.opened", "io.coldshelf.sensor-fault.closed"),
        found.types());
    assertEquals("reader/2", found.events.getFirst().subject());
  }

  @Test
  void aKnownLossIsRecordedEachTimeUnderItsOwnId() {
    DeviceWatch watch = new DeviceWatch("gw", "reader", 3000);
    watch.accept(new DataGap("reader", T0, 0, "The reader's buffer overflowed."), found);
    watch.accept(new DataGap("reader", T0, 0, "The reader's buffer overflowed."), found);
    assertEquals(2, found.events.size());
    assertFalse(found.events.getFirst().id().equals(found.events.getLast().id()));
  }

  @Test
  void aFaultyValueIsAnAlertAtTheFirstReading() {
    PointWatch watch = new PointWatch("gw", POINT, false);
    watch.accept(Reading.missing(POINT, T0, Quality.BAD_SENSOR_FAILURE), found);
    watch.accept(Reading.missing(POINT, T0 + 1000, Quality.BAD_OUT_OF_RANGE), found);
    assertEquals(List.of("io.coldshelf.sensor-fault.opened"), found.types());
  }

  @Test
  void aLooseContactIsOneAlertUntilThreeGoodReadingsCome() {
    PointWatch watch = new PointWatch("gw", POINT, false);
    for (int i = 0; i < 20; i++) {
      watch.accept(Reading.missing(POINT, T0 + i * 1000L, Quality.BAD_SENSOR_FAILURE), found);
      watch.accept(Reading.good(POINT, T0 + i * 1000L + 500, 4), found);
    }
    assertEquals(1, found.events.size());
    watch.accept(Reading.good(POINT, T0 + 30_000, 4), found);
    watch.accept(Reading.good(POINT, T0 + 31_000, 4), found);
    assertEquals(2, found.events.size());
  }

  @Test
  void aHandThatLeansOnAScaleIsNoFault() {
    PointWatch watch = new PointWatch("gw", POINT, false);
    for (int second = 0; second < 59; second++) {
      watch.accept(Reading.missing(POINT, T0 + second * 1000L, Quality.BAD_OVERLOAD), found);
    }
    watch.accept(Reading.good(POINT, T0 + 59_000, 4), found);
    watch.accept(Reading.missing(POINT, T0 + 60_000, Quality.BAD_OVERLOAD), found);
    watch.accept(Reading.missing(POINT, T0 + 119_000, Quality.BAD_OVERLOAD), found);
    assertEquals(List.of(), found.events);
    watch.accept(Reading.missing(POINT, T0 + 120_000, Quality.BAD_OVERLOAD), found);
    assertEquals(List.of("io.coldshelf.sensor-fault.opened"), found.types());
  }

  @Test
  void silenceIsTheDevicesMatterNotThePoints() {
    PointWatch watch = new PointWatch("gw", POINT, false);
    watch.accept(Reading.missing(POINT, T0, Quality.BAD_NO_COMMUNICATION), found);
    assertEquals(List.of(), found.events);
  }

  @Test
  void reportsBecomeOneSightingATagAndWhile() {
    SightingWindow window = new SightingWindow("reader");
    Pipeline pipeline = pipeline(window, "reader");
    Epc epc = Epc.parse("300833B2DDD9014000000001");
    for (int i = 0; i < 5; i++) {
      long time = T0 + i * 200L;
      pipeline.accept(
          new TagReport("reader", 1, epc, time, time, 2, OptionalInt.of(-60 + i)), found);
    }
    assertEquals(0, found.sightings.size());
    pipeline.tick(T0 + SightingWindow.WINDOW_MILLIS, found);
    assertEquals(1, found.sightings.size());
    assertEquals(10, found.sightings.getFirst().count());
    assertEquals(T0, found.sightings.getFirst().firstSeenMillis());
    assertEquals(T0 + 800, found.sightings.getFirst().lastSeenMillis());
    assertEquals(-56, found.sightings.getFirst().rssiDbm().orElseThrow());
  }

  @Test
  void whatIsHeldBackGoesOutAtTheEnd() {
    SightingWindow window = new SightingWindow("reader");
    Epc epc = Epc.parse("300833B2DDD9014000000001");
    window.accept(new TagReport("reader", 1, epc, T0, T0, 1, OptionalInt.empty()), found);
    window.finish(found);
    assertEquals(1, found.sightings.size());
  }
}
