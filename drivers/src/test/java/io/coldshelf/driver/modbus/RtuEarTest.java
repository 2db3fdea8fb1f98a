package io.coldshelf.driver.modbus;

import static io.coldshelf.driver.modbus.Probes.hex;
import static io.coldshelf.driver.modbus.Probes.rtu;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.profile.ModbusRegister.Table;
import io.coldshelf.testing.Vectors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtuEarTest {

  private static final Request REQUEST = new Request(1, Table.INPUT, 1, 2);
  private static final byte[] QUESTION = hex("01 04 00 01 00 02 20 0B");
  private static final byte[] REPLY = hex("01 04 04 01 31 02 22 2A CE");
  private static final Reply ANSWER = new Reply.Values(1, List.of(0x131, 0x222));

  private static RtuEar ear() {
    return new RtuEar(REQUEST, QUESTION);
  }

  private static Optional<Reply> hear(RtuEar ear, byte[] bytes, int chunk) {
    Optional<Reply> reply = Optional.empty();
    for (int start = 0; start < bytes.length && reply.isEmpty(); start += chunk) {
      byte[] part = Arrays.copyOfRange(bytes, start, Math.min(start + chunk, bytes.length));
      reply = ear.hear(part, part.length);
    }
    return reply;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static Fault verdict(byte[]... heard) {
    RtuEar ear = ear();
    assertEquals(Optional.empty(), hear(ear, join(heard), 256));
    return ear.verdict().fault();
  }

  @Test
  void writesTheFrameOfTheManual() {
    assertArrayEquals(QUESTION, new RtuFraming().exchange(REQUEST).bytes());
  }

  @Test
  void agreesWithThePublishedVectors() throws IOException {
    List<String[]> rows =
        Files.readAllLines(Vectors.oracle("datasheets/vectors.tsv")).stream()
            .filter(line -> line.startsWith("Modbus RTU"))
            .map(line -> line.split("\t", -1))
            .toList();
    for (String[] row : rows) {
      byte[] body = hex(row[2]);
      int crc = RtuFraming.crc(body, 0, body.length);
      String written = "%02X%02X".formatted(crc & 0xFF, crc >> 8);
      assertEquals(row[3].substring(0, 4), written, row[2]);
    }
    assertEquals(2, rows.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
  void hearsAReplyHoweverItIsCut(int chunk) {
    assertEquals(Optional.of(ANSWER), hear(ear(), REPLY, chunk));
  }

  @Test
  void noTruncationOfAReplyIsAReply() {
    for (int length = 1; length < REPLY.length; length++) {
      Fault fault = verdict(Arrays.copyOf(REPLY, length));
      assertEquals(Fault.Kind.GARBLED, fault.kind(), "after " + length + " bytes");
    }
  }

  @Test
  void noSingleDamagedBitPassesForAReply() {
    for (int bit = 0; bit < 8 * REPLY.length; bit++) {
      byte[] damaged = REPLY.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertEquals(Optional.empty(), hear(ear(), damaged, 256), "bit " + bit);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 256})
  void hearsTheReplyBehindTheEchoOfTheRequest(int chunk) {
    assertEquals(Optional.of(ANSWER), hear(ear(), join(QUESTION, REPLY), chunk));
  }

  @Test
  void hearsTheReplyBehindAGlitch() {
    assertEquals(Optional.of(ANSWER), hear(ear(), join(hex("00 FF 01"), REPLY), 256));
  }

  @Test
  void hearsTheReplyBehindTheLateOneOfAnotherUnit() {
    assertEquals(Optional.of(ANSWER), hear(ear(), join(rtu("05 04 04 00 01 00 02"), REPLY), 256));
  }

  @Test
  void hearsTheReplyBehindALateOneOfAnotherLength() {
    assertEquals(
        Optional.of(ANSWER), hear(ear(), join(rtu("01 04 06 00 01 00 02 00 03"), REPLY), 256));
  }

  @Test
  void hearsARefusal() {
    assertEquals(Optional.of(new Reply.Refused(2)), hear(ear(), rtu("01 84 02"), 1));
  }

  @Test
  void nothingAtAllIsSilence() {
    assertEquals(Fault.Kind.SILENT, ear().verdict().fault().kind());
  }

  @Test
  void onlyTheEchoIsSilence() {
    Fault fault = verdict(QUESTION);

    assertEquals(Fault.Kind.SILENT, fault.kind());
    assertTrue(fault.reason().contains("echo"), fault.reason());
  }

  @Test
  void namesTheUnitThatAnsweredInstead() {
    assertEquals(
        "unit 1 was asked and unit 5 answered", verdict(rtu("05 04 04 00 01 00 02")).reason());
  }

  @Test
  void saysThatTooManyRegistersCame() {
    assertEquals(
        "2 registers were asked for and 6 bytes of them came, said to be 6",
        verdict(rtu("01 04 06 00 01 00 02 00 03")).reason());
  }

  @Test
  void saysThatAnotherFunctionAnswered() {
    assertEquals(
        "function 4 was asked and 3 answered", verdict(rtu("01 03 04 00 01 00 02")).reason());
  }

  @Test
  void quotesWhatCameWithAFalseChecksum() {
    String reason = verdict(hex("01 04 04 01 31 02 22 2A CF")).reason();

    assertTrue(reason.endsWith("01 04 04 01 31 02 22 2a cf"), reason);
  }

  @Test
  void aFloodEndsTheListening() {
    Optional<Reply> reply = hear(ear(), new byte[4096], 100);

    Reply.Failed failed = assertInstanceOf(Reply.Failed.class, reply.orElseThrow());
    assertEquals(Fault.Kind.GARBLED, failed.fault().kind());
  }

  @Test
  void noNoiseMakesItStumble() {
    long seed = Long.getLong("seed", 20_260_101L);
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      byte[] noise = new byte[random.nextInt(40)];
      random.nextBytes(noise);
      for (int i = 0; i < noise.length; i++) {
        noise[i] = random.nextBoolean() ? REPLY[random.nextInt(REPLY.length)] : noise[i];
      }
      RtuEar ear = ear();
      Optional<Reply> reply = hear(ear, noise, 1 + random.nextInt(8));
      if (reply.isEmpty()) {
        assertTrue(ear.verdict().fault().reason().length() > 10, "seed " + seed);
      }
    }
  }
}
