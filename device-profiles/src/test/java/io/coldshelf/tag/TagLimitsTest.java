package io.coldshelf.tag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.Epc;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies just within the standard, and just beyond it. */
class TagLimitsTest {

  private static final Element GTIN = new Element("01", "09506000134352");

  private static GsKey sgtin(TagScheme scheme, String serial) {
    return GsKey.of(scheme, 1, 8, List.of(GTIN, new Element("21", serial)));
  }

  private static String refused(Runnable attempt) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, attempt::run).getMessage());
  }

  private static Raw raw(Epc epc) {
    return assertInstanceOf(Raw.class, TagData.decode(epc));
  }

  @Test
  void theLargestNumericSerialFits() {
    GsKey tag = sgtin(TagScheme.SGTIN_96, "274877906943");
    assertEquals(tag, TagData.decode(tag.bits()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"274877906944", "01", "00", "12A", "1234567890123"})
  void aSerialThatSgtin96CannotHoldIsRefused(String serial) {
    assertTrue(refused(() -> sgtin(TagScheme.SGTIN_96, serial)).contains(serial));
  }

  @Test
  void zeroAloneIsASerial() {
    assertEquals("0", sgtin(TagScheme.SGTIN_96, "0").value("21").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "32a/b", "ABCDEFGHIJKLMNOPQRST"})
  void sgtin198HoldsWhatIsNoPlainNumber(String serial) {
    GsKey tag = sgtin(TagScheme.SGTIN_198, serial);
    assertEquals(tag, TagData.decode(tag.bits()));
    assertEquals(198, tag.bits().bits());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ABCDEFGHIJKLMNOPQRSTU", "a b", "a#b", "\u00E4"})
  void aSerialThatGs1DoesNotAllowIsRefused(String serial) {
    refused(() -> sgtin(TagScheme.SGTIN_198, serial));
  }

  @Test
  void aWrongCheckDigitIsRefusedWithTheRightOne() {
    String message =
        refused(() ->
            GsKey.of(
                TagScheme.SGTIN_96,
                1,
                8,
                List.of(new Element("01", "09506000134351"), new Element("21", "1"))));
    assertTrue(message.endsWith("would be 2"), message);
  }

  @Test
  void aWrongCheckDigitInAPlusTagIsRaw() {
    Epc good = GsKey.of(TagScheme.SGTIN_PLUS, 1, List.of(GTIN, new Element("21", "1"))).bits();
    byte[] bytes = good.bytes();
    bytes[8] ^= 0x10; // The last digit of the GTIN ends in the upper half of the ninth byte.
    Raw raw = raw(Epc.of(bytes, good.bits()));
    assertTrue(raw.reason().contains("check digit"), raw::reason);
  }

  @Test
  void whatASchemeHasNoRoomForIsRefusedByName() {
    String message =
        refused(() ->
            GsKey.of(
                TagScheme.SGTIN_PLUS,
                1,
                List.of(GTIN, new Element("21", "1"), new Element("17", "261231"))));
    assertTrue(message.contains("(17)261231"), message);
  }

  @ParameterizedTest
  @CsvSource({"11, 0", "13, 1", "15, 2", "16, 3", "17, 4", "7006, 5", "7007, 6"})
  void everyKindOfDateHasItsCode(String ai, int code) {
    GsKey tag =
        GsKey.of(
            TagScheme.DSGTIN_PLUS,
            1,
            List.of(new Element(ai, "260200"), GTIN, new Element("21", "1")));
    BitReader bits = new BitReader(tag.bits());
    bits.take(12);
    assertEquals(code, bits.take(4));
    assertEquals(
        "260200", assertInstanceOf(GsKey.class, TagData.decode(tag.bits())).value(ai).get());
  }

  @ParameterizedTest
  @CsvSource({
    "7, 26, 1, 1",
    "15, 26, 1, 1",
    "4, 26, 0, 1",
    "4, 26, 13, 1",
    "4, 26, 4, 31",
    "4, 26, 2, 30",
    "4, 100, 1, 1"
  })
  void aReservedKindOfDateAndADayThatIsNotAreRaw(int type, int year, int month, int day) {
    BitWriter to = new BitWriter().put(0xFB, 8).put(0, 4).put(type, 4);
    to.put(year, 7).put(month, 4).put(day, 5);
    "09506000134352".chars().forEach(c -> to.put(c - '0', 4));
    TextEncoding.NUMERIC.write(to.put(0, 3).put(1, 5), "7");
    assertTrue(raw(to.epc()).reason().contains("date"));
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 7})
  void aReservedTextEncodingIsRaw(int indicator) {
    BitWriter to = new BitWriter().put(0xF7, 8).put(0, 4);
    "09506000134352".chars().forEach(c -> to.put(c - '0', 4));
    to.put(indicator, 3).put(1, 5).put(0, 32);
    assertTrue(raw(to.epc()).reason().contains("reserved"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 21, 31})
  void aSerialOfNoOrTooManyCharactersIsRaw(int length) {
    BitWriter to = new BitWriter().put(0xF7, 8).put(0, 4);
    "09506000134352".chars().forEach(c -> to.put(c - '0', 4));
    to.put(0, 3).put(length, 5).put(0, 63).put(0, 63);
    assertTrue(raw(to.epc()).reason().contains("1 to 20 characters"));
  }

  @Test
  void aNumberLargerThanItsDigitsIsRaw() {
    BitWriter to = new BitWriter().put(0xF7, 8).put(0, 4);
    "09506000134352".chars().forEach(c -> to.put(c - '0', 4));
    to.put(0, 3).put(1, 5).put(10, 4);
    assertTrue(raw(to.epc()).reason().contains("more than 1 digits"));
  }

  @Test
  void aDelimiterBeforeADigitIsRaw() {
    BitWriter to = new BitWriter().put(0xFA, 8).put(0, 4);
    "9521141".chars().forEach(c -> to.put(c - '0', 4));
    TextEncoding.ASCII.write(to.put(0xE, 4).put(4, 3).put(2, 5), "3a");
    assertTrue(raw(to.epc()).reason().contains("behind the end of the leading digits"));
  }

  @Test
  void reservedBitsOfAnSsccThatAreNotZeroAreRaw() {
    byte[] bytes = Epc.parse("311BA1B300CE0A6A83000000").bytes();
    bytes[11] = 1;
    assertTrue(raw(Epc.of(bytes)).reason().contains("reserved"));
  }

  @Test
  void bitsBehindAnOldSchemeThatAreNotZeroAreRaw() {
    assertTrue(raw(Epc.parse("3074257BF7194E4000001A850001")).reason().contains("not zero"));
  }

  @Test
  void zerosBehindAnOldSchemeAreKept() {
    TagData read = TagData.decode(Epc.parse("3074257BF7194E4000001A8500000000"));
    assertEquals("urn:epc:id:sgtin:0614141.812345.6789", read.uri());
    assertEquals(128, read.bits().bits());
  }

  @Test
  void furtherDataOfAPlusTagIsKeptBehindItsKey() {
    Epc plain =
        GsKey.of(TagScheme.SSCC_PLUS, 1, List.of(new Element("00", "095201234567891235"))).bits();
    Epc more = new BitWriter().put(plain).put(0x17, 8).put(0x2CDE, 16).epc();
    GsKey read = assertInstanceOf(GsKey.class, TagData.decode(more));
    assertEquals(24, read.writing().rest().bits());
    assertEquals(more, read.bits());
  }

  @ParameterizedTest
  @CsvSource({"00, not programmed", "E2, identification", "FF, no scheme", "42, no scheme"})
  void aHeaderWithoutSchemeSaysWhy(String header, String reason) {
    Raw raw = raw(Epc.parse(header + "00000000000000000000AB"));
    assertTrue(raw.reason().contains(reason), raw::reason);
    assertEquals("urn:epc:raw:96.x" + header + "00000000000000000000AB", raw.uri());
  }

  @Test
  void rawDigitsOfAnOddLengthAreOneNumber() {
    assertEquals("urn:epc:raw:5.x15", TagData.decode(Epc.of(new byte[] {(byte) 0xA8}, 5)).uri());
  }

  @Test
  void aRawUriGivesWhatItsBitsSay() {
    assertEquals(
        "urn:epc:id:sgtin:0614141.812345.6789",
        EpcUri.parse("urn:epc:raw:96.x3074257BF7194E4000001A85").uri());
  }

  @Test
  void aLocationWithoutExtensionHasNone() {
    GsKey tag = GsKey.of(TagScheme.SGLN_96, 3, 7, List.of(new Element("414", "9521141123454")));
    assertEquals("urn:epc:id:sgln:9521141.12345.0", tag.uri());
    assertEquals("https://id.gs1.org/414/9521141123454", tag.digitalLink().uri());
    assertEquals(tag, TagData.decode(tag.bits()));
  }

  @Test
  void theShortestTagThatCanHoldAnIdentityIsTaken() {
    TagData numeric = EpcUri.parseIdentity("urn:epc:id:sgtin:0614141.812345.6789", 3);
    TagData letters = EpcUri.parseIdentity("urn:epc:id:sgtin:0614141.812345.32a%2Fb", 3);
    assertEquals(Epc.parse("3074257BF7194E4000001A85"), numeric.bits());
    assertEquals(198, letters.bits().bits());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "urn:epc:tag:",
        "urn:epc:tag:sgtin-96",
        "urn:epc:tag:sgtin-96:",
        "urn:epc:tag:sgtin-96:3",
        "urn:epc:tag:sgtin-96:3.0614141.812345",
        "urn:epc:tag:sgtin-96:8.0614141.812345.6789",
        "urn:epc:tag:sgtin-96:3.06141.81234567.6789",
        "urn:epc:tag:sgtin-96:3.0614141..6789",
        "urn:epc:tag:sgtin-96:3.0614141.8123456.6789",
        "urn:epc:tag:sgtin+:3.0614141.812345.6789",
        "urn:epc:tag:sgtin-198:3.0614141.812345.%",
        "urn:epc:tag:sgtin-198:3.0614141.812345.%G0",
        "urn:epc:tag:itip-110:3.9521141.012345.1.02.981",
        "urn:epc:tag:gid-96:1.2",
        "urn:epc:tag:gid-96:268435456.1.1",
        "urn:epc:tag:usdod-96:16.CAGEY.5678",
        "urn:epc:tag:usdod-96:3.CAIEY.5678",
        "urn:epc:tag:adi-var:3.CAGEY.A#.5678",
        "urn:epc:raw:",
        "urn:epc:raw:8.xFFF",
        "urn:epc:raw:8.x100.xFF",
        "urn:epc:raw:99999.x0",
        "https://id.gs1.org/01/09506000134352"
      })
  void aTagUriThatIsWrongIsRefusedInWords(String uri) {
    assertFalse(refused(() -> EpcUri.parse(uri)).isBlank());
  }
}
