package io.coldshelf.edge.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Gs1Test {

  /** GS1 General Specifications, 7.9.1: 629104150021 gives 3. */
  @ParameterizedTest
  @CsvSource({"629104150021, 3", "0690123456789, 2", "690123400001, 6", "9638507, 4", "0, 0"})
  void theCheckDigitFillsTheSumUpToTen(String digits, int expected) {
    assertEquals(expected, Gs1.checkDigit(digits));
  }
}
