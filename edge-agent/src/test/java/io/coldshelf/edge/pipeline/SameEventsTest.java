package io.coldshelf.edge.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.edge.replay.EventLines;
import io.coldshelf.model.DataGap;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Epc;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.model.TagReport;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.ProductClasses;
import io.coldshelf.yaml.Secrets;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The promise of the pipeline, over seeded days of trouble: the same observations give the same
 * events to the byte, however time is told to it in between and wherever the agent is restarted.
 */
class SameEventsTest {

  static final long T0 = 1_767_225_600_000L;
  private static final int STEPS = 600;

  private static final String CONFIGURATION =
      """
      gateway: gw
      site: {id: store, name: Store, timezone: Europe/Berlin}
      devices:
        air: {profile: xy-md02, connect: "modbus-tcp://127.0.0.1:502?unit=1", every: 10s}
        core: {profile: xy-md02, connect: "modbus-tcp://127.0.0.1:502?unit=2", every: 10s}
        scale: {profile: mt-sics, connect: "tcp://127.0.0.1:4001", every: 1s}
        reader: {profile: llrp, connect: "llrp://127.0.0.1:5084"}
      shelves:
        weighed:
          product: {gtin: "06901234567892", name: Milk, itemWeight: 1.03 kg}
          capacity: 6
          lowAt: 2
          weight: [scale/weight]
        tagged:
          product: {gtin: "06901234567892", name: Milk, itemWeight: 1.03 kg}
          capacity: 6
          lowAt: 2
          rfid: [reader/1]
      compartments:
        case:
          class:
            limits: [{above: 6 °C, for: 1m, severity: warning}, {above: 6 °C, sum: 5m, within: 20m}]
            meanKinetic: {limit: 5.5 °C, window: 10m, upTo: 11 °C}
          probes: [air/temperature]
        box:
          class:
            tau: 5m
            limits: [{above: 6 °C, for: 30s}, {below: 2 °C}]
          probes: [core/temperature]
      """;

  static final GatewayConfiguration GATEWAY =
      GatewayConfiguration.parse(
          "gateway.yaml",
          CONFIGURATION,
          DeviceProfiles.builtIn(),
          ProductClasses.builtIn(),
          Secrets.notNeeded());

  /** One life of the agent after another, all writing into the same lines. */
  private static final class Lives {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final EventLines events =
        new EventLines("/store/gw", new PrintStream(bytes, false, StandardCharsets.UTF_8));
    private final Map<String, byte[]> saved = new HashMap<>();
    private Pipeline pipeline = Detectors.pipeline(GATEWAY);

    void restart() {
      saved.putAll(pipeline.changes());
      pipeline = Detectors.pipeline(GATEWAY);
      pipeline.restore(saved);
    }

    String lines() {
      pipeline.finish(events);
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }

  private static String uninterrupted(List<Observation> observations) {
    Lives lives = new Lives();
    observations.forEach(observation -> lives.pipeline.accept(observation, lives.events));
    return lives.lines();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void ticksBetweenObservationsChangeNothing(long seed) {
    List<Observation> observations = trouble(seed, true);
    SplittableRandom random = new SplittableRandom(seed * 31);
    Lives ticked = new Lives();
    long now = T0;
    for (Observation observation : observations) {
      while (now < observation.timeMillis()) {
        ticked.pipeline.tick(now, ticked.events);
        now += random.nextLong(1, 4000);
      }
      ticked.pipeline.accept(observation, ticked.events);
      now = Math.max(now, observation.timeMillis());
    }
    String expected = uninterrupted(observations);
    assertTrue(expected.lines().count() > 20, "seed " + seed + " gives too little to compare");
    assertEquals(expected, ticked.lines(), "seed " + seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aRestartBeforeEveryObservationChangesNothing(long seed) {
    List<Observation> observations = trouble(seed, false);
    Lives restarted = new Lives();
    for (Observation observation : observations) {
      restarted.restart();
      restarted.pipeline.accept(observation, restarted.events);
    }
    assertEquals(uninterrupted(observations), restarted.lines(), "seed " + seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void oneRestartAnywhereChangesNothing(long seed) {
    List<Observation> observations = trouble(seed, false);
    String expected = uninterrupted(observations);
    for (int at = 0; at < observations.size(); at += 7) {
      Lives restarted = new Lives();
      for (int i = 0; i < observations.size(); i++) {
        if (i == at) {
          restarted.restart();
        }
        restarted.pipeline.accept(observations.get(i), restarted.events);
      }
      assertEquals(expected, restarted.lines(), "seed " + seed + ", restarted before " + at);
    }
  }

  /**
   * Tags must be seen anew after a restart, which takes time; but no alert opens or closes twice.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noAlertOpensOrClosesTwiceWhateverRestarts(long seed) {
    List<Observation> observations = trouble(seed, true);
    SplittableRandom random = new SplittableRandom(seed * 17);
    Lives restarted = new Lives();
    for (Observation observation : observations) {
      if (random.nextInt(40) == 0) {
        restarted.restart();
      }
      restarted.pipeline.accept(observation, restarted.events);
    }
    checkAlerts(restarted.lines(), seed);
  }

  private static void checkAlerts(String lines, long seed) {
    Pattern shape =
        Pattern.compile(
            "\"id\":\"([^\"]+)\".*\"type\":\"io\\.coldshelf\\.([a-z-]+)\\.([a-z]+)\""
                + ".*\"subject\":\"([^\"]+)\"");
    Set<String> ids = new HashSet<>();
    Set<String> open = new HashSet<>();
    for (String line : lines.lines().toList()) {
      Matcher event = shape.matcher(line);
      assertTrue(event.find(), line);
      assertTrue(ids.add(event.group(1)), "seed " + seed + ": twice the id " + line);
      String subject = event.group(2) + " " + event.group(4);
      switch (event.group(3)) {
        case "opened" -> assertTrue(open.add(subject), "seed " + seed + ": opened twice " + line);
        case "closed" ->
            assertTrue(open.remove(subject), "seed " + seed + ": closed but not open " + line);
        default -> assertNotEquals("", subject);
      }
    }
  }

  /** Temperatures that wander, hands on scales, faults, losses, repeats, late readings, silence. */
  static List<Observation> trouble(long seed, boolean tags) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Observation> observations = new ArrayList<>();
    double air = 5;
    double core = 5;
    int items = 6;
    long now = T0;
    for (int step = 0; step < STEPS; step++) {
      now += random.nextInt(50) == 0 ? random.nextLong(100_000) : random.nextLong(1, 4000);
      air = Math.clamp(air + random.nextDouble(-0.6, 0.6), 0, 12);
      core = Math.clamp(core + random.nextDouble(-0.9, 0.9), -4, 14);
      items = random.nextInt(12) == 0 ? random.nextInt(7) : items;
      long late = random.nextInt(20) == 0 ? random.nextLong(15_000) : 0;
      observations.add(temperature("air", now - late, air, random));
      observations.add(temperature("core", now, core, random));
      observations.add(weight(now, items, random));
      if (random.nextInt(25) == 0) {
        observations.add(upOrDown(List.of("air", "core", "scale"), now, random));
      }
      if (random.nextInt(60) == 0) {
        observations.add(new DataGap("reader", now, 0, "The reader's buffer overflowed."));
      }
      for (int tag = 0; tags && tag < items; tag++) {
        observations.add(
            new TagReport(
                "reader",
                1,
                Epc.parse("300833B2DDD901400000000" + tag),
                now,
                now,
                1,
                OptionalInt.of(-50)));
      }
    }
    return observations;
  }

  private static Observation temperature(
      String device, long timeMillis, double celsius, SplittableRandom random) {
    PointId point = new PointId(device, "temperature");
    return switch (random.nextInt(25)) {
      case 0 -> Reading.missing(point, timeMillis, Quality.BAD_SENSOR_FAILURE);
      case 1 -> Reading.missing(point, timeMillis, Quality.BAD_NO_COMMUNICATION);
      default -> Reading.good(point, timeMillis, celsius);
    };
  }

  private static Observation weight(long timeMillis, int items, SplittableRandom random) {
    PointId point = new PointId("scale", "weight");
    return switch (random.nextInt(12)) {
      case 0 -> Reading.missing(point, timeMillis, Quality.BAD_OVERLOAD);
      case 1 -> new Reading(point, timeMillis, items * 1.03 + 0.4, Quality.UNCERTAIN_UNSTABLE);
      case 2 -> Reading.good(point, timeMillis, items * 1.03 + 0.45);
      default -> Reading.good(point, timeMillis, items * 1.03);
    };
  }

  private static Observation upOrDown(List<String> devices, long now, SplittableRandom random) {
    String device = devices.get(random.nextInt(devices.size()));
    return random.nextBoolean()
        ? DeviceState.online(device, now)
        : new DeviceState(device, now, false, "No answer.\nNone at all.", "Check the cable.");
  }
}
