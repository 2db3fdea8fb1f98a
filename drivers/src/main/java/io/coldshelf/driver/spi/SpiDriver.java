package io.coldshelf.driver.spi;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.board.Board;
import io.coldshelf.driver.board.Board.SpiChip;
import io.coldshelf.driver.kernel.KernelFiles;
import io.coldshelf.driver.line.LineException;
import io.coldshelf.driver.line.SharedWires;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.SensorQuantity;
import io.coldshelf.profile.SensorQuantity.Chip;
import io.coldshelf.profile.Wiring;
import java.io.IOException;
import java.util.List;
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
  private final Max31865.Pause pause;
  private final SharedWires<KernelFiles> buses = new SharedWires<>(KernelFiles::close);

  /**
   * A driver.
   *
   * @param board what has the buses
   */
  public SpiDriver(Board board) {
    this(board, Thread::sleep);
  }

  SpiDriver(Board board, Max31865.Pause pause) {
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
    PointProfile point = setup.profile().points().getFirst();
    if (!(point.source().orElse(null) instanceof SensorQuantity sensor)
        || sensor.chip() != Chip.MAX31865) {
      throw new IllegalArgumentException(setup.profile().name() + " names no chip on SPI");
    }
    return new Thermometer(
        setup,
        wiring,
        buses.join(bus(setup.connection()), () -> new KernelFiles(bus(setup.connection()))));
  }

  private static Wiring.Spi wiring(Connection connection) {
    if (Wiring.of(connection) instanceof Wiring.Spi wiring) {
      return wiring;
    }
    throw new IllegalArgumentException("'" + connection.url() + "' is no chip on SPI");
  }

  /** One chip, opened anew for each value. */
  private final class Thermometer implements Device.Polled {
    private final DeviceSetup setup;
    private final Wiring.Spi wiring;
    private final Max31865 chip;
    private final SharedWires.Share<KernelFiles> share;

    Thermometer(DeviceSetup setup, Wiring.Spi wiring, SharedWires.Share<KernelFiles> share) {
      this.setup = setup;
      this.wiring = wiring;
      this.chip = new Max31865(wiring, pause);
      this.share = share;
    }

    @Override
    public Outcome read() {
      try {
        return new Outcome.Answer(share.wire().call(this::measure, setup.timeout()));
      } catch (LineException lost) {
        return lost.fault();
      }
    }

    private List<Observation> measure() throws IOException, InterruptedException {
      PointProfile point = setup.profile().points().getFirst();
      try (SpiChip opened =
          board.spi(wiring.bus(), wiring.select(), Max31865.MODE, Max31865.HERTZ)) {
        return List.of(
            chip.measure(opened)
                .reading(new PointId(setup.name(), point.name()), point, setup.clock().millis()));
      } catch (LineException e) {
        throw e;
      } catch (IOException e) {
        LineException silent =
            new LineException(
                Fault.Kind.SILENT,
                setup.name() + " cannot be read: " + e.getMessage(),
                "Check its power, clock, SDI, SDO and chip select.");
        silent.initCause(e);
        throw silent;
      }
    }

    @Override
    public void close() {
      share.leave().run();
    }
  }
}
