package io.coldshelf.driver.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.board.FakeBoard;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfiles;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpiTest {

  private final FakeBoard board = new FakeBoard();
  private final SpiDriver driver = new SpiDriver(board, _ -> {});

  /** A converter with a resistance at it; it measures only with its current on, and when told. */
  private static final class Converter {
    private final List<Integer> configurations = new ArrayList<>();
    private final int word;
    private int configuration;
    private int measured;

    Converter(int word) {
      this.word = word;
    }

    byte[] exchange(byte[] sent) {
      byte[] came = new byte[sent.length];
      switch (sent[0] & 0xFF) {
        case 0x80 -> {
          configurations.add(sent[1] & 0xFF);
          // Both of these go back by themselves.
          configuration = sent[1] & 0xFF & ~0x22;
          if ((sent[1] & 0xA0) == 0xA0) {
            measured = word;
          }
        }
        case 0x00 -> came[1] = (byte) configuration;
        case 0x01 -> {
          came[1] = (byte) (measured >> 8);
          came[2] = (byte) measured;
        }
        default -> throw new AssertionError("register " + sent[0]);
      }
      return came;
    }
  }

  private Outcome read(String place) {
    try (Device.Polled device =
        driver.open(
            new DeviceSetup(
                "probe",
                DeviceProfiles.builtIn().find("max31865-spi").orElseThrow(),
                Connection.parse("spi:" + place),
                Duration.ofSeconds(5),
                InstantSource.system()))) {
      return device.read();
    }
  }

  private Reading reading(String place) {
    return (Reading) assertInstanceOf(Outcome.Answer.class, read(place)).observations().getFirst();
  }

  /** IEC 60751, table 1. */
  @ParameterizedTest
  @CsvSource({
    "100, 138.51",
    "25, 109.73",
    "0, 100",
    "-18, 92.95",
    "-40, 84.27",
    "-80, 68.33",
    "-200, 18.52",
    "500, 280.98"
  })
  void theCurveIsTheStandards(double celsius, double ohm) {
    assertEquals(ohm, 100 * Platinum.ratio(celsius), 0.006);
    assertEquals(celsius, Platinum.celsius(Platinum.ratio(celsius)), 1e-6);
  }

  @Test
  void aThermometerIsMeasuredWithItsCurrentOnAndOffAgain() {
    Converter converter = new Converter(8192 << 1);
    board.put(0, converter::exchange);
    assertEquals(0, reading("0.0?reference=400").value(), 1e-9);
    assertEquals(List.of(0x83, 0xA1, 0x01), converter.configurations);
    Converter three = new Converter(8192 << 1);
    board.put(1, three::exchange);
    assertEquals(0, reading("0.1?reference=4000&sensor=pt1000&wires=3&mains=60").value(), 1e-9);
    assertEquals(List.of(0x92, 0xB0, 0x10), three.configurations);
  }

  @Test
  void whatIsNoTemperatureIsNone() {
    board.put(0, new Converter(8192 << 1 | 1)::exchange);
    assertEquals(Quality.BAD_SENSOR_FAILURE, reading("0.0?reference=400").quality());
    board.put(0, new Converter(0)::exchange);
    assertEquals(Quality.BAD_OUT_OF_RANGE, reading("0.0?reference=400").quality());
    board.put(0, new Converter(0xFFFE)::exchange);
    assertEquals(Quality.BAD_OUT_OF_RANGE, reading("0.0?reference=400").quality());
    // 400 ohms: more than the valid 550 °C.
    board.put(0, new Converter(0xF000)::exchange);
    assertEquals(Quality.BAD_OUT_OF_RANGE, reading("0.0?reference=430").quality());
  }

  @Test
  void noChipAndNoBusAreFaults() {
    Fault silent = assertInstanceOf(Fault.class, read("0.2?reference=400"));
    assertEquals(Fault.Kind.SILENT, silent.kind());
    assertTrue(silent.reason().contains("spi:0.2"), silent::toString);
    assertEquals(
        Fault.Kind.UNREACHABLE, assertInstanceOf(Fault.class, read("1.0?reference=400")).kind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spi:0.0",
        "spi:0?reference=400",
        "spi:0.0?reference=0",
        "spi:0.0?reference=400&wires=5",
        "spi:0.0?reference=400&sensor=ntc",
        "spi:0.0?reference=400&mains=55",
        "i2c:1/0x44"
      })
  void connectionsThatMakeNoSenseAreRefused(String url) {
    assertEquals("spi-0", driver.bus(Connection.parse("spi:0.1?reference=400")));
    assertThrows(IllegalArgumentException.class, () -> driver.bus(Connection.parse(url)));
  }
}
