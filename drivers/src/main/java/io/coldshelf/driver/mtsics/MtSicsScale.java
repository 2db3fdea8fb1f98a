package io.coldshelf.driver.mtsics;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One scale. */
final class MtSicsScale implements Device.Polled {

  private static final Logger LOG = System.getLogger(MtSicsScale.class.getName());

  private static final String COMMAND = "SI";
  private static final String LINE_END = "\r\n";

  /** A scale that is being switched on says so once; one that says it for ever is broken. */
  private static final int MOST_RESTARTS = 2;

  private final DeviceSetup setup;
  private final PointProfile point;
  private final PointId id;
  private final Dialogue dialogue;

  /** What the scale last said about a fault of its own; said in the log once. */
  private String failure = "";

  MtSicsScale(DeviceSetup setup, PointProfile point, Dialogue dialogue) {
    this.setup = setup;
    this.point = point;
    this.id = new PointId(setup.name(), point.name());
    this.dialogue = dialogue;
  }

  @Override
  public Outcome read() {
    try {
      for (int restarts = 0; restarts <= MOST_RESTARTS; restarts++) {
        Optional<Outcome> outcome = ask();
        if (outcome.isPresent()) {
          return outcome.get();
        }
      }
      return new Fault(
          Fault.Kind.GARBLED,
          "the scale restarts again and again",
          "Check its power supply; have it repaired.");
    } catch (LineException lost) {
      return lost.fault();
    }
  }

  /** Nothing when the scale has restarted: then the question is lost and has to be asked again. */
  private Optional<Outcome> ask() throws LineException {
    WeightEar ear = new WeightEar(COMMAND);
    byte[] question = (COMMAND + LINE_END).getBytes(StandardCharsets.US_ASCII);
    Optional<SicsAnswer> answer = dialogue.ask(question, ear, setup.timeout(), setup.clock());
    if (answer.isPresent() && answer.get() instanceof SicsAnswer.Restarted(String serialNumber)) {
      LOG.log(Level.INFO, "{0}: scale {1} was switched on or reset", setup.name(), serialNumber);
      dialogue.doubt();
      answer = ear.next();
      if (answer.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(answer.map(this::outcome).orElseGet(ear::verdict));
  }

  private Outcome outcome(SicsAnswer answer) {
    return switch (answer) {
      case SicsAnswer.Weight weight -> weight(weight);
      case SicsAnswer.Overload _, SicsAnswer.Underload _ -> missing(Quality.BAD_OVERLOAD);
      case SicsAnswer.Busy _ -> missing(Quality.BAD);
      case SicsAnswer.Failure(String text) -> failed(text);
      case SicsAnswer.Rejected(SicsAnswer.Why why) -> rejected(why);
      case SicsAnswer.Restarted _ -> missing(Quality.BAD);
      case SicsAnswer.Noise _ -> missing(Quality.BAD_ENCODING);
    };
  }

  private Outcome weight(SicsAnswer.Weight weight) {
    Optional<BigDecimal> kilograms = MassUnit.kilograms(weight.value(), weight.unit());
    if (kilograms.isEmpty()) {
      return failed(
          "shows '" + weight.unit() + "', which is no unit of mass", Quality.BAD_CONFIGURATION);
    }
    failure = "";
    double value = kilograms.get().doubleValue();
    if (!point.valid().contains(value)) {
      return missing(Quality.BAD_OUT_OF_RANGE);
    }
    Quality quality = weight.stable() ? Quality.GOOD : Quality.UNCERTAIN_UNSTABLE;
    return answer(new Reading(id, setup.clock().millis(), value, quality));
  }

  private Outcome failed(String text) {
    return failed("reports " + text, Quality.BAD_SENSOR_FAILURE);
  }

  private Outcome failed(String what, Quality quality) {
    if (!what.equals(failure)) {
      LOG.log(Level.WARNING, "{0}: the scale {1}", setup.name(), what);
      failure = what;
    }
    return missing(quality);
  }

  private Outcome missing(Quality quality) {
    return answer(Reading.missing(id, setup.clock().millis(), quality));
  }

  private static Outcome answer(Reading reading) {
    return new Outcome.Answer(List.of(reading));
  }

  private static Fault rejected(SicsAnswer.Why why) {
    return switch (why) {
      case TRANSMISSION ->
          new Fault(
              Fault.Kind.GARBLED,
              "the scale received a damaged command (ET)",
              "Check that speed and parity match the scale's own settings, and the cable.");
      case SYNTAX ->
          new Fault(
              Fault.Kind.REFUSED,
              "the scale does not know the command " + COMMAND + " (ES)",
              "Check that its interface is set to MT-SICS.");
      case PARAMETER, LOGIC ->
          new Fault(
              Fault.Kind.REFUSED,
              "the scale can't carry out the command "
                  + COMMAND
                  + " ("
                  + (why == SicsAnswer.Why.LOGIC ? "EL" : "S L")
                  + ")",
              "Leave the scale's menu; check that it weighs on its own display.");
    };
  }

  @Override
  public void close() {
    dialogue.close();
  }
}
