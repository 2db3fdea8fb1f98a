package io.coldshelf.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.CircuitBreaker;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.modbus.ModbusDriver;
import io.coldshelf.edge.acquire.Acquisition;
import io.coldshelf.edge.acquire.Assignment;
import io.coldshelf.edge.acquire.Inbox;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.DeviceProfiles;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One wire with thirty slaves of which some are dead, the driver and the loop that owns it. */
class DeadSlavesTest {

  private static final int SLAVES = 30;
  private static final Set<Integer> DEAD = Set.of(3, 9, 14, 22, 30);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  /** The longest interval between two probes of one dead device. */
  private static final Duration RETRY = CircuitBreaker.LONGEST;

  private final VirtualBus bus = new VirtualBus(slaves());
  private final Inbox inbox = new Inbox();
  private final Map<String, List<Instant>> answered = new HashMap<>();
  private Instant revival = Instant.MAX;

  private static Map<Integer, Registers> slaves() {
    Map<Integer, Registers> slaves = new HashMap<>();
    IntStream.rangeClosed(1, SLAVES)
        .forEach(unit -> slaves.put(unit, new XyMd02(unit, () -> 4, () -> 50)));
    return slaves;
  }

  private static String name(int unit) {
    return "probe-" + unit;
  }

  /** Lets the loop run until some time; what was good is in {@link #answered}. */
  private void run(Duration every, Instant end) {
    answered.clear();
    InstantSource clock = () -> now(end);
    DeviceProfile profile = DeviceProfiles.builtIn().find("xy-md02").orElseThrow();
    ModbusDriver driver = new ModbusDriver((connection, port) -> bus);
    List<Assignment> assignments = new ArrayList<>();
    for (int unit = 1; unit <= SLAVES; unit++) {
      Connection connection = Connection.parse("modbus-rtu:/dev/ttyBUS?unit=" + unit);
      assignments.add(
          new Assignment(
              new DeviceSetup(name(unit), profile, connection, TIMEOUT, clock), driver, every));
    }
    Acquisition.wire(assignments, clock, inbox, millis -> bus.pass(Duration.ofMillis(millis)))
        .run();
    assertTrue(Thread.interrupted());
    take();
  }

  /** The time; does at each look what others do meanwhile. */
  private Instant now(Instant end) {
    Instant now = bus.instant();
    if (!now.isBefore(revival)) {
      bus.revive();
    }
    take();
    if (!now.isBefore(end)) {
      Thread.currentThread().interrupt();
    }
    return now;
  }

  private void take() {
    List<Observation> said = new ArrayList<>();
    boolean interrupted = Thread.interrupted();
    try {
      inbox.drain(said, Inbox.CAPACITY, 0);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    for (Observation each : said) {
      if (each instanceof Reading reading
          && reading.quality().isGood()
          && reading.point().point().equals("temperature")) {
        answered
            .computeIfAbsent(reading.point().device(), _ -> new ArrayList<>())
            .add(Instant.ofEpochMilli(reading.timeMillis()));
      }
    }
  }

  private Map<String, List<Instant>> living(Duration every, Duration time) {
    run(every, bus.instant().plus(time));
    Map<String, List<Instant>> living = new HashMap<>(answered);
    DEAD.forEach(unit -> living.remove(name(unit)));
    assertEquals(SLAVES - DEAD.size(), living.size());
    return living;
  }

  /** At one second the wire is full; at two it is not; the dead are dead from the beginning. */
  @ParameterizedTest
  @ValueSource(longs = {1_000, 2_000, 10_000})
  void fiveDeadOfThirtyLeaveTheOthersNearlyAllOfTheirRate(long everyMillis) {
    Duration every = Duration.ofMillis(everyMillis);
    Duration time = Duration.ofMinutes(4);
    Map<String, List<Instant>> before = living(every, time);

    bus.kill(DEAD);
    Map<String, List<Instant>> after = living(every, time);

    after.forEach((name, times) -> {
      double share = (double) times.size() / before.getOrDefault(name, List.of()).size();
      assertTrue(share >= 0.95, name + " keeps " + share + " at " + every);
    });
  }

  @Test
  void noneOfTheLivingWaitsLongerThanTwoTimeouts() {
    Duration every = Duration.ofSeconds(2);
    bus.kill(DEAD);
    Map<String, List<Instant>> living = living(every, Duration.ofMinutes(4));

    Instant settled = Instant.parse("2026-01-01T00:01:00Z");
    living.forEach((name, times) -> {
      for (int i = 1; i < times.size(); i++) {
        Duration gap = Duration.between(times.get(i - 1), times.get(i));
        boolean late =
            times.get(i - 1).isAfter(settled)
                && gap.compareTo(every.plus(TIMEOUT.multipliedBy(2))) > 0;
        assertTrue(!late, name + " waited " + gap + " at " + times.get(i));
      }
    });
  }

  @Test
  void aDeadOneThatComesBackIsFoundWithinTwoRetryIntervals() {
    bus.kill(DEAD);
    revival = bus.instant().plus(Duration.ofMinutes(5));
    run(Duration.ofSeconds(2), revival.plus(RETRY.multipliedBy(2)));

    DEAD.forEach(
        unit -> assertTrue(answered.containsKey(name(unit)), () -> name(unit) + " is not found"));
  }

  @Test
  void aWholeWireThatComesBackIsThereWithinARetryIntervalAndAllOfItAtOnce() {
    IntStream.rangeClosed(1, SLAVES).forEach(unit -> bus.kill(Set.of(unit)));
    revival = bus.instant().plus(Duration.ofMinutes(7));
    run(Duration.ofSeconds(2), revival.plus(RETRY));

    List<Instant> firsts = answered.values().stream().map(List::getFirst).sorted().toList();
    assertEquals(SLAVES, firsts.size());
    Duration spread = Duration.between(firsts.getFirst(), firsts.getLast());
    assertTrue(spread.compareTo(Duration.ofSeconds(3)) < 0, spread::toString);
  }
}
