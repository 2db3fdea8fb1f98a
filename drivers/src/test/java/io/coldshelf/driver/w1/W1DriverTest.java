package io.coldshelf.driver.w1;

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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
@Timeout(30)
class W1DriverTest {

  private static final String ID = "28-00000abcdef0";
  private static final String OTHER = "28-00000abcdef1";

  /** Long enough for a folder, whatever else the machine does. */
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path sysfs;

  private final SteppingClock clock = new SteppingClock();
  private TestWire wire;
  private W1Driver driver;

  @BeforeEach
  void wire() throws IOException {
    wire = new TestWire(sysfs);
    driver = new W1Driver(sysfs, clock::advance);
  }

  private DeviceSetup setup(String profile, String url, Duration timeout) {
    return new DeviceSetup(
        "probe",
        DeviceProfiles.builtIn().find(profile).orElseThrow(),
        Connection.parse(url),
        timeout,
        clock);
  }

  private Device.Polled open(String id) {
    return assertInstanceOf(Device.Polled.class, driver.open(setup("ds18b20", "w1:" + id, LONG)));
  }

  private static Reading reading(Outcome outcome) {
    return assertInstanceOf(
        Reading.class, assertInstanceOf(Outcome.Answer.class, outcome).observations().getFirst());
  }

  private static Fault fault(Outcome outcome) {
    return assertInstanceOf(Fault.class, outcome);
  }

  @Test
  void aTemperatureIsReadAndStamped() throws IOException {
    wire.chip(ID, TestWire.celsius(-18.5));
    try (Device.Polled device = open(ID)) {
      Reading reading = reading(device.read());
      assertEquals(-18.5, reading.value());
      assertEquals(SteppingClock.START.toEpochMilli(), reading.timeMillis());
    }
  }

  @Test
  void aChipThatVanishesIsUnreachableAndComesBack() throws IOException {
    try (Device.Polled device = open(ID)) {
      for (int i = 0; i < 100; i++) {
        assertEquals(Fault.Kind.UNREACHABLE, fault(device.read()).kind());
        wire.chip(ID, TestWire.celsius(4));
        assertEquals(4, reading(device.read()).value());
        wire.remove(ID);
      }
    }
  }

  @Test
  void aMachineWithoutOneWireSaysHowToEnableIt() {
    W1Driver none = new W1Driver(sysfs.resolve("none"));
    try (Device device = none.open(setup("ds18b20", "w1:" + ID, LONG))) {
      Fault fault = fault(assertInstanceOf(Device.Polled.class, device).read());
      assertTrue(fault.suggestion().contains("w1-gpio"), fault.suggestion());
    }
  }

  @Test
  void anEmptyReadIsSilence() throws IOException {
    wire.chip(ID, "");
    try (Device.Polled device = open(ID)) {
      assertEquals(Fault.Kind.SILENT, fault(device.read()).kind());
    }
  }

  @Test
  void whatTheProbeCannotMeasureIsNoTemperature() throws IOException {
    wire.chip(ID, TestWire.celsius(-60));
    try (Device.Polled device = open(ID)) {
      assertEquals(Quality.BAD_OUT_OF_RANGE, reading(device.read()).quality());
    }
  }

  @Test
  void eightyFiveIsBelievedOfAProbeThatWasHotBefore() throws IOException {
    String perhaps =
        TestWire.text(new int[] {0x50, 0x05, 0x4B, 0x46, 0x7F, 0xFF, 0x10, 0x10}, "YES", 85_000);
    try (Device.Polled device = open(ID)) {
      wire.chip(ID, perhaps);
      assertEquals(Quality.BAD_SENSOR_FAILURE, reading(device.read()).quality());
      wire.chip(ID, TestWire.celsius(84));
      assertEquals(84, reading(device.read()).value());
      wire.chip(ID, perhaps);
      assertEquals(85, reading(device.read()).value());
    }
  }

  /** A pipe that nobody writes into blocks whoever opens it, like a bus that hangs. */
  private static void block(Path file) throws IOException, InterruptedException {
    Files.delete(file);
    assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("kernel-" + TestWire.MASTER))
        .count();
  }

  @Test
  void aReadThatBlocksCostsItsTimeoutAndOneThread() throws Exception {
    wire.chip(ID, TestWire.celsius(4));
    block(wire.slave(ID));
    long before = threads();
    try (Device.Polled device =
        assertInstanceOf(
            Device.Polled.class,
            driver.open(setup("ds18b20", "w1:" + ID, Duration.ofMillis(10))))) {
      for (int i = 0; i < 50; i++) {
        assertEquals(Fault.Kind.SILENT, fault(device.read()).kind());
      }
      assertEquals(before + 1, threads());
      // The bus lets go, and the late answer is nobody's.
      Files.writeString(wire.slave(ID), TestWire.celsius(99));
      Files.delete(wire.slave(ID));
      wire.chip(ID, TestWire.celsius(5));
      assertEquals(5, reading(until(device)).value());
    }
  }

  private static Outcome until(Device.Polled device) {
    Outcome outcome = device.read();
    while (outcome instanceof Fault) {
      outcome = device.read();
    }
    return outcome;
  }

  @Test
  void aCommonMeasurementServesAllChipsOfAMaster() throws IOException {
    wire.chip(ID, TestWire.celsius(4));
    wire.chip(OTHER, TestWire.celsius(5));
    Files.writeString(wire.bulk(), "0\n");
    List<String> heard = new ArrayList<>();
    driver = new W1Driver(sysfs, time -> heard.add(measureAtOnce(time)));
    try (Device.Polled first = open(ID);
        Device.Polled second = open(OTHER)) {
      assertEquals(4, reading(first.read()).value());
      long at = clock.millis();
      clock.advance(Duration.ofMillis(30));
      Reading reading = reading(second.read());
      assertEquals(5, reading.value());
      assertEquals(at, reading.timeMillis(), "it was measured with the first");
      assertEquals(List.of("trigger\n"), heard);
      // In the next round both are measured anew.
      clock.advance(Duration.ofSeconds(10));
      assertEquals(clock.millis() + 20, reading(first.read()).timeMillis());
      assertEquals(clock.millis(), reading(second.read()).timeMillis());
      assertEquals(List.of("trigger\n", "trigger\n"), heard);
    }
  }

  @Test
  void aResultOfACommonMeasurementThatIsOldIsMeasuredAnew() throws IOException {
    wire.chip(ID, TestWire.celsius(4));
    wire.chip(OTHER, TestWire.celsius(5));
    Files.writeString(wire.bulk(), "0\n");
    driver = new W1Driver(sysfs, this::measureAtOnce);
    try (Device.Polled first = open(ID);
        Device.Polled second = open(OTHER)) {
      assertEquals(4, reading(first.read()).value());
      clock.advance(W1Bus.FRESH.plusMillis(1));
      assertEquals(clock.millis() + 20, reading(second.read()).timeMillis());
    }
  }

  /** The kernel is done as soon as somebody waits; gives the word that it was given. */
  private String measureAtOnce(Duration time) {
    try {
      String word = Files.readString(wire.bulk());
      clock.advance(time);
      Files.writeString(wire.bulk(), "1\n");
      return word;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void chipsOfOneMasterShareABusAndOthersDoNot() {
    assertEquals(
        driver.bus(Connection.parse("w1:" + ID)),
        driver.bus(Connection.parse("w1:" + OTHER + "?master=w1_bus_master1")));
    assertEquals(
        "w1_bus_master2", driver.bus(Connection.parse("w1:" + ID + "?master=w1_bus_master2")));
  }

  @Test
  void capitalsInAChipsNumberDoNoHarm() throws IOException {
    wire.chip(ID, TestWire.celsius(4));
    try (Device.Polled device = open("28-00000ABCDEF0")) {
      assertEquals(4, reading(device.read()).value());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "w1:28-0000",
        "w1:/dev/ttyUSB0",
        "w1:../../etc/passwd",
        "w1:28-00000abcdef0?master=../x",
        "w1:28-00000abcdef0?mster=w1_bus_master1"
      })
  void whatCannotBeAConnectionIsRefused(String url) {
    assertThrows(IllegalArgumentException.class, () -> driver.bus(Connection.parse(url)));
  }

  @ParameterizedTest
  @CsvSource({
    "ds18s20, 10-000000000001",
    "ds1822, 22-000000000001",
    "ds18b20, 28-000000000001",
    "ds1825, 3b-000000000001",
    "ds28ea00, 42-000000000001"
  })
  void everyFamilyHasItsProfile(String profile, String id) {
    driver.open(setup(profile, "w1:" + id, LONG)).close();
    assertThrows(
        IllegalArgumentException.class,
        () -> driver.open(setup(profile, "w1:29-000000000001", LONG)));
  }
}
