package io.coldshelf.wire;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnsDamageTest {

  private static ReadingsPayload read(byte[] payload) {
    return ReadingsPayload.read(GoldenPayload.GATEWAY, Block.Encoding.COLUMNS, payload);
  }

  /** The payload with the sum that belongs to it: what an attacker would send. */
  private static byte[] summed(byte[] payload) {
    byte[] summed = payload.clone();
    int end = summed.length - Columns.CRC_BYTES;
    CRC32C crc = new CRC32C();
    crc.update(summed, 0, end);
    for (int i = 0; i < Columns.CRC_BYTES; i++) {
      summed[end + i] = (byte) (crc.getValue() >>> (24 - 8 * i));
    }
    return summed;
  }

  @ParameterizedTest
  @EnumSource
  void everyTruncationIsRefused(GoldenPayload golden) throws IOException {
    byte[] good = golden.bytes();
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThrows(WireException.class, () -> read(cut), () -> "cut to " + cut.length);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyFlippedBitIsRefused(GoldenPayload golden) throws IOException {
    byte[] good = golden.bytes();
    for (int bit = 0; bit < 8 * good.length; bit++) {
      byte[] flipped = good.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      int at = bit;
      assertThrows(WireException.class, () -> read(flipped), () -> "bit " + at);
    }
  }

  /** Cut or spoilt with the right sum, a payload is refused or something that could be. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatIsForgedIsRefusedOrReadAsSomethingThatCouldBe(long seed) throws IOException {
    RandomGenerator random = new Random(seed);
    List<byte[]> good = new ArrayList<>();
    for (GoldenPayload golden : GoldenPayload.values()) {
      good.add(golden.bytes());
    }
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] forged = good.get(round % good.size()).clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        forged[1 + random.nextInt(forged.length - 5)] =
            random.nextBoolean() ? (byte) 0xFF : (byte) random.nextInt(256);
      }
      if (random.nextInt(4) == 0) {
        forged = Arrays.copyOf(forged, 6 + random.nextInt(forged.length - 6));
      }
      forged = summed(forged);
      try {
        read(forged);
      } catch (WireException e) {
        refused++;
      } catch (RuntimeException | OutOfMemoryError e) {
        throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(forged), e);
      }
    }
    assertTrue(refused > 10_000, "only " + refused + " refused");
  }

  /** After version and gateway {@code g}; zeros stand for a sum that is put in later. */
  @ParameterizedTest
  @CsvSource({
    "columns beyond the end, ffffffffffffff0f",
    "a number of more than 53 bits, ffffffffffffffff7f",
    "rows beyond the bound, 01 00 ffffffff0f 00 00 00 03 612f62",
    "the same rows for ever, 02 0a 808004 00 00 00 03 612f62 02 00 02 4f 000000",
    "no rows, 01 00 00 00 00 00 03 612f62 02 00 00 00",
    "a name beyond the end, 01 01 00 00 00 ffff7f 612f62",
    "a name like none, 01 01 05 00 00 03 612f62 02 00 00 00",
    "a name that shares too much, 01 01 00 05 00 03 612f62 02 00 00 00",
    "a name without a slash, 01 0b 00 00 00 03 616262 00 02 00 00",
    "a name that is not UTF-8, 01 0b 00 00 00 03 ff2f62 00 02 00 00",
    "a unit of no table, 01 09 00 00 00 03 612f62 7f 00 02 00 00",
    "times like no column's, 01 4b 00 00 00 03 612f62 02 00 00",
    "a year of no clock, 01 0b 00 00 00 03 612f62 ffffffffffffff0f 02 00 00",
    "a quality of no number, 01 1b 00 00 00 03 612f62 00 01 00 0a 00 02 00 00",
    "a quality past the rows, 01 1b 00 00 00 03 612f62 00 01 00 03 01 02 00 00",
    "an unknown form, 01 03 00 00 00 03 612f62 00 81 0000000000000000 00 00",
    "too many decimals, 01 03 00 00 00 03 612f62 00 17 02 00 00",
    "NaN, 01 03 00 00 00 03 612f62 00 80 7ff8000000000000 00 00",
    "infinite, 01 03 00 00 00 03 612f62 00 80 7ff0000000000000 00 00",
    "a stranger that is NaN, 01 03 00 00 00 03 612f62 00 40 01 00 fff8000000000000 00 00",
    "strangers without number, 01 03 00 00 00 03 612f62 00 40 ffff03 00 00",
    "a value too large, 01 0b 00 00 00 03 612f62 00 ffffffffffffff0f 00 00",
    "sightings beyond the bound, 00 ffffffff0f 00 00",
    "sightings without places, 00 01 00 00 00 00 0000000000",
    "a tag beyond the end, 00 01 01 00 00 00 03 612f31 01 80 ffff03 00 0000",
    "an antenna 0, 00 01 01 00 00 00 03 612f30 01 80 00 00 00 000000000000",
    "an antenna of letters, 00 01 01 00 00 00 03 612f78 01 80 00 00 00 000000000000",
    "summaries beyond the end, 00 00 ffff7f",
    "something after the rows, 01 0b 00 00 00 03 612f62 00 02 00 00 00"
  })
  void hostileLengthsAndNumbersAreRefused(String what, String hex) {
    byte[] payload = HexFormat.of().parseHex("010167" + hex.replace(" ", "") + "00000000");
    assertThrows(
        WireException.class,
        () -> ReadingsPayload.read("g", Block.Encoding.COLUMNS, summed(payload)),
        what);
  }

  /** The control for those above: this one is good. */
  @ParameterizedTest
  @ValueSource(strings = "01 0b 00 00 00 03 612f62 00 02 00 00")
  void theLikeOfThemIsRead(String hex) {
    byte[] payload = HexFormat.of().parseHex("010167" + hex.replace(" ", "") + "00000000");
    assertTrue(
        ReadingsPayload.read("g", Block.Encoding.COLUMNS, summed(payload)).readings().size() == 1);
  }
}
