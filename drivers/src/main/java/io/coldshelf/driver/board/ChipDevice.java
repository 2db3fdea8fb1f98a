package io.coldshelf.driver.board;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.Outcome.Fault;
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

/** One chip on a bus of the board, asked in that bus's thread. */
public final class ChipDevice implements Device.Polled {

  private final DeviceSetup setup;
  private final SharedWires.Share<KernelFiles> share;
  private final Measuring measuring;
  private final Silence silence;

  /** Opens the chip, asks it, and closes it again. */
  @FunctionalInterface
  public interface Measuring {

    /**
     * Asks.
     *
     * @return all of its quantities, measured now
     * @throws IOException when it does not answer
     * @throws InterruptedException when asked to stop
     */
    Map<Quantity, Measured> measure() throws IOException, InterruptedException;
  }

  /**
   * What to say when it does not answer.
   *
   * @param reason what happened, without the reason for that
   * @param suggestion what to do about it, one sentence for a person
   */
  public record Silence(String reason, String suggestion) {}

  /**
   * Nothing is opened yet.
   *
   * @param setup what and where it is
   * @param share its part in the bus's thread
   * @param measuring asks it
   * @param silence what to say when it does not answer
   */
  public ChipDevice(
      DeviceSetup setup,
      SharedWires.Share<KernelFiles> share,
      Measuring measuring,
      Silence silence) {
    this.setup = setup;
    this.share = share;
    this.measuring = measuring;
    this.silence = silence;
  }

  @Override
  public Outcome read() {
    try {
      return new Outcome.Answer(share.wire().call(this::readings, setup.timeout()));
    } catch (LineException lost) {
      return lost.fault();
    }
  }

  private List<Observation> readings() throws IOException, InterruptedException {
    Map<Quantity, Measured> said = said();
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

  private Map<Quantity, Measured> said() throws IOException, InterruptedException {
    try {
      return measuring.measure();
    } catch (LineException e) {
      throw e;
    } catch (IOException e) {
      LineException silent =
          new LineException(
              Fault.Kind.SILENT, silence.reason() + ": " + e.getMessage(), silence.suggestion());
      silent.initCause(e);
      throw silent;
    }
  }

  @Override
  public void close() {
    share.leave().run();
  }
}
