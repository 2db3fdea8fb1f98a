package io.coldshelf.tag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.Epc;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The partition tables of TDS 2.3, 14.6, row by row as they are printed. */
class PartitionTest {

  /** Bits and digits of the company prefix, by partition. */
  private static final List<Integer> COMPANY_BITS = List.of(40, 37, 34, 30, 27, 24, 20);

  private static final List<Integer> TRADE_BITS = List.of(4, 7, 10, 14, 17, 20, 24);
  private static final List<Integer> TRADE_DIGITS = List.of(1, 2, 3, 4, 5, 6, 7);
  private static final List<Integer> ASSET_DIGITS = List.of(0, 1, 2, 3, 4, 5, 6);
  private static final List<Integer> PLACE_BITS = List.of(1, 4, 7, 11, 14, 17, 21);
  private static final List<Integer> SHIP_BITS = List.of(18, 21, 24, 28, 31, 34, 38);
  private static final List<Integer> SHIP_DIGITS = List.of(5, 6, 7, 8, 9, 10, 11);
  private static final List<Integer> PART_BITS = List.of(11, 14, 17, 21, 24, 27, 31);
  private static final List<Integer> PART_DIGITS = List.of(3, 4, 5, 6, 7, 8, 9);

  static Stream<Arguments> rows() {
    return Stream.of(
            table(TagScheme.SGTIN_96, TRADE_BITS, TRADE_DIGITS, 38),
            table(TagScheme.ITIP_110, TRADE_BITS, TRADE_DIGITS, 52),
            table(TagScheme.GRAI_96, TRADE_BITS, ASSET_DIGITS, 38),
            table(TagScheme.SSCC_96, SHIP_BITS, SHIP_DIGITS, 24),
            table(TagScheme.GSRN_96, SHIP_BITS, SHIP_DIGITS, 24),
            table(TagScheme.GSRNP_96, SHIP_BITS, SHIP_DIGITS, 24),
            table(TagScheme.SGLN_96, PLACE_BITS, ASSET_DIGITS, 41),
            table(TagScheme.GDTI_96, PLACE_BITS, ASSET_DIGITS, 41),
            table(TagScheme.CPI_96, PART_BITS, PART_DIGITS, 31))
        .flatMap(row -> row);
  }

  private static Stream<Arguments> table(
      TagScheme scheme, List<Integer> bits, List<Integer> digits, int tail) {
    return Stream.iterate(0, partition -> partition < 7, partition -> partition + 1)
        .map(partition ->
            Arguments.of(scheme, partition, bits.get(partition), digits.get(partition), tail));
  }

  private static Epc tag(
      TagScheme scheme, int partition, BigInteger company, BigInteger other, int bits, int tail) {
    return new BitWriter()
        .put(scheme.header(), 8)
        .put(1, 3)
        .put(partition, 3)
        .put(company, COMPANY_BITS.get(partition))
        .put(other, bits)
        .put(0, tail)
        .epc();
  }

  private static BigInteger nines(int digits) {
    return BigInteger.TEN.pow(digits).subtract(BigInteger.ONE);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theLargestFieldsOfEveryRowAreRead(
      TagScheme scheme, int partition, int bits, int digits, int tail) {
    int company = 12 - partition;
    BigInteger largest = nines(digits).min(BigInteger.TWO.pow(bits).subtract(BigInteger.ONE));
    Epc epc = tag(scheme, partition, nines(company), largest, bits, tail);
    GsKey read = assertInstanceOf(GsKey.class, TagData.decode(epc));
    assertEquals(company, read.companyPrefixDigits());
    String other = digits == 0 ? "" : largest.toString();
    assertTrue(
        read.identityUri().orElseThrow().contains(":" + "9".repeat(company) + "." + other),
        read::uri);
    assertEquals(epc, read.bits());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void leadingZerosOfTheCompanyPrefixStay(
      TagScheme scheme, int partition, int bits, int digits, int tail) {
    Epc epc = tag(scheme, partition, BigInteger.ONE, BigInteger.ZERO, bits, tail);
    GsKey read = assertInstanceOf(GsKey.class, TagData.decode(epc));
    assertTrue(read.uri().contains(":" + "0".repeat(11 - partition) + "1."), read::uri);
    assertEquals(epc, read.bits());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aCompanyPrefixOfTooManyDigitsIsRaw(
      TagScheme scheme, int partition, int bits, int digits, int tail) {
    BigInteger tooLarge = BigInteger.TEN.pow(12 - partition);
    Epc epc = tag(scheme, partition, tooLarge, BigInteger.ZERO, bits, tail);
    Raw raw = assertInstanceOf(Raw.class, TagData.decode(epc));
    assertTrue(raw.reason().contains("company prefix"), raw::reason);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aReferenceOfTooManyDigitsIsRaw(
      TagScheme scheme, int partition, int bits, int digits, int tail) {
    BigInteger tooLarge = BigInteger.TEN.pow(digits);
    if (tooLarge.bitLength() > bits) {
      return; // The field cannot hold such a number.
    }
    Epc epc = tag(scheme, partition, BigInteger.ZERO, tooLarge, bits, tail);
    Raw raw = assertInstanceOf(Raw.class, TagData.decode(epc));
    assertTrue(raw.reason().contains("reference"), raw::reason);
  }

  @ParameterizedTest
  @EnumSource
  void partitionSevenIsRaw(TagScheme scheme) {
    if (!scheme.hasCompanyPrefix()) {
      return;
    }
    Epc epc =
        new BitWriter()
            .put(scheme.header(), 8)
            .put(1, 3)
            .put(7, 3)
            .put(0, 63)
            .put(0, 63)
            .put(0, 63)
            .put(0, 63)
            .epc();
    Raw raw = assertInstanceOf(Raw.class, TagData.decode(epc));
    assertTrue(raw.reason().contains("partition 7"), raw::reason);
  }

  @ParameterizedTest
  @EnumSource
  void everyPartitionOfEverySchemeGoesBothWays(TagScheme scheme) {
    if (!scheme.hasCompanyPrefix()) {
      return;
    }
    RandomTags random = new RandomTags(new Random(scheme.header()));
    for (int digits = 6; digits <= 12; digits++) {
      GsKey tag = random.classic(scheme, digits);
      assertEquals(tag, TagData.decode(tag.bits()));
    }
  }
}
