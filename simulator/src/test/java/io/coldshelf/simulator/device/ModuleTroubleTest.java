package io.coldshelf.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Outcome;
import io.coldshelf.model.AntennaState;
import io.coldshelf.model.DataGap;
import io.coldshelf.model.Epc;
import io.coldshelf.model.Observation;
import io.coldshelf.model.TagReport;
import io.coldshelf.simulator.pty.Pty;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Troubles of serial RFID modules, each driver with its simulated counterpart. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class ModuleTroubleTest {

  private static final Duration SHORT = Duration.ofMillis(500);
  private static final int PATIENCE = 2000;

  /** How often a plug is pulled where nobody says otherwise: {@code -Dcoldshelf.cycles=100}. */
  private static final int CYCLES = Integer.getInteger("coldshelf.cycles", 20);

  @TempDir private Path folder;

  private static ModuleRig tcp(RfidModel model) throws IOException {
    return new ModuleRig(model, Optional.empty());
  }

  private static Caller call(ModuleRig rig) {
    return Caller.of(rig.driver().open(rig.setup(SHORT)));
  }

  private static Outcome await(Caller caller, Predicate<Outcome> wanted)
      throws InterruptedException {
    Outcome last = caller.next();
    for (int i = 0; i < PATIENCE && !wanted.test(last); i++) {
      last = caller.next();
    }
    assertTrue(wanted.test(last), last::toString);
    return last;
  }

  private static Predicate<Outcome> saying(Predicate<Observation> wanted) {
    return outcome ->
        outcome instanceof Outcome.Answer answer && answer.observations().stream().anyMatch(wanted);
  }

  private static Predicate<Outcome> fault(String words) {
    return outcome -> outcome instanceof Outcome.Fault fault && fault.reason().contains(words);
  }

  @ParameterizedTest
  @CsvSource({"R2000", "UHF_READER_288"})
  void anAntennaThatComesOffIsToldAndTheOtherGoesOn(RfidModel model) throws Exception {
    try (ModuleRig rig = tcp(model);
        Caller caller = call(rig)) {
      await(caller, saying(rig::isTruth));
      rig.module().antenna(1, false);
      await(caller, saying(o -> o instanceof AntennaState s && s.antenna() == 1 && !s.connected()));
      await(caller, saying(rig::isTruth));
      rig.module().antenna(1, true);
      await(caller, saying(o -> o instanceof AntennaState s && s.antenna() == 1 && s.connected()));
    }
  }

  @Test
  void anAntennaThatSendsBackWhatItShouldRadiateIsAFault() throws Exception {
    try (ModuleRig rig = tcp(RfidModel.M6E);
        Caller caller = call(rig)) {
      await(caller, saying(rig::isTruth));
      rig.module().antenna(1, false);
      await(caller, fault("should radiate"));
      rig.module().antenna(1, true);
      await(caller, saying(rig::isTruth));
    }
  }

  @Test
  void aModuleThatIsTooHotIsAFaultUntilItHasCooled() throws Exception {
    try (ModuleRig rig = tcp(RfidModel.M6E);
        Caller caller = call(rig)) {
      await(caller, saying(rig::isTruth));
      rig.module().fault(ModuleFault.HOT);
      await(caller, fault("too hot"));
      rig.module().fault(ModuleFault.NONE);
      await(caller, saying(rig::isTruth));
    }
  }

  @ParameterizedTest
  @EnumSource
  void tagsComeThroughANoisyLineAndTheLossIsTold(RfidModel model) throws Exception {
    try (ModuleRig rig = tcp(model);
        Caller caller = call(rig)) {
      await(caller, saying(rig::isTruth));
      rig.module().fault(ModuleFault.NOISY_LINE);
      await(caller, saying(o -> o instanceof DataGap));
      for (int i = 0; i < 5; i++) {
        Outcome next =
            await(caller, o -> saying(TagReport.class::isInstance).test(o) || fault("").test(o));
        assertTrue(saying(rig::isTruth).test(next) || fault("").test(next), next::toString);
      }
    }
  }

  /** Those that forget; the others keep what they were told. */
  @ParameterizedTest
  @CsvSource({"M100, BB00B6000208", "M6E, FF019708", "M6E_NANO, FF01970D"})
  void aModuleThatWasSwitchedOffAndOnIsSetUpAnew(RfidModel model, String setting) throws Exception {
    try (ModuleRig rig = tcp(model);
        Caller caller = call(rig)) {
      await(caller, saying(rig::isTruth));
      String _ = rig.heard();
      rig.module().powerCycle();
      StringBuilder heard = new StringBuilder();
      for (int i = 0; i < PATIENCE && heard.indexOf(setting) < 0; i++) {
        Outcome _ = caller.next();
        heard.append(rig.heard());
      }
      assertTrue(heard.indexOf(setting) >= 0, () -> "it is not told anew: " + heard);
      await(caller, saying(rig::isTruth));
    }
  }

  @ParameterizedTest
  @CsvSource({"M100, BB00280000287E", "M6E, FF032F0000025E86"})
  void closingEndsTheInventory(RfidModel model, String stop) throws Exception {
    try (ModuleRig rig = tcp(model)) {
      try (Caller caller = call(rig)) {
        await(caller, saying(rig::isTruth));
        String _ = rig.heard();
      }
      assertTrue(rig.heard().endsWith(stop), "it is not stopped");
    }
  }

  @Test
  void aModuleWithoutARegionIsAFaultInWords() throws Exception {
    try (ModuleRig rig = tcp(RfidModel.M6E_NANO);
        Caller caller = Caller.of(rig.driver().open(rig.setup(SHORT, "power=20")))) {
      await(caller, fault("told no region"));
    }
  }

  @Test
  void pluggedOutAndInAgainAndAgainItLeavesNothingBehind() throws Exception {
    try (ModuleRig rig =
            new ModuleRig(RfidModel.M100, Optional.of(Pty.open(folder.resolve("tty"))));
        Caller caller = call(rig)) {
      await(caller, saying(rig::isTruth));
      long files = OpenFiles.count();
      int threads = Thread.activeCount();
      for (int i = 0; i < CYCLES; i++) {
        rig.vanish();
        await(caller, Outcome.Fault.class::isInstance);
        rig.comeBack();
        await(caller, saying(rig::isTruth));
      }
      assertTrue(
          OpenFiles.count() <= files + 2, "open files: " + files + ", then " + OpenFiles.count());
      assertTrue(Thread.activeCount() <= threads + 2, "threads: " + threads);
    }
  }

  /** 0 to 31 words, all that a control word can tell. */
  @ParameterizedTest
  @EnumSource
  void tagsOfEveryLengthArrive(RfidModel model) throws Exception {
    List<Epc> tags = new ArrayList<>();
    Random random = new Random(7);
    for (int words = 0; words <= 31; words++) {
      byte[] epc = new byte[2 * words];
      random.nextBytes(epc);
      tags.add(Epc.of(epc));
    }
    Set<Epc> seen = ConcurrentHashMap.newKeySet();
    ModuleRig rig = new ModuleRig(model, Optional.empty(), tags);
    try (rig;
        Caller caller = call(rig)) {
      for (int i = 0; i < PATIENCE && seen.size() < tags.size(); i++) {
        if (caller.next() instanceof Outcome.Answer answer) {
          answer.observations().stream()
              .filter(TagReport.class::isInstance)
              .forEach(report -> seen.add(((TagReport) report).epc()));
        }
      }
    }
    assertEquals(Set.copyOf(tags), seen);
  }
}
