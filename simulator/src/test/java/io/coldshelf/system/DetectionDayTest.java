package io.coldshelf.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.edge.detect.Findings;
import io.coldshelf.edge.pipeline.Detectors;
import io.coldshelf.edge.pipeline.Pipeline;
import io.coldshelf.model.Change;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.model.TagReport;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.ProductClasses;
import io.coldshelf.simulator.truth.Detected;
import io.coldshelf.simulator.truth.Evaluation;
import io.coldshelf.simulator.truth.TruthEpisode;
import io.coldshelf.simulator.world.SeenTag;
import io.coldshelf.simulator.world.StoreDay;
import io.coldshelf.yaml.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A day of a shop in virtual time through the agent's pipeline, its alerts held against the truth.
 */
class DetectionDayTest {

  private static final long MIDNIGHT = 1_767_225_600_000L;
  private static final long SECOND = 1000;
  private static final PointId SCALE = new PointId("milk-scale", "weight");
  private static final PointId CASE = PointId.parse(StoreDay.CASE_PROBE);
  private static final PointId CARGO = PointId.parse(StoreDay.CARGO_PROBE);

  private static final String SHELVES_AND_COMPARTMENTS =
      """
      gateway: gw
      site: {id: shop, name: Shop, timezone: UTC}
      devices:
        case-probe:   {profile: xy-md02, connect: "modbus-tcp://127.0.0.1:502?unit=1", every: 10s}
        cargo-probe:  {profile: xy-md02, connect: "modbus-tcp://127.0.0.1:502?unit=2", every: 10s}
        shelf-reader: {profile: llrp, connect: "llrp://127.0.0.1"}
        milk-scale:   {profile: mt-sics, connect: "tcp://127.0.0.1:4305", every: 1s}
      shelves:
        milk-bay-1:
          product: {gtin: "06901234567892", name: Whole milk 1 L, itemWeight: 1.03 kg}
          capacity: 24
          lowAt: 6
          rfid: [shelf-reader/1, shelf-reader/2]
          weight: [%s]
      compartments:
        dairy-case: {class: {limits: [{above: 6 °C, for: 40m}]}, probes: [case-probe/temperature]}
        truck-cargo: {class: {limits: [{above: 8 °C, for: 20m}]}, probes: [cargo-probe/temperature]}
      """;

  private final List<Event> events = new ArrayList<>();

  private final Findings found =
      new Findings() {
        @Override
        public void event(Event event) {
          events.add(event);
        }

        @Override
        public void reading(Reading reading) {
          // Only events are judged.
        }

        @Override
        public void sighting(Sighting sighting) {
          // Only events are judged.
        }
      };

  private static Pipeline pipeline(String scale) {
    return Detectors.pipeline(
        GatewayConfiguration.parse(
            "day.yaml",
            SHELVES_AND_COMPARTMENTS.formatted(scale),
            DeviceProfiles.builtIn(),
            ProductClasses.builtIn(),
            Secrets.notNeeded()));
  }

  private Evaluation live(long seed, Pipeline pipeline, boolean weighed) {
    StoreDay day = new StoreDay(seed, MIDNIGHT, _ -> {});
    long end = MIDNIGHT + StoreDay.LENGTH.toMillis();
    pipeline.accept(DeviceState.online("shelf-reader", MIDNIGHT), found);
    for (long now = MIDNIGHT + SECOND; now < end; now += SECOND) {
      day.advance(now);
      second(day, now, pipeline, weighed);
    }
    return Evaluation.of(day.episodes(), alerts(), end);
  }

  private void second(StoreDay day, long now, Pipeline pipeline, boolean weighed) {
    for (int antenna = 1; antenna <= 2; antenna++) {
      for (SeenTag tag : day.milk().round(antenna, now)) {
        OptionalInt rssi = OptionalInt.of((int) tag.rssiDbm());
        pipeline.accept(
            new TagReport("shelf-reader", antenna, tag.epc(), now, now, 1, rssi), found);
      }
    }
    if (weighed) {
      double grams = Math.rint(day.milk().kilograms(now) * 1000);
      Quality quality = day.milk().stable(now) ? Quality.GOOD : Quality.UNCERTAIN_UNSTABLE;
      pipeline.accept(new Reading(SCALE, now, grams / 1000, quality), found);
    }
    if (now % (10 * SECOND) == 0) {
      probe(CASE, day.dairy().probe().celsius(now), now, pipeline);
      probe(CARGO, day.truck().probe().celsius(now), now, pipeline);
    }
    pipeline.tick(now, found);
  }

  private void probe(PointId point, OptionalDouble celsius, long now, Pipeline pipeline) {
    if (celsius.isPresent()) {
      double shown = Math.rint(celsius.getAsDouble() * 10) / 10;
      pipeline.accept(Reading.good(point, now, shown), found);
    }
  }

  private List<Detected> alerts() {
    return events.stream()
        .filter(event -> event.change() == Change.OPENED)
        .map(event ->
            new Detected(event.kind(), event.subject(), event.timeMillis(), OptionalLong.empty()))
        .toList();
  }

  private static String said(EventKind kind, Evaluation.Result result) {
    return kind.code()
        + ": true "
        + result.trueEpisodes()
        + ", missed "
        + result.missed()
        + ", false "
        + result.falseAlerts()
        + ", median delay "
        + result.delays().median();
  }

  /** The last item taken and put back in one movement of the hand is nobody's stockout. */
  private static List<TruthEpisode> lasting(List<TruthEpisode> episodes) {
    return episodes.stream()
        .filter(episode ->
            episode.endMillis().orElse(Long.MAX_VALUE) - episode.startMillis() > 5 * SECOND)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aScaleTellsEveryStockoutAtOnceAndNoneThatIsNot(long seed) {
    Evaluation day = live(seed, pipeline("milk-scale/weight"), true);
    Evaluation.Result stockouts = day.of(EventKind.STOCKOUT);
    assertTrue(stockouts.trueEpisodes() > 0, "control: the shelf ran empty");
    assertEquals(List.of(), lasting(stockouts.missed()), said(EventKind.STOCKOUT, stockouts));
    assertEquals(List.of(), stockouts.falseAlerts(), said(EventKind.STOCKOUT, stockouts));
    assertTrue(
        stockouts.delays().median().orElseThrow() <= 5 * SECOND,
        said(EventKind.STOCKOUT, stockouts));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void tagsAloneTellNoStockoutThatIsNot(long seed) {
    Evaluation day = live(seed, pipeline(""), false);
    Evaluation.Result stockouts = day.of(EventKind.STOCKOUT);
    assertTrue(stockouts.trueEpisodes() > 0, "control: the shelf ran empty");
    assertEquals(List.of(), stockouts.falseAlerts(), said(EventKind.STOCKOUT, stockouts));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void defrostsAndDoorsAreNoBreach(long seed) {
    Evaluation day = live(seed, pipeline("milk-scale/weight"), true);
    assertEquals(List.of(), day.of(EventKind.TEMPERATURE_BREACH).falseAlerts());
    assertEquals(List.of(), day.of(EventKind.SENSOR_FAULT).falseAlerts());
  }
}
