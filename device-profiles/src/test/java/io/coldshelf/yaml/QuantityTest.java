package io.coldshelf.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "10s, PT10S",
    "500ms, PT0.5S",
    "5m, PT5M",
    "5 min, PT5M",
    "2h, PT2H",
    "1d, PT24H",
    "1.5 h, PT1H30M",
    "0s, PT0S"
  })
  void timesAreRead(String text, Duration time) {
    assertEquals(time, Quantity.duration(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10", "s", "", "10 S", "10 weeks", "-1s", "0.1ms", "1e3s", "9999999999999999d"})
  void whatIsNoTimeIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Quantity.duration(text));
  }

  @Test
  void gramsAreThousandthsOfAKilogramToTheLastBit() {
    assertEquals(1.03, Quantity.kilograms("1030 g"));
    assertEquals(1.03, Quantity.kilograms("1.03 kg"));
    assertThrows(IllegalArgumentException.class, () -> Quantity.kilograms("1.03"));
    assertThrows(IllegalArgumentException.class, () -> Quantity.kilograms("1.03 lb"));
  }

  @ParameterizedTest
  @CsvSource({"6 °C, 6", "6 Cel, 6", "-18°C, -18", "−0.5 °C, -0.5", "41 °F, 5", "-40 °F, -40"})
  void temperaturesAreRead(String text, double celsius) {
    assertEquals(celsius, Quantity.celsius(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"6", "6 C", "6 K", "six °C", "-300 °C", "6 °C or so"})
  void whatIsNoTemperatureIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Quantity.celsius(text));
  }

  @ParameterizedTest
  @CsvSource({"20 kB, 20000", "50MB, 50000000", "1.5 GB, 1500000000", "7 B, 7", "0 B, 0"})
  void amountsOfDataAreRead(String text, long bytes) {
    assertEquals(bytes, Quantity.bytes(text));
    assertEquals(bytes, Quantity.bytesPerSecond(text + "/s"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20",
        "20 KB",
        "20 Mb",
        "-1 kB",
        "0.5 B",
        "99999999999 GB",
        "1 GiB",
        "kB",
        "1 kB/m"
      })
  void whatIsNoAmountOfDataIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Quantity.bytes(text));
    assertThrows(IllegalArgumentException.class, () -> Quantity.bytesPerSecond(text + "/s"));
  }

  @Test
  void aRateIsNoAmount() {
    assertThrows(IllegalArgumentException.class, () -> Quantity.bytes("20 kB/s"));
    assertThrows(IllegalArgumentException.class, () -> Quantity.bytesPerSecond("20 kB"));
  }

  @ParameterizedTest
  @CsvSource({"capasity, capacity, 1", "ab, ba, 1", "'', abc, 3", "kitten, sitting, 3", "a, a, 0"})
  void slipsAreCounted(String a, String b, int slips) {
    assertEquals(slips, Nearest.slips(a, b));
    assertEquals(slips, Nearest.slips(b, a));
  }
}
