package io.coldshelf.driver.llrp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.Epc;
import io.coldshelf.testing.Vectors;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DecoderTest {

  @Test
  void everyPublishedMessageIsTheSameBytesAgain() throws Exception {
    List<byte[]> messages = PublishedMessages.all();
    for (byte[] bytes : messages) {
      Message message = Decoder.decode(bytes);
      assertArrayEquals(bytes, message.encode(), message::toString);
    }
    assertEquals(24 + 750 + 5, messages.size());
  }

  @Test
  void nothingInAPublishedMessageIsUnknown() throws Exception {
    for (byte[] bytes : PublishedMessages.all()) {
      Message message = Decoder.decode(bytes);
      assertTrue(MessageType.ofCode(message.code()).isPresent(), message::toString);
      flatten(message.parameters())
          .forEach(p -> assertTrue(ParameterType.ofCode(p.code()).isPresent(), p::toString));
    }
  }

  @Test
  void epcsOfEveryLengthAreThoseOfTheToolkitsXml() throws Exception {
    List<Epc> decoded = new ArrayList<>();
    for (byte[] bytes : PublishedMessages.toolkit("dx101_b.bin")) {
      flatten(Decoder.decode(bytes).parameters())
          .forEach(p -> {
            if (p.is(ParameterType.EPC_DATA)) {
              decoded.add(Epc.of(p.fields().bytesFrom(2), p.fields().u16(0)));
            } else if (p.is(ParameterType.EPC_96)) {
              decoded.add(Epc.of(p.fields().bytesFrom(0)));
            }
          });
    }
    String xml = Files.readString(Vectors.oracle("llrp/ltk-tests/dx101_b.xml"));
    List<Epc> written =
        Pattern.compile("<EPC(?: Count='(\\d+)')?>([0-9A-Fa-f]*)</EPC>")
            .matcher(xml)
            .results()
            .map(match -> {
              byte[] bytes = HexFormat.of().parseHex(match.group(2));
              return Epc.of(
                  bytes,
                  Optional.ofNullable(match.group(1))
                      .map(Integer::parseInt)
                      .orElse(bytes.length * 8));
            })
            .toList();

    assertEquals(written, decoded);
    assertTrue(decoded.stream().anyMatch(epc -> epc.bits() % 8 != 0));
  }

  @Test
  void recordedReportSaysWhatTheReaderSaid() throws Exception {
    Message message =
        Decoder.decode(
            PublishedMessages.recorded(MessageType.RO_ACCESS_REPORT, "ROAccessReport-001"));

    assertEquals(1, message.version());
    assertEquals(7, message.id());
    Parameters data =
        message.parameters().first(ParameterType.TAG_REPORT_DATA).orElseThrow().parameters();
    assertEquals(
        "3000abcdef00000000000003",
        data.first(ParameterType.EPC_96).orElseThrow().fields().toString());
    assertEquals(-48, data.first(ParameterType.PEAK_RSSI).orElseThrow().fields().s8(0));
    assertEquals(
        1594174805140192L,
        data.first(ParameterType.FIRST_SEEN_TIMESTAMP_UTC).orElseThrow().fields().u64(0));
  }

  @Test
  void truncatedMessageIsMalformed() throws Exception {
    for (byte[] bytes : PublishedMessages.all()) {
      for (int length = 0; length < Math.min(bytes.length, 400); length++) {
        byte[] cut = Arrays.copyOf(bytes, length);
        assertThrows(MalformedMessageException.class, () -> Decoder.decode(cut));
      }
    }
  }

  /** The outer length is made to fit, so that the cut is met deep inside. */
  @Test
  void messageCutAnywhereIsMalformedOrAWholeShorterMessage() throws Exception {
    int malformed = 0;
    for (byte[] bytes : PublishedMessages.all()) {
      for (int length = Message.HEADER_BYTES; length < Math.min(bytes.length, 700); length++) {
        byte[] cut = Arrays.copyOf(bytes, length);
        ByteBuffer.wrap(cut).putInt(2, length);
        try {
          assertArrayEquals(cut, Decoder.decode(cut).encode());
        } catch (MalformedMessageException e) {
          assertTrue(e.position() <= length, e::getMessage);
          malformed++;
        }
      }
    }
    assertTrue(malformed > 50_000, () -> "most cuts are malformed");
  }

  @Test
  void flippedBitsGiveAMessageOrTheCodecsOwnError() throws Exception {
    long seed = Long.getLong("coldshelf.seed", 20_260_101);
    Random random = new Random(seed);
    List<byte[]> messages = PublishedMessages.all();
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = messages.get(random.nextInt(messages.size())).clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        Message message = Decoder.decode(bytes);
        assertEquals(message, Decoder.decode(message.encode()));
      } catch (MalformedMessageException e) {
        assertTrue(e.position() <= bytes.length, () -> e.getMessage() + ", seed " + seed);
      }
    }
  }

  @Test
  void unknownTlvIsKept() throws Exception {
    byte[] bytes = message("043d", "03e7 0007 010203 00f0 0004");

    Message message = Decoder.decode(bytes);

    assertEquals(2, message.parameters().list().size());
    assertEquals(999, message.parameters().list().getFirst().code());
    assertArrayEquals(bytes, message.encode());
  }

  @Test
  void unknownTvIsMalformed() {
    assertEquals(14, positionOf("043d", "00f0 0006 ff01"));
  }

  @Test
  void lengthOfATlvThatCannotBeIsMalformed() {
    assertEquals(10, positionOf("043d", "00f0 0003"));
    assertEquals(10, positionOf("043d", "00f0 0000"));
    assertEquals(10, positionOf("043d", "00f0 0005"));
    assertEquals(14, positionOf("043d", "00f0 0008 00f6 0005"));
    assertEquals(10, positionOf("043d", "00f0 00"));
  }

  @Test
  void tvThatIsCutShortIsMalformed() {
    assertEquals(14, positionOf("043d", "00f0 0006 8100"));
  }

  @Test
  void tlvHeaderWithTheNumberOfATvIsMalformed() {
    assertEquals(10, positionOf("043d", "0001 0006 0001"));
  }

  @Test
  void reservedBitsOfHeadersAreIgnored() throws Exception {
    Message message = Decoder.decode(message("e43d", "7cf0 0004"));

    assertEquals(1, message.version());
    assertTrue(message.is(MessageType.RO_ACCESS_REPORT));
    assertTrue(message.parameters().first(ParameterType.TAG_REPORT_DATA).isPresent());
  }

  @Test
  void messageOfUnknownTypeIsKept() throws Exception {
    byte[] bytes = message("07e0", "0102030405");

    Message message = Decoder.decode(bytes);

    assertEquals("message of unknown type 992", message.name());
    assertArrayEquals(bytes, message.encode());
  }

  @Test
  void parametersNestedTooDeepAreMalformed() {
    // ParameterError may lie in ParameterError without end (LLRP 1.0.1, 14.2.2.2).
    assertDoesNotNest(Decoder.MAX_DEPTH + 1);
  }

  @Test
  void tooManyParametersAreMalformed() {
    byte[] bytes = new byte[Message.HEADER_BYTES + 4 * (Decoder.MAX_PARAMETERS + 1)];
    ByteBuffer out = ByteBuffer.wrap(bytes).putShort((short) 0x043D).putInt(bytes.length).putInt(1);
    while (out.hasRemaining()) {
      out.putInt(0x00F00004);
    }
    assertThrows(MalformedMessageException.class, () -> Decoder.decode(bytes));
  }

  private static void assertDoesNotNest(int depth) {
    StringBuilder hex = new StringBuilder();
    for (int level = depth; level > 0; level--) {
      hex.append("0121%04x00000000".formatted(level * 8));
    }
    assertTrue(positionOf("0464", hex.toString()) > 100);
  }

  private static int positionOf(String header, String body) {
    return assertThrows(
            MalformedMessageException.class, () -> Decoder.decode(message(header, body)))
        .position();
  }

  private static byte[] message(String header, String body) {
    String digits = body.replace(" ", "");
    int length = Message.HEADER_BYTES + digits.length() / 2;
    return HexFormat.of().parseHex(header + "%08x00000001".formatted(length) + digits);
  }

  private static Stream<Parameter> flatten(Parameters parameters) {
    return parameters.list().stream()
        .flatMap(p -> Stream.concat(Stream.of(p), flatten(p.parameters())));
  }
}
