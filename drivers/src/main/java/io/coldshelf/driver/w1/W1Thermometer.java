package io.coldshelf.driver.w1;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.line.LineException;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.Wiring;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/** One thermometer on a wire. */
final class W1Thermometer implements Device.Polled {

  private static final Logger LOG = System.getLogger(W1Thermometer.class.getName());

  /** From here 85 °C can be a temperature and need not be the value of a chip switched on. */
  private static final double NEARLY_85 = 80;

  private final DeviceSetup setup;
  private final PointProfile point;
  private final Wiring.OneWire id;
  private final W1Bus bus;
  private final Runnable onClose;

  private boolean hot;

  /** What was last wrong; said in the log once. */
  private String trouble = "";

  W1Thermometer(
      DeviceSetup setup, PointProfile point, Wiring.OneWire id, W1Bus bus, Runnable onClose) {
    this.setup = setup;
    this.point = point;
    this.id = id;
    this.bus = bus;
    this.onClose = onClose;
  }

  @Override
  public Outcome read() {
    try {
      W1Bus.Said said = bus.read(id.id(), setup.timeout(), setup.clock());
      return outcome(Scratchpad.read(said.text(), id.family()), said.timeMillis());
    } catch (LineException lost) {
      return lost.fault();
    }
  }

  private Outcome outcome(Scratchpad.Answer answer, long timeMillis) {
    return switch (answer) {
      case Scratchpad.Answer.Celsius(double value) -> measured(value, timeMillis);
      case Scratchpad.Answer.PerhapsPowerOn _ ->
          hot
              ? measured(85, timeMillis)
              : bad(Quality.BAD_SENSOR_FAILURE, "was switched on and has not measured", timeMillis);
      case Scratchpad.Answer.Bad(Quality quality, String why) -> bad(quality, why, timeMillis);
      case Scratchpad.Answer.Silence _ ->
          new Fault(
              Fault.Kind.SILENT,
              id.id() + " does not answer",
              "Check its wiring, the 4.7 kOhm pull-up and the length of the cable.");
    };
  }

  private Outcome measured(double value, long timeMillis) {
    trouble = "";
    hot = value >= NEARLY_85;
    return answer(point.reading(pointId(), timeMillis, value));
  }

  private Outcome bad(Quality quality, String why, long timeMillis) {
    if (!why.equals(trouble)) {
      LOG.log(Level.WARNING, "{0}: {1} {2}", setup.name(), id.id(), why);
      trouble = why;
    }
    return answer(Reading.missing(pointId(), timeMillis, quality));
  }

  private static Outcome answer(Reading reading) {
    return new Outcome.Answer(List.of(reading));
  }

  private PointId pointId() {
    return new PointId(setup.name(), point.name());
  }

  @Override
  public void close() {
    onClose.run();
  }
}
