package io.coldshelf.tag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.Epc;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The control word, the chip's own identification, check digits and dates. */
class TagMemoryTest {

  private static final Epc SGTIN = Epc.parse("3074257BF7194E4000001A85");

  @Test
  void aControlWordSaysHowLongTheEpcIs() {
    ProtocolControl control = new ProtocolControl(0x3000);
    assertEquals(96, control.epcBits());
    assertFalse(control.userMemory() || control.extended() || control.isoApplication());
    assertEquals(496, new ProtocolControl(0xF800).epcBits());
  }

  @Test
  void aControlWordHasItsFlags() {
    assertTrue(new ProtocolControl(0x0400).userMemory());
    assertTrue(new ProtocolControl(0x0200).extended());
    assertEquals(0xA1, new ProtocolControl(0x31A1).low());
    assertThrows(IllegalArgumentException.class, () -> new ProtocolControl(0x10000));
    assertThrows(IllegalArgumentException.class, () -> new ProtocolControl(-1));
  }

  @Test
  void aTagOfAnIsoApplicationIsRawThoughItLooksLikeAnEpc() {
    Raw raw = assertInstanceOf(Raw.class, TagData.decode(SGTIN, new ProtocolControl(0x31A1)));
    assertEquals("urn:epc:raw:96.xA1.x3074257BF7194E4000001A85", raw.uri());
    assertEquals(raw, EpcUri.parse(raw.uri()));
  }

  @Test
  void aTagOfGs1IsRead() {
    assertInstanceOf(GsKey.class, TagData.decode(SGTIN, new ProtocolControl(0x3000)));
  }

  @Test
  void aChipWithSerialNumberIsRead() {
    TagIdentification chip =
        TagIdentification.read(Epc.parse("E2801160200070A1B2C3D4E5")).orElseThrow();
    assertEquals(1, chip.maker());
    assertEquals(0x160, chip.model());
    assertEquals("70A1B2C3D4E5", chip.serial().hex());
    assertEquals("urn:epc:stid:x801.x160.x70A1B2C3D4E5", chip.uri().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 48", "2, 64", "3, 80", "7, 144"})
  void aSerialNumberIsAsLongAsTheHeaderSays(int code, int bits) {
    Epc bank =
        new BitWriter()
            .put(0xE2, 8)
            .put(0b111, 3)
            .put(511, 9)
            .put(4095, 12)
            .put(code, 3)
            .put(0, 13)
            .put(0, 63)
            .put(0, 63)
            .put(0, 18)
            .epc();
    TagIdentification chip = TagIdentification.read(bank).orElseThrow();
    assertEquals(bits, chip.serial().bits());
    assertEquals(bits > 0, chip.uri().isPresent());
    assertTrue(chip.security() && chip.file());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "E2",
        "E28011",
        "E0801160",
        "E2801160",
        "E28011602000",
        "E2801160200070A1B2C3D4"
      })
  void aBankThatIsCutOrOfAnotherClassIsNotRead(String hex) {
    assertEquals(Optional.empty(), TagIdentification.read(Epc.parse(hex)));
  }

  @Test
  void aShortBankIsReadWithoutSerialNumber() {
    TagIdentification chip = TagIdentification.read(Epc.parse("E2001160")).orElseThrow();
    assertEquals(Optional.empty(), chip.uri());
    assertEquals(1, chip.maker());
  }

  @ParameterizedTest
  @CsvSource({"0950600013435, 2", "09520123456789123, 5", "952114112345, 4", "0, 0"})
  void theCheckDigitIsTheOneOfTheStandard(String digits, char check) {
    assertEquals(check, CheckDigit.of(digits));
    assertEquals(true, CheckDigit.holds(digits + check));
    assertEquals(false, CheckDigit.holds(digits + (char) ('0' + (check - '0' + 1) % 10)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "12a", "\u0661\u0662"})
  void whatIsNoIdentifierHasNoCheckDigit(String text) {
    assertFalse(CheckDigit.holds(text));
  }

  @ParameterizedTest
  @CsvSource({
    "261231, 2026-12-31",
    "260200, 2026-02-28",
    "280200, 2028-02-29",
    "280229, 2028-02-29",
    "760101, 2076-01-01",
    "770101, 1977-01-01",
    "000101, 2000-01-01"
  })
  void aDateIsTheDayThatIsMeantIn2026(String digits, LocalDate day) {
    assertEquals(Optional.of(day), GsDate.day(digits, 2026));
  }

  @ParameterizedTest
  @CsvSource({"490101, 2099, 2149-01-01", "500101, 2099, 2050-01-01", "990101, 2100, 2099-01-01"})
  void theCenturyFollowsThePresentYear(String digits, int year, LocalDate day) {
    assertEquals(Optional.of(day), GsDate.day(digits, year));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"260001", "261301", "260132", "260431", "270229", "26123", "2612311", "26A231"})
  void whatIsNoDateHasNoDay(String digits) {
    assertEquals(Optional.empty(), GsDate.day(digits, 2026));
  }
}
