package io.coldshelf.driver.spi;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.board.Board;
import io.coldshelf.driver.board.ChipDevice;
import io.coldshelf.driver.board.Pause;
import io.coldshelf.driver.kernel.KernelFiles;
import io.coldshelf.driver.line.SharedWires;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.SensorQuantity.Chip;
import io.coldshelf.profile.SensorQuantity.Quantity;
import io.coldshelf.profile.Wiring;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Platinum thermometers at a MAX31865 on an SPI bus of the gateway itself, {@code
 * spi:0.0?reference=430} for the one at {@code /dev/spidev0.0} with a resistor of 430 ohms beside
 * it.
 *
 * <table>
 * <caption>What becomes of what is read</caption>
 * <tr><td>the chip's own fault bit: broken, shorted, over- or undervoltage</td>
 *     <td>bad, sensor failure</td></tr>
 * <tr><td>the first or last code</td><td>bad, out of range</td></tr>
 * <tr><td>another configuration than was written</td><td>fault, silent</td></tr>
 * <tr><td>no such bus, or no right to it</td><td>fault, unreachable</td></tr>
 * </table>
 */
public final class SpiDriver implements Driver {

  private final Board board;
  private final Pause pause;
  private final SharedWires<KernelFiles> buses = new SharedWires<>(KernelFiles::close);

  /**
   * A driver.
   *
   * @param board what has the buses
   */
  public SpiDriver(Board board) {
    this(board, Thread::sleep);
  }

  SpiDriver(Board board, Pause pause) {
    this.board = board;
    this.pause = pause;
  }

  @Override
  public String protocol() {
    return "spi";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("spi");
  }

  @Override
  public String bus(Connection connection) {
    return "spi-" + wiring(connection).bus();
  }

  @Override
  public Device.Polled open(DeviceSetup setup) {
    Wiring.Spi wiring = wiring(setup.connection());
    Wiring.check(wiring, setup.profile());
    if (!Wiring.chip(setup.profile()).equals(Optional.of(Chip.MAX31865))) {
      throw new IllegalArgumentException(setup.profile().name() + " names no chip on SPI");
    }
    Max31865 chip = new Max31865(wiring, pause);
    return new ChipDevice(
        setup,
        buses.join(bus(setup.connection()), () -> new KernelFiles(bus(setup.connection()))),
        () -> {
          try (Board.SpiChip opened =
              board.spi(wiring.bus(), wiring.select(), Max31865.MODE, Max31865.HERTZ)) {
            return Map.of(Quantity.TEMPERATURE, chip.measure(opened));
          }
        },
        new ChipDevice.Silence(
            setup.name() + " cannot be read", "Check its power, clock, SDI, SDO and chip select."));
  }

  private static Wiring.Spi wiring(Connection connection) {
    if (Wiring.of(connection) instanceof Wiring.Spi wiring) {
      return wiring;
    }
    throw new IllegalArgumentException("'" + connection.url() + "' is no chip on SPI");
  }
}
