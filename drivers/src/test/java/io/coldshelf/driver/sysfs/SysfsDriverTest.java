package io.coldshelf.driver.sysfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.line.SteppingClock;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SysfsDriverTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path sysfs;

  private final SteppingClock clock = new SteppingClock();

  private Device.Polled open(String profile, String url) {
    return assertInstanceOf(
        Device.Polled.class,
        new SysfsDriver(sysfs)
            .open(
                new DeviceSetup(
                    "sensor",
                    DeviceProfiles.builtIn().find(profile).orElseThrow(),
                    Connection.parse(url),
                    LONG,
                    clock)));
  }

  /** A chip as the kernel shows it: a folder far down, and a link with a number. */
  private Path chip(String link, String place, String name) throws IOException {
    Path home = Files.createDirectories(sysfs.resolve("devices").resolve(place));
    Path linked = sysfs.resolve(link);
    Files.createDirectories(linked.getParent());
    Files.deleteIfExists(linked);
    Files.createSymbolicLink(linked, home);
    Files.writeString(home.resolve("name"), name + "\n");
    return home;
  }

  private Path sht() throws IOException {
    Path home = chip("class/hwmon/hwmon2", "i2c-1/1-0044/hwmon/hwmon2", "sht3x");
    Files.writeString(home.resolve("temp1_input"), "-18456\n");
    Files.writeString(home.resolve("humidity1_input"), "54600\n");
    return home;
  }

  private static List<Reading> readings(Outcome outcome) {
    return assertInstanceOf(Outcome.Answer.class, outcome).observations().stream()
        .map(Reading.class::cast)
        .toList();
  }

  private static Reading reading(Outcome outcome) {
    return readings(outcome).getFirst();
  }

  private static Fault fault(Outcome outcome) {
    return assertInstanceOf(Fault.class, outcome);
  }

  @Test
  void milliDegreesAndMilliPerCentAreRead() throws IOException {
    Path _ = sht();
    try (Device.Polled device = open("sht3x-hwmon", "hwmon:sht3x")) {
      List<Reading> readings = readings(device.read());
      assertEquals(-18.456, readings.get(0).value());
      assertEquals(54.6, readings.get(1).value());
    }
  }

  @Test
  void aChipIsFoundUnderWhateverNumberItHas() throws IOException {
    Path _ = chip("class/hwmon/hwmon0", "virtual/thermal/hwmon0", "cpu_thermal");
    try (Device.Polled device = open("sht3x-hwmon", "hwmon:sht3x")) {
      assertEquals(Fault.Kind.UNREACHABLE, fault(device.read()).kind());
      Path _ = sht();
      assertEquals(-18.456, reading(device.read()).value());
      Files.delete(sysfs.resolve("class/hwmon/hwmon2"));
      assertEquals(Fault.Kind.UNREACHABLE, fault(device.read()).kind());
      Path home = chip("class/hwmon/hwmon7", "i2c-1/1-0044/hwmon/hwmon7", "sht3x");
      Files.writeString(home.resolve("temp1_input"), "4000\n");
      Files.writeString(home.resolve("humidity1_input"), "50000\n");
      assertEquals(4, reading(device.read()).value());
    }
  }

  @Test
  void oneOfTwoIsFoundByItsPlace() throws IOException {
    Path _ = sht();
    Path other = chip("class/hwmon/hwmon3", "i2c-1/1-0045/hwmon/hwmon3", "sht3x");
    Files.writeString(other.resolve("temp1_input"), "5000\n");
    Files.writeString(other.resolve("humidity1_input"), "50000\n");
    try (Device.Polled either = open("sht3x-hwmon", "hwmon:sht3x");
        Device.Polled second = open("sht3x-hwmon", "hwmon:sht3x?at=1-0045")) {
      assertEquals(Fault.Kind.REFUSED, fault(either.read()).kind());
      assertTrue(fault(either.read()).reason().contains("1-0045"));
      assertEquals(5, reading(second.read()).value());
    }
  }

  @Test
  void aPointThatFailsCostsTheOthersNothing() throws IOException {
    Files.delete(sht().resolve("humidity1_input"));
    try (Device.Polled device = open("sht3x-hwmon", "hwmon:sht3x")) {
      List<Reading> readings = readings(device.read());
      assertEquals(-18.456, readings.get(0).value());
      assertEquals(Quality.BAD_NO_COMMUNICATION, readings.get(1).quality());
    }
  }

  @Test
  void aSensorThatTheKernelCallsBrokenHasNoValue() throws IOException {
    Files.writeString(sht().resolve("temp1_fault"), "1\n");
    try (Device.Polled device = open("sht3x-hwmon", "hwmon:sht3x")) {
      assertEquals(Quality.BAD_SENSOR_FAILURE, reading(device.read()).quality());
    }
  }

  @Test
  void aCountOfIioIsTurnedIntoATemperatureByItsScale() throws IOException {
    Path home = chip("bus/iio/devices/iio:device1", "i2c-1/1-0048/iio:device1", "tmp117");
    Files.writeString(home.resolve("in_temp_raw"), "-3200\n");
    Files.writeString(home.resolve("in_temp_scale"), "7.812500\n");
    try (Device.Polled device = open("tmp117-iio", "iio:tmp117")) {
      assertEquals(-25, reading(device.read()).value());
    }
  }

  /** Linux drivers/iio/temperature/max31865.c: code times 31.25, without the 256 taken off. */
  @ParameterizedTest
  @CsvSource({
    "8192, 0, GOOD",
    "8777, 18.28125, GOOD",
    "0, , BAD_SENSOR_FAILURE",
    "32767, , BAD_SENSOR_FAILURE",
    "20000, , BAD_OUT_OF_RANGE"
  })
  void aResistanceThermometerOfIio(String raw, Double celsius, Quality quality) throws IOException {
    Path home = chip("bus/iio/devices/iio:device0", "spi0.0/iio:device0", "max31865");
    Files.writeString(home.resolve("in_temp_raw"), raw + "\n");
    Files.writeString(home.resolve("in_temp_scale"), "31.250000\n");
    try (Device.Polled device = open("max31865-iio", "iio:max31865")) {
      Reading reading = reading(device.read());
      assertEquals(quality, reading.quality());
      assertEquals(celsius == null ? Double.NaN : celsius, reading.value());
    }
  }

  /**
   * HX711 data sheet: 800000h and 7FFFFFh are saturation; the kernel gives them as 0 and FFFFFF.
   */
  @ParameterizedTest
  @CsvSource({
    "8421504, 0, GOOD",
    "8442984, 1, GOOD",
    "8400024, -1, GOOD",
    "0, , BAD_OVERLOAD",
    "16777215, , BAD_OVERLOAD",
    "'', , BAD_ENCODING"
  })
  void aLoadCellIsWeighedByItsCalibration(String raw, Double kilograms, Quality quality)
      throws IOException {
    Path home = chip("bus/iio/devices/iio:device0", "platform/weight/iio:device0", "hx711");
    Files.writeString(home.resolve("in_voltage0_raw"), raw + "\n");
    Files.writeString(home.resolve("in_voltage_scale"), "0.000002328\n");
    try (Device.Polled device = open("hx711-iio", "iio:hx711?zero=8421504&countsPerKg=21480")) {
      Reading reading = reading(device.read());
      assertEquals(quality, reading.quality());
      assertEquals(kilograms == null ? Double.NaN : kilograms, reading.value(), 1e-9);
    }
  }

  @Test
  void aLoadCellWithoutCalibrationIsRefused() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> open("hx711-iio", "iio:hx711"));
    assertTrue(String.valueOf(refused.getMessage()).contains("calibrated"), refused::toString);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void noiseInAFileIsNoTemperature(long seed) throws IOException {
    Path home = sht();
    RandomGenerator random = new Random(seed);
    try (Device.Polled device = open("sht3x-hwmon", "hwmon:sht3x")) {
      for (int round = 0; round < 300; round++) {
        byte[] noise = new byte[random.nextInt(20)];
        random.nextBytes(noise);
        Files.write(home.resolve("temp1_input"), noise);
        String text = new String(noise, StandardCharsets.ISO_8859_1);
        if (!text.strip().matches("-?[0-9]+(\\.[0-9]+)?")) {
          assertEquals(Quality.BAD_ENCODING, reading(device.read()).quality(), text);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hwmon:../../etc",
        "hwmon:sht3x?at=../x",
        "hwmon:sht3x?zero=1",
        "iio:hx711?zero=1",
        "iio:hx711?zero=1&countsPerKg=0",
        "iio:hx711?zero=one&countsPerKg=2"
      })
  void whatCannotBeAConnectionIsRefused(String url) {
    SysfsDriver driver = new SysfsDriver(sysfs);
    assertThrows(IllegalArgumentException.class, () -> driver.bus(Connection.parse(url)));
  }
}
