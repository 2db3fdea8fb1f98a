package io.coldshelf.driver.example;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.line.ScriptedLine;
import io.coldshelf.driver.line.SteppingClock;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainThermometerDriverTest {

  private static final PointId POINT = new PointId("case", "temperature");
  private static final long NOW = SteppingClock.START.toEpochMilli();

  private static Outcome read(String... chunks) {
    SteppingClock clock = new SteppingClock();
    byte[][] answer =
        List.of(chunks).stream().map(chunk -> chunk.getBytes(US_ASCII)).toArray(byte[][]::new);
    ScriptedLine line = new ScriptedLine(clock, asked -> ScriptedLine.atOnce(answer));
    DeviceSetup setup =
        new DeviceSetup(
            "case",
            new DeviceProfile("plain", "Plain", "plain-thermometer", "none", List.of()),
            Connection.parse("plain:/dev/ttyUSB0"),
            Duration.ofSeconds(1),
            clock);
    Device device = new PlainThermometerDriver((connection, port) -> line).open(setup);
    return assertInstanceOf(Device.Polled.class, device).read();
  }

  private static Outcome.Fault.Kind fault(String... chunks) {
    return assertInstanceOf(Outcome.Fault.class, read(chunks)).kind();
  }

  @Test
  void readsATemperatureHoweverItIsCut() {
    assertEquals(
        new Outcome.Answer(List.of(Reading.good(POINT, NOW, 4.25))), read("T 4", ".25\r", "\n"));
  }

  @Test
  void aBrokenProbeIsSaid() {
    assertEquals(
        new Outcome.Answer(List.of(Reading.missing(POINT, NOW, Quality.BAD_SENSOR_FAILURE))),
        read("T ---\r\n"));
  }

  @Test
  void silenceAndNonsenseAreFaults() {
    assertEquals(Outcome.Fault.Kind.SILENT, fault());
    assertEquals(Outcome.Fault.Kind.GARBLED, fault("T warm\r\n"));
    assertEquals(Outcome.Fault.Kind.GARBLED, fault("x".repeat(100)));
  }
}
