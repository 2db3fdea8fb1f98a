package io.coldshelf.simulator.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.simulator.truth.Condition;
import io.coldshelf.simulator.truth.TruthEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProbeTest {

  private final List<TruthEvent> truth = new ArrayList<>();
  private final World world = new World(1, 0, truth::add);
  private final Probe probe = new Probe(world, "probe/temperature", 20, 0.1, 4);

  @Test
  void speaksInTenths() {
    double celsius = probe.celsius(1).orElseThrow();
    assertEquals(Math.rint(celsius * 10), celsius * 10, 1e-9);
    assertEquals(4, celsius, 0.5);
  }

  @Test
  void isNoisy() {
    long different = LongStream.range(0, 100).mapToObj(probe::celsius).distinct().count();
    assertTrue(different > 3, different + " values");
  }

  @Test
  void isLate() {
    probe.feel(10, 20);
    assertEquals(10 - 6 / Math.E, probe.celsius(1).orElseThrow(), 0.5);
  }

  @Test
  void unpluggedItSaysNothing() {
    probe.breakAt(10, new ProbeFault.Unplugged());
    assertTrue(probe.celsius(5).isPresent());
    world.advance(10);
    assertEquals(OptionalDouble.empty(), probe.celsius(11));
  }

  @Test
  void stuckItRepeatsItself() {
    probe.breakAt(10, new ProbeFault.Stuck());
    world.advance(10);
    OptionalDouble stuck = probe.celsius(10);
    probe.feel(20, 1_000);
    assertEquals(stuck, probe.celsius(12));
    probe.mendAt(20);
    world.advance(20);
    assertNotEquals(stuck, probe.celsius(21));
  }

  @Test
  void itCanSayWhatIsNoTemperature() {
    probe.breakAt(10, ProbeFault.POWER_ON);
    world.advance(10);
    assertEquals(OptionalDouble.of(85), probe.celsius(11));
    probe.breakAt(20, ProbeFault.BUS_LOST);
    world.advance(20);
    assertEquals(OptionalDouble.of(-127), probe.celsius(21));
  }

  @Test
  void faultsAreInTheTruth() {
    probe.breakAt(10, ProbeFault.REGISTER_END);
    probe.mendAt(30);
    world.advance(100);
    assertEquals(
        List.of(
            new TruthEvent.Began(
                10, "probe/temperature", Condition.PROBE_FAULT, "Says[celsius=3276.7]"),
            new TruthEvent.Ended(30, "probe/temperature", Condition.PROBE_FAULT)),
        truth);
  }
}
