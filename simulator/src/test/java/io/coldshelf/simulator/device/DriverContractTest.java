package io.coldshelf.simulator.device;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.Outcome;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Reading;
import io.coldshelf.model.TagReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every driver owes to its supervisor, tried against its simulated counterpart. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class DriverContractTest {

  private static final Duration SHORT = Duration.ofMillis(300);

  /** More than a driver may need to notice; fewer than it can make while something hangs. */
  private static final int PATIENCE = 200;

  private static final int NONSENSE_ROUNDS = 8;

  /** How often each device is unplugged and plugged in again; more on request. */
  private static final int REPLUGS = Integer.getInteger("coldshelf.replugs", 3);

  private static final int MOST_FAULTS = 2;

  /** What may be there by chance: a thread that is just ending, a file that a collector closes. */
  private static final int LITTLE = 3;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void valuesArriveAsTheCounterpartSaysThem(Rig.Kind kind) throws Exception {
    try (Rig rig = kind.open(folder);
        Caller caller = call(rig)) {
      for (int i = 0; i < 10; i++) {
        Outcome outcome = caller.next();
        assertTrue(isTruth(outcome, rig), outcome::toString);
      }
    }
  }

  /** The connection is back at the second try at the latest, and each try leaves nothing behind. */
  @ParameterizedTest
  @EnumSource
  @Timeout(1_200)
  void aDeviceThatVanishesIsAFaultAndHealsWhenItIsBack(Rig.Kind kind) throws Exception {
    try (Rig rig = kind.open(folder);
        Caller caller = call(rig)) {
      awaitTruth(caller, rig);
      replug(caller, rig);
      int threads = Thread.activeCount();
      long handles = OpenFiles.count();
      for (int i = 1; i < REPLUGS; i++) {
        replug(caller, rig);
      }
      assertTrue(
          Thread.activeCount() <= threads + LITTLE,
          () -> "threads: " + threads + " and then " + Thread.activeCount());
      long after = OpenFiles.count();
      assertTrue(after <= handles + LITTLE, () -> "handles: " + handles + " and then " + after);
    }
  }

  private static void replug(Caller caller, Rig rig) throws Exception {
    rig.vanish();
    awaitFault(caller);
    checkFault(caller.next());
    rig.comeBack();
    int faults = faultsBeforeTruth(caller, rig);
    assertTrue(faults <= MOST_FAULTS, () -> faults + " tries before it was back");
  }

  @ParameterizedTest
  @EnumSource
  void nonsenseIsAFaultOrABadReadingAndNeverAnException(Rig.Kind kind) throws Exception {
    try (Rig rig = kind.open(folder);
        Caller caller = call(rig)) {
      awaitTruth(caller, rig);
      rig.nonsense(true);
      awaitWrong(caller, rig);
      for (int i = 0; i < NONSENSE_ROUNDS; i++) {
        Outcome outcome = caller.next();
        assertFalse(holdsValue(outcome), outcome::toString);
        checkFault(outcome);
      }
      rig.nonsense(false);
      awaitTruth(caller, rig);
    }
  }

  @ParameterizedTest
  @EnumSource
  void closeEndsACallInProgress(Rig.Kind kind) throws Exception {
    try (Rig rig = kind.open(folder)) {
      rig.silence();
      Device device = rig.driver().open(rig.setup(Duration.ofMinutes(10)));
      Thread thread = Thread.ofPlatform().start(() -> endlessly(device));
      rig.asked().await();
      device.close();
      device.close();
      thread.join();
    }
  }

  private static void endlessly(Device device) {
    try {
      switch (device) {
        case Device.Polled polled -> {
          Outcome _ = polled.read();
        }
        case Device.Listening listening -> {
          Outcome _ = listening.listen(_ -> {});
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // one way to end
    }
  }

  private static Caller call(Rig rig) {
    return Caller.of(rig.driver().open(rig.setup(SHORT)));
  }

  private static void awaitTruth(Caller caller, Rig rig) throws InterruptedException {
    int _ = faultsBeforeTruth(caller, rig);
  }

  private static int faultsBeforeTruth(Caller caller, Rig rig) throws InterruptedException {
    int faults = 0;
    Outcome last = caller.next();
    for (int i = 0; i < PATIENCE && !isTruth(last, rig); i++) {
      faults += last instanceof Outcome.Fault ? 1 : 0;
      last = caller.next();
    }
    assertTrue(isTruth(last, rig), last::toString);
    return faults;
  }

  private static void awaitFault(Caller caller) throws InterruptedException {
    for (int i = 0; i < PATIENCE; i++) {
      Outcome outcome = caller.next();
      checkFault(outcome);
      if (outcome instanceof Outcome.Fault) {
        return;
      }
    }
    fail("no fault");
  }

  private static void awaitWrong(Caller caller, Rig rig) throws InterruptedException {
    for (int i = 0; i < PATIENCE; i++) {
      if (!isTruth(caller.next(), rig)) {
        return;
      }
    }
    fail("the truth goes on");
  }

  private static boolean isTruth(Outcome outcome, Rig rig) {
    return outcome instanceof Outcome.Answer answer
        && !answer.observations().isEmpty()
        && answer.observations().stream().allMatch(rig::isTruth);
  }

  /** Whether it could be taken for something measured. */
  private static boolean holdsValue(Outcome outcome) {
    return outcome instanceof Outcome.Answer answer
        && answer.observations().stream().anyMatch(DriverContractTest::isValue);
  }

  private static boolean isValue(Observation observation) {
    return observation instanceof TagReport
        || (observation instanceof Reading reading && !reading.quality().isBad());
  }

  private static void checkFault(Outcome outcome) {
    Optional.of(outcome)
        .filter(Outcome.Fault.class::isInstance)
        .map(Outcome.Fault.class::cast)
        .ifPresent(fault -> {
          assertFalse(fault.reason().isBlank(), fault::toString);
          assertFalse(fault.suggestion().isBlank(), fault::toString);
        });
  }
}
