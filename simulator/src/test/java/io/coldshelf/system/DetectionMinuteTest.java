package io.coldshelf.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldshelf.model.DeviceState;
import io.coldshelf.model.EventKind;
import io.coldshelf.simulator.truth.Evaluation;
import io.coldshelf.simulator.world.DemoWorld;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The minute of the demo in virtual time, for many seeds: nobody may meet the one that fails. */
class DetectionMinuteTest {

  private static final long START = 1_767_225_600_000L;
  private static final long MINUTE = 60_000;
  private static final int SEEDS = 25;

  private static final String CONFIGURATION =
      """
      gateway: gw
      site: {id: shop, name: Shop, timezone: UTC}
      devices:
        case-probe:   {profile: xy-md02, connect: "modbus-tcp://127.0.0.1:502?unit=1", every: 1s}
        cargo-probe:  {profile: xy-md02, connect: "modbus-tcp://127.0.0.1:502?unit=2", every: 1s}
        shelf-reader: {profile: llrp, connect: "llrp://127.0.0.1"}
        milk-scale:   {profile: mt-sics, connect: "tcp://127.0.0.1:4305", every: 500ms}
      shelves:
        milk-bay-1:
          product: {gtin: "06901234567892", name: Whole milk 1 L, itemWeight: 1.03 kg}
          capacity: 12
          lowAt: 4
          rfid: [shelf-reader/1]
          weight: [milk-scale/weight]
      compartments:
        dairy-case: {class: {limits: [{above: 6 °C, for: 10s}]}, probes: [case-probe/temperature]}
        truck-cargo: {class: {limits: [{above: 6 °C, for: 10s}]}, probes: [cargo-probe/temperature]}
      """;

  private static Evaluation live(long seed) {
    VirtualGateway gateway = new VirtualGateway(CONFIGURATION);
    DemoWorld world = new DemoWorld(seed, START);
    gateway.observe(DeviceState.online("shelf-reader", START));
    for (long now = START + 100; now <= START + MINUTE; now += 100) {
      world.advance(now);
      if (now % 200 == 0) {
        gateway.readTags(world.milk(), 1, now);
      }
      if (now % 500 == 0) {
        gateway.weigh(world.milk(), now);
      }
      if (now % 1000 == 0) {
        gateway.measure(world.dairy().probe(), now);
        gateway.measure(world.truck().probe(), now);
      }
      gateway.tick(now);
    }
    return Evaluation.of(world.episodes(), gateway.alerts(), START + MINUTE);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1000, 2000, 3000})
  void aStockoutAndABreachAreToldAndNothingElse(long firstSeed) {
    for (long seed = firstSeed; seed < firstSeed + SEEDS; seed++) {
      Evaluation minute = live(seed);
      for (EventKind kind : List.of(EventKind.STOCKOUT, EventKind.TEMPERATURE_BREACH)) {
        Evaluation.Result result = minute.of(kind);
        assertEquals(1, result.detected().size(), kind.code() + " with seed " + seed);
        assertEquals(List.of(), result.falseAlerts(), kind.code() + " with seed " + seed);
        assertEquals(List.of(), result.repeats(), kind.code() + " with seed " + seed);
      }
      assertEquals(List.of(), minute.of(EventKind.SENSOR_FAULT).falseAlerts(), "seed " + seed);
    }
  }
}
