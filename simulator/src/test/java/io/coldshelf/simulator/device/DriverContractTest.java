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

  @ParameterizedTest
  @EnumSource
  void aDeviceThatVanishesIsAFaultAndHealsWhenItIsBack(Rig.Kind kind) throws Exception {
    try (Rig rig = kind.open(folder);
        Caller caller = call(rig)) {
      awaitTruth(caller, rig);
      for (int i = 0; i < 3; i++) {
        rig.vanish();
        awaitFault(caller);
        checkFault(caller.next());
        rig.comeBack();
        awaitTruth(caller, rig);
      }
    }
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
    Outcome last = caller.next();
    for (int i = 0; i < PATIENCE && !isTruth(last, rig); i++) {
      last = caller.next();
    }
    assertTrue(isTruth(last, rig), last::toString);
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
