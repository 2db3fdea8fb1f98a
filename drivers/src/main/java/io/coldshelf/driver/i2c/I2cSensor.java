package io.coldshelf.driver.i2c;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.board.Board.I2cChip;
import io.coldshelf.driver.board.Measured;
import io.coldshelf.driver.kernel.KernelFiles;
import io.coldshelf.driver.line.LineException;
import io.coldshelf.driver.line.SharedWires;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.SensorQuantity;
import io.coldshelf.profile.SensorQuantity.Quantity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One chip, opened anew after each failure. */
final class I2cSensor implements Device.Polled {

  private final DeviceSetup setup;
  private final Opening opening;
  private final SensorChip chip;
  private final SensorChip.Pause pause;
  private final SharedWires.Share<KernelFiles> share;

  /** Finds the chip's bus. */
  @FunctionalInterface
  interface Opening {
    I2cChip open() throws LineException;
  }

  I2cSensor(
      DeviceSetup setup,
      Opening opening,
      SensorChip chip,
      SensorChip.Pause pause,
      SharedWires.Share<KernelFiles> share) {
    this.setup = setup;
    this.opening = opening;
    this.chip = chip;
    this.pause = pause;
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
    Map<Quantity, Measured> said;
    try (I2cChip opened = opening.open()) {
      said = chip.measure(opened, pause);
    } catch (LineException e) {
      throw e;
    } catch (IOException e) {
      LineException silent =
          new LineException(
              Fault.Kind.SILENT,
              "%s does not answer at %s: %s"
                  .formatted(setup.name(), setup.connection().path(), e.getMessage()),
              "Check its power, SDA and SCL, and its address: 'i2cdetect -y 1' lists what"
                  + " answers.");
      silent.initCause(e);
      throw silent;
    }
    long now = setup.clock().millis();
    List<Observation> readings = new ArrayList<>();
    for (PointProfile point : setup.profile().points()) {
      if (point.source().orElse(null) instanceof SensorQuantity sensor) {
        readings.add(
            said.getOrDefault(sensor.quantity(), Measured.none(Quality.BAD_CONFIGURATION))
                .reading(new PointId(setup.name(), point.name()), point, now));
      }
    }
    return readings;
  }

  @Override
  public void close() {
    share.leave().run();
  }
}
