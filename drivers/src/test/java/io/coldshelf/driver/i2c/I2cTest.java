package io.coldshelf.driver.i2c;

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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class I2cTest {

  private static final HexFormat HEX = HexFormat.of();

  private final FakeBoard board = new FakeBoard();
  private final I2cDriver driver = new I2cDriver(board, _ -> {});

  private Device.Polled open(String profile, String place, Duration timeout) {
    return driver.open(
        new DeviceSetup(
            "probe",
            DeviceProfiles.builtIn().find(profile).orElseThrow(),
            Connection.parse("i2c:" + place),
            timeout,
            InstantSource.system()));
  }

  private Outcome read(String profile, String place) {
    try (Device.Polled device = open(profile, place, Duration.ofSeconds(5))) {
      return device.read();
    }
  }

  private List<Reading> readings(String profile, String place) {
    return assertInstanceOf(Outcome.Answer.class, read(profile, place)).observations().stream()
        .map(Reading.class::cast)
        .toList();
  }

  /** The data sheets' formulas at both ends and between; each word with its check. */
  @ParameterizedTest
  @CsvSource({
    "sht3x-i2c, 2400, 6666, 8000, 25.0, 50.0",
    "sht3x-i2c, 2400, 0751, FFFF, -40.0, 100.0",
    "sht4x-i2c, fd, 6666, 8000, 25.0, 56.5",
    "sht4x-i2c, fd, 6666, 0000, 25.0, 0.0",
    "sht4x-i2c, fd, 6666, FFFF, 25.0, 100.0"
  })
  void temperatureAndHumidityAreRead(
      String profile, String command, String t, String rh, double celsius, double percent) {
    board.put(0x44, (written, count) -> answer(command, written, count, t, rh));
    List<Reading> readings = readings(profile, "1/0x44");
    assertEquals(celsius, readings.get(0).value(), 0.01);
    assertEquals(percent, readings.get(1).value(), 0.01);
  }

  private static byte[] answer(String command, byte[] written, int count, String t, String rh) {
    assertEquals(command, HEX.formatHex(written));
    assertEquals(6, count);
    return HEX.parseHex(t + check(t) + rh + check(rh));
  }

  private static String check(String word) {
    return "%02x".formatted(Sht.crc(HEX.parseHex(word)));
  }

  @Test
  void theCheckIsTheDataSheets() {
    assertEquals(0x92, Sht.crc((byte) 0xBE, (byte) 0xEF));
  }

  @Test
  void aWordWithAWrongCheckCostsTheOtherNothing() {
    board.put(0x45, (_, _) -> HEX.parseHex("6666" + check("6666") + "8000" + "00"));
    List<Reading> readings = readings("sht3x-i2c", "1/0x45");
    assertEquals(Quality.GOOD, readings.get(0).quality());
    assertEquals(Quality.BAD_ENCODING, readings.get(1).quality());
  }

  /** A chip with registers of 16 bits. */
  private static FakeBoard.I2cAnswers registers(String... words) {
    return (written, _) ->
        Arrays.stream(words)
            .filter(word -> word.startsWith(HEX.formatHex(written) + ":"))
            .map(word -> HEX.parseHex(word.substring(3)))
            .findFirst()
            .orElse(new byte[] {0, 0});
  }

  @ParameterizedTest
  @CsvSource({"0c80, 25.0", "f380, -25.0", "3200, 100.0", "ffff, -0.0078125", "1100, 34.0"})
  void aTmp117IsRead(String word, double celsius) {
    board.put(0x48, registers("0f:1117", "00:" + word));
    assertEquals(celsius, readings("tmp117-i2c", "1/0x48").getFirst().value(), 1e-9);
  }

  @Test
  void aTmp117ThatHasNotMeasuredSaysNothing() {
    board.put(0x48, registers("0f:0117", "00:8000"));
    assertEquals(Quality.BAD, readings("tmp117-i2c", "1/0x48").getFirst().quality());
    board.put(0x48, registers("0f:0117", "00:7fff"));
    assertEquals(Quality.BAD_OUT_OF_RANGE, readings("tmp117-i2c", "1/0x48").getFirst().quality());
  }

  @ParameterizedTest
  @CsvSource({"c194, 25.25", "1e70, -25.0", "0000, 0.0", "1fff, -0.0625"})
  void anMcp9808IsRead(String word, double celsius) {
    board.put(0x18, registers("06:0054", "07:0400", "05:" + word));
    assertEquals(celsius, readings("mcp9808-i2c", "1/0x18").getFirst().value(), 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"tmp117-i2c, 1/0x48", "mcp9808-i2c, 1/0x18"})
  void anotherChipAtTheAddressIsAFault(String profile, String place) {
    board.put(Integer.parseInt(place.substring(4), 16), registers("06:0054", "07:0123"));
    Fault fault = assertInstanceOf(Fault.class, read(profile, place));
    assertEquals(Fault.Kind.REFUSED, fault.kind());
  }

  @Test
  void nobodyAtTheAddressAndNoBusAreFaultsUntilTheyAreThere() {
    Fault silent = assertInstanceOf(Fault.class, read("tmp117-i2c", "1/0x48"));
    assertEquals(Fault.Kind.SILENT, silent.kind());
    assertTrue(silent.suggestion().contains("i2cdetect"), silent::toString);
    Fault absent = assertInstanceOf(Fault.class, read("tmp117-i2c", "7/0x48"));
    assertEquals(Fault.Kind.UNREACHABLE, absent.kind());
    board.put(0x48, registers("0f:0117", "00:0c80"));
    assertEquals(25, readings("tmp117-i2c", "1/0x48").getFirst().value());
  }

  @Test
  void aBusThatHangsIsNotWaitedForForEver() {
    CountDownLatch released = new CountDownLatch(1);
    board.put(
        0x48,
        (_, _) -> {
          released.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new byte[2];
        });
    try (Device.Polled device = open("tmp117-i2c", "1/0x48", Duration.ofMillis(50))) {
      assertEquals(Fault.Kind.SILENT, assertInstanceOf(Fault.class, device.read()).kind());
      assertEquals(0, released.getCount());
      assertEquals(Fault.Kind.SILENT, assertInstanceOf(Fault.class, device.read()).kind());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"i2c:1", "i2c:1/68", "i2c:1/0x04", "i2c:1/0x78", "i2c:1/0x44?speed=1", "spi:0.0"})
  void connectionsThatMakeNoSenseAreRefused(String url) {
    assertEquals("i2c-1", driver.bus(Connection.parse("i2c:1/0x44")));
    assertThrows(IllegalArgumentException.class, () -> driver.bus(Connection.parse(url)));
  }

  @Test
  void aChipIsOnlyWhereItCanBe() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> open("tmp117-i2c", "1/0x44", Duration.ofSeconds(1)));
    assertTrue(String.valueOf(refused.getMessage()).contains("0x48 to 0x4b"), refused::toString);
  }
}
