package io.coldshelf.driver.modbus;

import static io.coldshelf.driver.modbus.Probes.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.profile.ModbusRegister.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TcpEarTest {

  private static final Request REQUEST = new Request(1, Table.INPUT, 1, 2);
  private static final String QUESTION = "0001 0000 0006 01 04 0001 0002";
  private static final byte[] REPLY = hex("0001 0000 0007 01 04 04 0131 0222");
  private static final Reply ANSWER = new Reply.Values(1, List.of(0x131, 0x222));

  private static Optional<Reply> hear(TcpEar ear, byte[] bytes, int chunk) {
    Optional<Reply> reply = Optional.empty();
    for (int start = 0; start < bytes.length && reply.isEmpty(); start += chunk) {
      byte[] part = Arrays.copyOfRange(bytes, start, Math.min(start + chunk, bytes.length));
      reply = ear.hear(part, part.length);
    }
    return reply;
  }

  private static Fault garbled(String bytes) {
    Reply reply = hear(new TcpEar(REQUEST, 1), hex(bytes), 256).orElseThrow();
    Fault fault = assertInstanceOf(Reply.Failed.class, reply).fault();
    assertEquals(Fault.Kind.GARBLED, fault.kind());
    return fault;
  }

  @Test
  void writesHeaderAndRequest() {
    assertEquals(QUESTION.replace(" ", ""), Probes.hex(new TcpFraming().exchange(REQUEST).bytes()));
  }

  @Test
  void countsTransactionsRoundTheirSixteenBits() {
    TcpFraming framing = new TcpFraming();
    byte[] last = framing.exchange(REQUEST).bytes();
    for (int i = 0; i < 0x10000; i++) {
      last = framing.exchange(REQUEST).bytes();
    }

    assertEquals(QUESTION.replace(" ", ""), Probes.hex(last));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 8, 13, 256})
  void hearsAReplyHoweverItIsCut(int chunk) {
    assertEquals(Optional.of(ANSWER), hear(new TcpEar(REQUEST, 1), REPLY, chunk));
  }

  @Test
  void noTruncationOfAReplyIsAReply() {
    for (int length = 1; length < REPLY.length; length++) {
      TcpEar ear = new TcpEar(REQUEST, 1);
      assertEquals(Optional.empty(), hear(ear, Arrays.copyOf(REPLY, length), 256));
      assertEquals(Fault.Kind.GARBLED, ear.verdict().fault().kind());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 1000})
  void passesOverAnyNumberOfLateReplies(int chunk) {
    byte[] late = hex("0000 0000 0007 01 04 04 0999 0999");
    byte[] all = new byte[100 * late.length + REPLY.length];
    for (int i = 0; i < 100; i++) {
      System.arraycopy(late, 0, all, i * late.length, late.length);
    }
    System.arraycopy(REPLY, 0, all, 100 * late.length, REPLY.length);

    assertEquals(Optional.of(ANSWER), hear(new TcpEar(REQUEST, 1), all, chunk));
  }

  @Test
  void hearsARefusal() {
    assertEquals(
        Optional.of(new Reply.Refused(0x0B)),
        hear(new TcpEar(REQUEST, 1), hex("0001 0000 0003 01 84 0B"), 256));
  }

  @Test
  void aStreamOfSomethingElseIsRecognised() {
    assertEquals("what answers does not speak Modbus TCP", garbled("4854 5450 2F31 2E31").reason());
  }

  @Test
  void aLengthThatCannotBeIsRefused() {
    garbled("0001 0000 FFFF 01 04 04 0131 0222");
    garbled("0001 0000 0000 01 04 04 0131 0222");
  }

  @Test
  void anotherUnitIsNotTheOneThatWasAsked() {
    assertEquals(
        "unit 1 was asked and unit 2 answered",
        garbled("0001 0000 0007 02 04 04 0131 0222").reason());
  }

  @Test
  void fewerRegistersThanWereAskedForAreNoReply() {
    garbled("0001 0000 0005 01 04 02 0131");
    garbled("0001 0000 0007 01 04 02 0131 0222");
  }

  @Test
  void nothingAtAllIsSilence() {
    assertEquals(Fault.Kind.SILENT, new TcpEar(REQUEST, 1).verdict().fault().kind());
  }

  @Test
  void noNoiseMakesItStumble() {
    long seed = Long.getLong("seed", 20_260_102L);
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      byte[] noise = REPLY.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        noise[random.nextInt(noise.length)] = (byte) random.nextInt();
      }
      TcpEar ear = new TcpEar(REQUEST, 1);
      if (hear(ear, noise, 1 + random.nextInt(13)).isEmpty()) {
        assertEquals(Fault.Kind.GARBLED, ear.verdict().fault().kind(), "seed " + seed);
      }
    }
  }
}
