package io.coldshelf.driver.i2c;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.board.Board;
import io.coldshelf.driver.board.ChipDevice;
import io.coldshelf.driver.board.Pause;
import io.coldshelf.driver.kernel.KernelFiles;
import io.coldshelf.driver.line.SharedWires;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.Wiring;
import java.util.Set;

/**
 * Sensors on an I2C bus of the gateway itself, {@code i2c:1/0x44} for the one at address 0x44 of
 * {@code /dev/i2c-1}. All chips of one bus share a thread, which a hanging bus may hold up.
 *
 * <table>
 * <caption>What becomes of what is read</caption>
 * <tr><td>a word with a wrong check</td><td>bad, encoding; the other word is good</td></tr>
 * <tr><td>a value that the chip cannot measure</td><td>bad, out of range</td></tr>
 * <tr><td>nothing measured since power came</td><td>bad</td></tr>
 * <tr><td>another chip at the address</td><td>fault, refused</td></tr>
 * <tr><td>nobody at the address</td><td>fault, silent</td></tr>
 * <tr><td>no such bus, or no right to it</td><td>fault, unreachable</td></tr>
 * </table>
 */
public final class I2cDriver implements Driver {

  private final Board board;
  private final Pause pause;
  private final SharedWires<KernelFiles> buses = new SharedWires<>(KernelFiles::close);

  /**
   * A driver.
   *
   * @param board what has the buses
   */
  public I2cDriver(Board board) {
    this(board, Thread::sleep);
  }

  I2cDriver(Board board, Pause pause) {
    this.board = board;
    this.pause = pause;
  }

  @Override
  public String protocol() {
    return "i2c";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("i2c");
  }

  @Override
  public String bus(Connection connection) {
    return "i2c-" + wiring(connection).bus();
  }

  @Override
  public Device.Polled open(DeviceSetup setup) {
    Wiring.I2c wiring = wiring(setup.connection());
    Wiring.check(wiring, setup.profile());
    SensorChip chip =
        Wiring.chip(setup.profile())
            .map(SensorChip::of)
            .orElseThrow(
                () -> new IllegalArgumentException(setup.profile().name() + " names no sensor"));
    return new ChipDevice(
        setup,
        buses.join(bus(setup.connection()), () -> new KernelFiles(bus(setup.connection()))),
        () -> {
          try (Board.I2cChip opened = board.i2c(wiring.bus(), wiring.address())) {
            return chip.measure(opened, pause);
          }
        },
        new ChipDevice.Silence(
            setup.name() + " does not answer at " + setup.connection().path(),
            "Check its power, SDA and SCL, and its address: 'i2cdetect -y 1' lists what answers."));
  }

  private static Wiring.I2c wiring(Connection connection) {
    if (Wiring.of(connection) instanceof Wiring.I2c wiring) {
      return wiring;
    }
    throw new IllegalArgumentException("'" + connection.url() + "' is no chip on I2C");
  }
}
