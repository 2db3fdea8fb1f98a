package io.coldshelf.simulator.device;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Outcome;
import io.coldshelf.model.AntennaState;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Reading;
import io.coldshelf.model.TagReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Troubles that belong to one protocol, each with its driver. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class DriverTroubleTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final int PATIENCE = 500;

  @TempDir private Path folder;

  record Trouble(Rig.Kind kind, ModbusFault fault) {}

  static Stream<Trouble> modbusTroubles() {
    return Stream.of(
            new ModbusFault.Silent(),
            new ModbusFault.Spoiled(),
            new ModbusFault.Truncated(),
            new ModbusFault.WrongUnit(),
            new ModbusFault.Slow(SHORT.plusMillis(100)),
            new ModbusFault.Sentinel(0x7FFF),
            new ModbusFault.Refusal(4),
            new ModbusFault.Refusal(6))
        .flatMap(fault ->
            Stream.of(
                new Trouble(Rig.Kind.MODBUS_TCP, fault), new Trouble(Rig.Kind.MODBUS_RTU, fault)))
        // A serial frame has no number: a late answer answers the same question asked again.
        .filter(trouble ->
            trouble.kind() == Rig.Kind.MODBUS_TCP
                || !(trouble.fault() instanceof ModbusFault.Slow));
  }

  @ParameterizedTest
  @MethodSource("modbusTroubles")
  void aModbusDeviceInTroubleHasNoValuesAndRecovers(Trouble trouble) throws Exception {
    try (Rig.OfModbus rig = (Rig.OfModbus) trouble.kind().open(folder);
        Caller caller = Caller.of(rig.driver().open(rig.setup(SHORT)))) {
      await(caller, rig::isTruth);
      rig.slave().fault(trouble.fault());
      for (int i = 0; i < 3; i++) {
        Outcome outcome = caller.next();
        assertFalse(anyOf(outcome, DriverTroubleTest::isValue), outcome::toString);
      }
      rig.slave().fault(new ModbusFault.None());
      await(caller, rig::isTruth);
    }
  }

  @Test
  void whatAReaderSawDuringACutArrivesAfterIt() throws Exception {
    try (Rig.OfReader rig = new Rig.OfReader();
        Caller caller = Caller.of(rig.driver().open(rig.setup(SHORT)))) {
      await(caller, rig::isTruth);
      for (int i = 0; i < 3; i++) {
        rig.reader().cut();
        awaitFault(caller);
        long observed = rig.reader().tally().observations();
        awaitRounds(rig.reader(), observed + 5);
        await(caller, rig::isTruth);
      }
      assertTrue(rig.reader().tally().lost() == 0, () -> rig.reader().tally().toString());
    }
  }

  private static void awaitRounds(LlrpReader reader, long observations) {
    while (reader.tally().observations() < observations) {
      Thread.onSpinWait();
    }
  }

  @Test
  void anAntennaThatComesOffIsTold() throws Exception {
    try (Rig.OfReader rig = new Rig.OfReader();
        Caller caller = Caller.of(rig.driver().open(rig.setup(SHORT)))) {
      await(caller, rig::isTruth);
      rig.reader().antenna(2, false);
      await(caller, o -> o instanceof AntennaState s && s.antenna() == 2 && !s.connected());
      rig.reader().antenna(2, true);
      await(caller, o -> o instanceof AntennaState s && s.antenna() == 2 && s.connected());
      await(caller, rig::isTruth);
    }
  }

  private static void await(Caller caller, Predicate<Observation> wanted)
      throws InterruptedException {
    Outcome last = caller.next();
    for (int i = 0; i < PATIENCE && !anyOf(last, wanted); i++) {
      last = caller.next();
    }
    assertTrue(anyOf(last, wanted), last::toString);
  }

  private static void awaitFault(Caller caller) throws InterruptedException {
    Outcome last = caller.next();
    for (int i = 0; i < PATIENCE && !(last instanceof Outcome.Fault); i++) {
      last = caller.next();
    }
    assertTrue(last instanceof Outcome.Fault, last::toString);
  }

  private static boolean anyOf(Outcome outcome, Predicate<Observation> wanted) {
    return outcome instanceof Outcome.Answer answer
        && answer.observations().stream().anyMatch(wanted);
  }

  private static boolean isValue(Observation observation) {
    return observation instanceof TagReport
        || (observation instanceof Reading reading && !reading.quality().isBad());
  }
}
