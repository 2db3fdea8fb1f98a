package io.coldshelf.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Points, readings, EPCs and the words on the wire. */
class VocabularyTest {

  private static final PointId POINT = new PointId("probe", "temperature");

  @Test
  void aPointIsWrittenWithOneSlash() {
    assertEquals(POINT, PointId.parse("probe/temperature"));
    assertEquals("probe/temperature", POINT.toString());
    assertTrue(POINT.compareTo(new PointId("probe", "weight")) < 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "probe", "/temperature", "probe/", "a/b/c", "/"})
  void whatIsNoPointIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> PointId.parse(text));
  }

  @Test
  void aBadReadingHasNoValueAndAGoodOneHas() {
    assertTrue(Double.isNaN(Reading.missing(POINT, 0, Quality.BAD).value()));
    assertThrows(IllegalArgumentException.class, () -> new Reading(POINT, 0, 1, Quality.BAD));
    assertThrows(IllegalArgumentException.class, () -> Reading.good(POINT, 0, Double.NaN));
    assertThrows(
        IllegalArgumentException.class, () -> Reading.good(POINT, 0, Double.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> Reading.missing(POINT, 0, Quality.GOOD));
  }

  @Test
  void anEpcIsReadAndWrittenInHexadecimal() {
    Epc epc = Epc.parse("3034257bf7194e4000001a85");
    assertEquals("3034257BF7194E4000001A85", epc.hex());
    assertEquals(96, epc.bits());
    assertEquals(epc, Epc.of(epc.bytes()));
    assertEquals("", Epc.parse("").hex());
  }

  @Test
  void bitsPastTheEndOfAnEpcDoNotCount() {
    Epc twelve = Epc.of(new byte[] {(byte) 0xAB, (byte) 0xCF}, 12);
    assertEquals("ABC0", twelve.hex());
    assertEquals(twelve, Epc.of(new byte[] {(byte) 0xAB, (byte) 0xC0}, 12));
    assertNotEquals(twelve, Epc.of(new byte[] {(byte) 0xAB, (byte) 0xC0}, 16));
    assertTrue(twelve.compareTo(Epc.parse("ABC0")) < 0);
  }

  @Test
  void anEpcCannotBeChangedFromOutside() {
    byte[] bytes = {1};
    Epc epc = Epc.of(bytes);
    bytes[0] = 2;
    epc.bytes()[0] = 3;
    assertEquals("01", epc.hex());
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "XY", "AB C", "0xAB"})
  void whatIsNoHexadecimalIsNoEpc(String text) {
    assertThrows(IllegalArgumentException.class, () -> Epc.parse(text));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 8, 17, 65_536})
  void bitsAndBytesOfAnEpcMustFit(int bits) {
    assertThrows(IllegalArgumentException.class, () -> Epc.of(new byte[2], bits));
  }

  @Test
  void aTagReportKeepsItsRanges() {
    Epc epc = Epc.parse("AB");
    assertThrows(
        IllegalArgumentException.class,
        () -> new TagReport("reader", 0, epc, 1, 1, 1, OptionalInt.empty()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new TagReport("reader", 1, epc, 1, 2, 1, OptionalInt.empty()));
  }

  @ParameterizedTest
  @EnumSource
  void theWordOfAKindIsReadBack(EventKind kind) {
    assertEquals(Optional.of(kind), EventKind.ofCode(kind.code()));
  }

  @ParameterizedTest
  @EnumSource
  void theWordOfAQualityIsReadBack(Quality quality) {
    assertEquals(Optional.of(quality), Quality.ofCode(quality.code()));
    assertEquals(quality.isBad(), quality.code().startsWith("bad"));
  }

  @Test
  void unknownWordsGiveNothing() {
    assertEquals(Optional.empty(), EventKind.ofCode("Stockout"));
    assertEquals(Optional.empty(), Quality.ofCode(""));
    assertEquals(Optional.empty(), Severity.ofCode("dire"));
    assertEquals(Optional.empty(), Change.ofCode("began"));
  }
}
