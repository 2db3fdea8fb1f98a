package io.coldshelf.driver.example;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.Outcome.Answer;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.line.Dialogue;
import io.coldshelf.driver.line.Line;
import io.coldshelf.driver.line.LineException;
import io.coldshelf.driver.line.Lines;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The example of docs/drivers.md. */
final class PlainThermometerDriver implements Driver {

  private static final int PORT = 2000;

  private final Lines lines;

  PlainThermometerDriver(Lines lines) {
    this.lines = lines;
  }

  @Override
  public String protocol() {
    return "plain-thermometer";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("plain");
  }

  @Override
  public String bus(Connection connection) {
    Lines.checkOptions(connection, Set.of());
    return Lines.wire(connection, PORT);
  }

  @Override
  public Device open(DeviceSetup setup) {
    Line line = lines.line(setup.connection(), PORT);
    return new Thermometer(setup, new Dialogue(line, Duration.ZERO, Duration.ofMillis(100)));
  }

  private record Thermometer(DeviceSetup setup, Dialogue dialogue) implements Device.Polled {

    @Override
    public Outcome read() {
      StringBuilder heard = new StringBuilder();
      try {
        return dialogue
            .ask(
                "T?\r\n".getBytes(US_ASCII),
                (b, n) -> line(heard, b, n),
                setup.timeout(),
                setup.clock())
            .map(this::outcome)
            .orElseGet(
                () -> new Fault(Fault.Kind.SILENT, "no answer came", "Check power and cable."));
      } catch (LineException lost) {
        return lost.fault();
      }
    }

    private static Optional<String> line(StringBuilder heard, byte[] bytes, int count) {
      heard.append(new String(bytes, 0, count, US_ASCII));
      int end = heard.indexOf("\r\n");
      boolean tooLong = end < 0 && heard.length() > 80;
      return end < 0 && !tooLong
          ? Optional.empty()
          : Optional.of(heard.substring(0, tooLong ? 80 : end));
    }

    private Outcome outcome(String line) {
      PointId id = new PointId(setup.name(), "temperature");
      long now = setup.clock().millis();
      if (line.equals("T ---")) {
        return new Answer(List.of(Reading.missing(id, now, Quality.BAD_SENSOR_FAILURE)));
      }
      return line.matches("T -?[0-9]{1,3}\\.[0-9]{2}")
          ? new Answer(List.of(Reading.good(id, now, Double.parseDouble(line.substring(2)))))
          : new Fault(Fault.Kind.GARBLED, "'" + line + "' is no temperature", "Check the speed.");
    }

    @Override
    public void close() {
      dialogue.close();
    }
  }
}
