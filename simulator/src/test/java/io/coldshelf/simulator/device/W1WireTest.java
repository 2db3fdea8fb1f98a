package io.coldshelf.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.w1.W1Driver;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulated wire and the driver, which share no code, against each other. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class W1WireTest {

  private static final String ID = "28-00000abcdef0";
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path sysfs;

  private W1Wire wire;
  private W1Driver driver;
  private volatile double celsius = 4;

  @BeforeEach
  void wire() throws IOException {
    wire = new W1Wire(sysfs, new Random(1));
    driver = new W1Driver(sysfs);
  }

  @AfterEach
  void close() throws IOException {
    wire.close();
  }

  private Device.Polled open(String profile, String id) {
    return assertInstanceOf(
        Device.Polled.class,
        driver.open(
            new DeviceSetup(
                id,
                DeviceProfiles.builtIn().find(profile).orElseThrow(),
                Connection.parse("w1:" + id),
                LONG,
                InstantSource.system())));
  }

  private static Reading reading(Outcome outcome) {
    return assertInstanceOf(
        Reading.class, assertInstanceOf(Outcome.Answer.class, outcome).observations().getFirst());
  }

  @ParameterizedTest
  @CsvSource({"ds18b20, 28-000000000001, 0.04", "ds18s20, 10-000000000001, 0.04"})
  void everyTemperatureArrives(String profile, String id, double tolerance) throws IOException {
    double[] said = {-55};
    wire.add(id, () -> said[0]);
    try (Device.Polled device = open(profile, id)) {
      for (said[0] = -55; said[0] < 125; said[0] += 1.37) {
        wire.fault(id, W1Fault.NONE);
        assertEquals(said[0], reading(device.read()).value(), tolerance);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(W1Fault.class)
  void noFaultIsATemperature(W1Fault fault) throws IOException {
    wire.add(ID, () -> celsius);
    try (Device.Polled device = open("ds18b20", ID)) {
      assertEquals(4, reading(device.read()).value());
      wire.fault(ID, fault);
      Outcome outcome = device.read();
      switch (fault) {
        case NONE, SMALL_LETTERS -> assertEquals(4, reading(outcome).value());
        case EMPTY, ALL_ONES ->
            assertEquals(
                Outcome.Fault.Kind.SILENT, assertInstanceOf(Outcome.Fault.class, outcome).kind());
        case WRONG_CHECK, NOISE -> assertEquals(Quality.BAD_ENCODING, reading(outcome).quality());
        case SHORTED, POWER_ON, STARVED ->
            assertEquals(Quality.BAD_SENSOR_FAILURE, reading(outcome).quality());
      }
      wire.fault(ID, W1Fault.NONE);
      assertEquals(4, reading(device.read()).value());
    }
  }

  @Test
  void twentyChipsMeasureTogether() throws IOException {
    Device.Polled[] devices = new Device.Polled[20];
    for (int i = 0; i < devices.length; i++) {
      String id = "28-0000000000%02x".formatted(i);
      int own = i;
      wire.add(id, () -> own);
      devices[i] = open("ds18b20", id);
    }
    for (int i = 0; i < devices.length; i++) {
      assertEquals(i, reading(devices[i].read()).value());
    }
    assertEquals(1, wire.measurements());
    for (Device.Polled device : devices) {
      device.close();
    }
  }

  @Test
  void aChipThatComesOffAHundredTimesIsReadAHundredTimes() throws IOException {
    wire.add(ID, () -> celsius);
    try (Device.Polled device = open("ds18b20", ID)) {
      for (int i = 0; i < 100; i++) {
        assertEquals(4, reading(device.read()).value());
        wire.vanish(ID);
        assertInstanceOf(Outcome.Fault.class, device.read());
        wire.comeBack(ID);
      }
    }
  }
}
