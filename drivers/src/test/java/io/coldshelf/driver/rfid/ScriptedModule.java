package io.coldshelf.driver.rfid;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.line.Lines;
import io.coldshelf.driver.line.ScriptedLine;
import io.coldshelf.driver.line.SteppingClock;
import io.coldshelf.model.DeviceState;
import io.coldshelf.model.Observation;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * A driver on a line whose far end is a function of hexadecimal digits, on a clock that moves only
 * while somebody waits.
 */
public final class ScriptedModule {

  /** How long the driver waits. */
  public static final Duration TIMEOUT = Duration.ofSeconds(1);

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final SteppingClock clock = new SteppingClock();
  private final ScriptedLine line;
  private final Device.Listening device;
  private final List<Observation> said = new ArrayList<>();
  private int until = Integer.MAX_VALUE;

  /**
   * A module.
   *
   * @param driver makes the driver
   * @param options of its connection; empty for none
   * @param farEnd what comes back for each question, both in upper-case digits; empty for nothing
   */
  public ScriptedModule(
      Function<Lines, Driver> driver, String options, Function<String, String> farEnd) {
    this.line =
        new ScriptedLine(
            clock,
            question -> {
              String answer = farEnd.apply(HEX.formatHex(question));
              return answer.isEmpty()
                  ? List.of()
                  : ScriptedLine.atOnce(HEX.parseHex(answer.replace(" ", "")));
            });
    String url = "serial:/dev/ttyUSB0" + (options.isEmpty() ? "" : "?" + options);
    Driver made = driver.apply((_, _) -> line);
    this.device =
        (Device.Listening)
            made.open(
                new DeviceSetup(
                    "shelf",
                    new DeviceProfile("module", "A module", made.protocol(), "", List.of()),
                    Connection.parse(url),
                    TIMEOUT,
                    clock));
  }

  /**
   * Listens until the module is lost, or has said enough; then its plug is pulled.
   *
   * @param observations how many are enough, without those that a device is online
   * @return why the session ended
   * @throws InterruptedException when it was to end
   */
  public Fault listen(int observations) throws InterruptedException {
    until = said.size() + observations;
    return device.listen(this::take);
  }

  private void take(Observation observation) {
    if (!(observation instanceof DeviceState)) {
      said.add(observation);
      if (said.size() == until) {
        line.unplug();
      }
    }
  }

  /**
   * What it said, without that it is online.
   *
   * @return in order
   */
  public List<Observation> said() {
    return List.copyOf(said);
  }

  /**
   * What it was asked.
   *
   * @return each frame in upper-case digits
   */
  public List<String> asked() {
    return line.written().stream().map(HEX::formatHex).toList();
  }

  /**
   * The line.
   *
   * @return to be unplugged
   */
  public ScriptedLine line() {
    return line;
  }

  /**
   * The clock.
   *
   * @return that of the driver
   */
  public SteppingClock clock() {
    return clock;
  }

  /**
   * The device.
   *
   * @return to be closed
   */
  public Device.Listening device() {
    return device;
  }
}
