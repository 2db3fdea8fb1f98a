package io.coldshelf.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.Epc;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.model.Summary;
import io.coldshelf.wire.Block.Encoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingsPayloadTest {

  private static final String GATEWAY = "g1";
  private static final long TIME = 1_700_000_000_123L;
  private static final PointId AIR = new PointId("probe", "temperature");
  private static final PointId DOOR = new PointId("door", "open");

  private static byte[] write(List<Reading> readings, List<Sighting> sightings) {
    return new SenmlWriter(GATEWAY, point -> point.equals(AIR) ? "Cel" : "")
        .write(readings, sightings);
  }

  private static ReadingsPayload read(byte[] cbor) {
    return ReadingsPayload.read(GATEWAY, Encoding.SENML, cbor);
  }

  private static List<Reading> oneOfEachQuality() {
    List<Reading> readings = new ArrayList<>();
    for (Quality quality : Quality.values()) {
      double value = quality.isBad() ? Double.NaN : 4.25;
      readings.add(new Reading(AIR, TIME + readings.size(), value, quality));
    }
    readings.add(Reading.good(DOOR, TIME, 1));
    return readings;
  }

  private static List<Sighting> someSightings() {
    return List.of(
        new Sighting(
            "reader",
            1,
            Epc.parse("3034257BF7194E4000001A85"),
            TIME,
            TIME + 1234,
            7,
            OptionalInt.of(-61)),
        new Sighting(
            "reader",
            2,
            Epc.of(new byte[] {(byte) 0xAB, (byte) 0xC0}, 12),
            TIME + 1,
            TIME + 1,
            1,
            OptionalInt.empty()),
        new Sighting("reader", 65535, Epc.of(new byte[0]), TIME, TIME, 1, OptionalInt.empty()));
  }

  @Test
  void everyQualityComesBack() {
    ReadingsPayload read = read(write(oneOfEachQuality(), List.of()));
    assertEquals(oneOfEachQuality(), read.readings());
    assertEquals(Map.of(AIR, "Cel"), read.units());
  }

  @Test
  void sightingsOfAnyLengthComeBack() {
    assertEquals(someSightings(), read(write(List.of(), someSightings())).sightings());
  }

  @Test
  void summariesComeBackInBothForms() {
    List<Summary> summaries =
        List.of(
            new Summary(AIR, TIME, TIME + 3_599_877, 2, 3.0 + 1.0 / 3, 7.5, 360),
            new Summary(DOOR, TIME + 1, TIME + 1, 0, 0, 0, 1));
    for (PayloadForm form : PayloadForm.values()) {
      PayloadEncoder.Encoded encoded =
          form.encoder(GATEWAY, point -> point.equals(AIR) ? "Cel" : "")
              .encode(oneOfEachQuality(), someSightings(), summaries);
      ReadingsPayload read = ReadingsPayload.read(GATEWAY, encoded.encoding(), encoded.payload());
      assertEquals(summaries, read.summaries(), form.code());
      assertEquals(someSightings(), read.sightings(), form.code());
      assertEquals(oneOfEachQuality().size(), read.readings().size(), form.code());
      assertEquals(Map.of(AIR, "Cel"), read.units(), form.code());
    }
  }

  /** To the byte: a reading's record with the labels last, count, min and max. */
  @Test
  void aSummaryIsWrittenLikeThis() {
    byte[] cbor =
        new SenmlWriter(GATEWAY, _ -> "")
            .write(
                List.of(),
                List.of(),
                List.of(new Summary(DOOR, 300_000_000_000L, 300_000_002_000L, 0, 1, 2, 3)));
    assertEquals(
        "81"
            + "a9"
            + "216367312f"
            + "221a11e1a300"
            + "0069646f6f722f6f70656e"
            + "0201"
            + "0600"
            + "646c61737402"
            + "65636f756e7403"
            + "636d696e00"
            + "636d617802",
        HexFormat.of().formatHex(cbor));
  }

  @Test
  void aFormIsKnownByItsWord() {
    for (PayloadForm form : PayloadForm.values()) {
      assertEquals(Optional.of(form), PayloadForm.ofCode(form.code()));
    }
    assertEquals(Optional.empty(), PayloadForm.ofCode("json"));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.1,
        1e-9,
        1.0 / 3,
        -40,
        65_504,
        65_505,
        1L << 53,
        -1e18,
        Double.MAX_VALUE,
        Double.MIN_VALUE
      })
  void valuesComeBackToTheLastBit(double value) {
    List<Reading> readings = List.of(Reading.good(AIR, TIME, value));
    assertEquals(readings, read(write(readings, List.of())).readings());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 999, 1_000, 268_435_455_999L, TIME, 253_402_300_799_000L, -1})
  void timesComeBackToTheMillisecond(long millis) {
    List<Reading> readings =
        List.of(Reading.good(AIR, millis, 1), Reading.good(AIR, millis - 86_400_001, 2));
    assertEquals(readings, read(write(readings, List.of())).readings());
  }

  /**
   * To the byte: {@code [{-2: "g1/", -3: 1700000000, 0: "probe/temperature", 1: "Cel", 2: 4.25, 6:
   * 0.123}]}.
   */
  @Test
  void oneReadingIsWrittenLikeThis() {
    assertEquals(
        "81"
            + "a6"
            + "216367312f"
            + "221a6553f100"
            + "007170726f62652f74656d7065726174757265"
            + "016343656c"
            + "02fa40880000"
            + "06fb3fbf7ced916872b0",
        HexFormat.of().formatHex(write(List.of(Reading.good(AIR, TIME, 4.25)), List.of())));
  }

  @Test
  void deflatedPayloadsAreRead() {
    byte[] deflated = Deflate.deflate(write(oneOfEachQuality(), someSightings()));
    ReadingsPayload read = ReadingsPayload.read(GATEWAY, Encoding.SENML_DEFLATED, deflated);
    assertEquals(oneOfEachQuality(), read.readings());
    assertEquals(someSightings(), read.sightings());
  }

  @Test
  void aPayloadThatSpeaksForAnotherGatewayIsRefused() {
    byte[] cbor = write(oneOfEachQuality(), List.of());
    assertThrows(WireException.class, () -> ReadingsPayload.read("g2", Encoding.SENML, cbor));
    assertThrows(WireException.class, () -> ReadingsPayload.read("g", Encoding.SENML, cbor));
  }

  @Test
  void anUnknownEncodingIsRefused() {
    byte[] cbor = write(oneOfEachQuality(), List.of());
    assertThrows(WireException.class, () -> ReadingsPayload.read(GATEWAY, Encoding.EVENT, cbor));
    Encoding zstd = new Encoding(Encoding.SENML.contentType(), "zstd");
    assertThrows(WireException.class, () -> ReadingsPayload.read(GATEWAY, zstd, cbor));
  }

  @Test
  void anEmptyPackIsNotWritten() {
    assertThrows(IllegalArgumentException.class, () -> write(List.of(), List.of()));
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] cbor = write(oneOfEachQuality(), someSightings());
    byte[] deflated = Deflate.deflate(cbor);
    for (int length = 0; length < cbor.length; length++) {
      byte[] cut = Arrays.copyOf(cbor, length);
      assertThrows(WireException.class, () -> read(cut), () -> "cut to " + cut.length);
    }
    for (int length = 0; length < deflated.length; length++) {
      byte[] cut = Arrays.copyOf(deflated, length);
      assertThrows(
          WireException.class,
          () -> ReadingsPayload.read(GATEWAY, Encoding.SENML_DEFLATED, cut),
          () -> "cut to " + cut.length);
    }
  }

  /** A damaged pack is refused or says something else; nothing else can happen. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void damageIsRefusedOrReadAsSomethingThatCouldBe(long seed) {
    RandomGenerator random = new Random(seed);
    byte[] good = write(oneOfEachQuality(), someSightings());
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = good.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        read(damaged);
      } catch (WireException e) {
        refused++;
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(damaged), e);
      }
    }
    assertTrue(refused > 1_000, "only " + refused + " refused");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void noiseIsRefused(long seed) {
    RandomGenerator random = new Random(seed);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] noise = new byte[random.nextInt(64)];
      random.nextBytes(noise);
      for (Encoding encoding : List.of(Encoding.SENML, Encoding.SENML_DEFLATED)) {
        try {
          ReadingsPayload.read(GATEWAY, encoding, noise);
        } catch (WireException e) {
          refused++;
        } catch (RuntimeException e) {
          throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(noise), e);
        }
      }
    }
    assertTrue(refused > 39_000, "only " + refused + " refused");
  }
}
