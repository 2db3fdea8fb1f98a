package io.coldshelf.driver.scale;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.line.Dialogue;
import io.coldshelf.driver.line.LineException;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.PointProfile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One scale. */
final class Scale implements Device.Polled {

  private static final Logger LOG = System.getLogger(Scale.class.getName());

  /** A scale that is being switched on says so once; one that says it for ever is broken. */
  private static final int MOST_RESTARTS = 2;

  private final DeviceSetup setup;
  private final Manner manner;
  private final PointProfile point;
  private final PointId id;
  private final Dialogue dialogue;
  private final Runnable leave;

  /** What the scale last said about a trouble of its own; said in the log once. */
  private String trouble = "";

  // Since the line was connected.
  private boolean introduced;
  private String unit = "";

  /**
   * How a scale is spoken to.
   *
   * @param dialect that it speaks
   * @param command by which it is asked; nothing where it talks by itself
   * @param address of the scale, where it has one
   */
  record Manner(Dialect dialect, Optional<String> command, Optional<Integer> address) {}

  /**
   * A scale on a line that others may share.
   *
   * @param leave lets go of the line
   */
  Scale(DeviceSetup setup, Manner manner, PointProfile point, Dialogue dialogue, Runnable leave) {
    this.setup = setup;
    this.manner = manner;
    this.point = point;
    this.id = new PointId(setup.name(), point.name());
    this.dialogue = dialogue;
    this.leave = leave;
  }

  @Override
  public Outcome read() {
    Instant deadline = setup.clock().instant().plus(setup.timeout());
    try {
      for (int restarts = 0; restarts <= MOST_RESTARTS; restarts++) {
        Optional<Outcome> outcome = weigh();
        if (outcome.isPresent()) {
          introduce(outcome.get(), deadline);
          return outcome.get();
        }
      }
      return new Fault(
          Fault.Kind.GARBLED,
          "the scale restarts again and again",
          "Check its power supply; have it repaired.");
    } catch (LineException lost) {
      introduced = false;
      unit = "";
      return lost.fault();
    }
  }

  /** Nothing when the scale has restarted: then the question is lost and has to be asked again. */
  private Optional<Outcome> weigh() throws LineException {
    ScaleEar ear = new ScaleEar(manner.dialect(), manner.command(), manner.address());
    Optional<Indication> said =
        manner.command().isPresent()
            ? ask(manner.command().get(), ear, setup.timeout())
            : dialogue.overhear(ear, setup.timeout(), setup.clock());
    if (said.isPresent() && said.get() instanceof Indication.Serial(String serialNumber)) {
      LOG.log(Level.INFO, "{0}: scale {1} was switched on or reset", setup.name(), serialNumber);
      unit = "";
      dialogue.doubt();
      said = ear.next();
      if (said.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(said.map(this::outcome).orElseGet(ear::verdict));
  }

  private Optional<Indication> ask(String command, ScaleEar ear, Duration timeout)
      throws LineException {
    byte[] question = manner.dialect().question(command, manner.address());
    return dialogue.ask(question, ear, timeout, setup.clock());
  }

  /** Once after connecting, and only in time that is left: which scale it is, for the log. */
  private void introduce(Outcome outcome, Instant deadline) {
    if (introduced || outcome instanceof Fault || manner.command().isEmpty()) {
      return;
    }
    introduced = true;
    try {
      String known = introduction(deadline);
      if (!known.isEmpty()) {
        LOG.log(Level.INFO, "{0}: the scale is{1}", setup.name(), known);
      }
    } catch (LineException _) {
      introduced = false; // what was read before stands; the next read says what has gone
    }
  }

  private String introduction(Instant deadline) throws LineException {
    StringBuilder known = new StringBuilder();
    for (String command : manner.dialect().introductions()) {
      Duration left = Duration.between(setup.clock().instant(), deadline);
      if (!left.isPositive()) {
        break;
      }
      ScaleEar ear = new ScaleEar(manner.dialect(), Optional.of(command), manner.address());
      switch (ask(command, ear, left).orElseGet(() -> new Indication.Noise(""))) {
        case Indication.Identity(String text) -> known.append(' ').append(text);
        case Indication.Serial(String serial) -> known.append(" number ").append(serial);
        default -> dialogue.doubt(); // it need not know the command
      }
    }
    return known.toString();
  }

  private Outcome outcome(Indication said) {
    return switch (said) {
      case Indication.Weight weight -> weight(weight);
      case Indication.Overload _, Indication.Underload _ -> missing(Quality.BAD_OVERLOAD);
      case Indication.Busy(String why) -> troubled(why, Quality.BAD);
      case Indication.Failure(String text) ->
          troubled("reports " + text, Quality.BAD_SENSOR_FAILURE);
      case Indication.Unknown(String answer) ->
          refused(
              "the scale does not know the command " + asked() + " (" + answer + ")",
              "Check that its interface is set to " + manner.dialect().title() + ".");
      case Indication.Unable(String answer) ->
          refused(
              "the scale can't carry out the command " + asked() + " (" + answer + ")",
              "Leave the scale's menu; check that it weighs on its own display.");
      case Indication.Damaged(String answer) ->
          new Fault(
              Fault.Kind.GARBLED,
              "the scale received a damaged command (" + answer + ")",
              "Check that speed and parity match the scale's own settings, and the cable.");
      case Indication.Serial _, Indication.Identity _ -> missing(Quality.BAD);
      case Indication.Noise _ -> missing(Quality.BAD_ENCODING);
    };
  }

  private String asked() {
    return manner.command().orElse("of before");
  }

  /**
   * Good only at rest. The unit is that of the frame; a frame in motion may lack it, and then it is
   * that of before, as nobody can have set another meanwhile without a frame at rest.
   */
  private Outcome weight(Indication.Weight weight) {
    String written = weight.unit().isEmpty() ? unit : weight.unit();
    if (written.isEmpty()) {
      return troubled("moves and writes no unit", Quality.BAD);
    }
    Optional<BigDecimal> kilograms = MassUnit.kilograms(weight.value(), written);
    if (kilograms.isEmpty()) {
      return refused(
          "the scale shows '" + written + "', which is no unit of mass that is known here",
          "Set it to weigh in kg or g, not to count or to give percent.");
    }
    unit = written;
    trouble = "";
    double value = kilograms.get().doubleValue();
    if (!point.valid().contains(value)) {
      return missing(Quality.BAD_OUT_OF_RANGE);
    }
    Quality quality = weight.stable() ? Quality.GOOD : Quality.UNCERTAIN_UNSTABLE;
    return answer(new Reading(id, setup.clock().millis(), value, quality));
  }

  private Outcome troubled(String what, Quality quality) {
    if (!what.equals(trouble)) {
      LOG.log(Level.WARNING, "{0}: the scale {1}", setup.name(), what);
      trouble = what;
    }
    return missing(quality);
  }

  private Outcome missing(Quality quality) {
    return answer(Reading.missing(id, setup.clock().millis(), quality));
  }

  private static Outcome answer(Reading reading) {
    return new Outcome.Answer(List.of(reading));
  }

  private static Fault refused(String reason, String suggestion) {
    return new Fault(Fault.Kind.REFUSED, reason, suggestion);
  }

  @Override
  public void close() {
    leave.run();
  }
}
