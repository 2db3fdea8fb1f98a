package io.coldshelf.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.simulator.pty.Pty;
import io.coldshelf.testing.Command;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ModbusSlaveTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(java.time.Instant.ofEpochMilli(1_700_000_000_000L));
  private static final HexFormat HEX = HexFormat.of();

  private final ConcurrentLinkedQueue<Served> truth = new ConcurrentLinkedQueue<>();

  private static Map<Integer, Registers> probes() {
    return Map.of(
        1, new XyMd02(1, () -> 30.5, () -> 54.6),
        7, new XyMd02(7, () -> -20.5, () -> 100.0),
        9, new Bits());
  }

  /** Coil n and input n are on where n is a multiple of three, up to 19. */
  private static final class Bits implements Registers {
    @Override
    public OptionalInt input(int address) {
      return OptionalInt.empty();
    }

    @Override
    public OptionalInt holding(int address) {
      return OptionalInt.of(address);
    }

    @Override
    public OptionalInt coil(int address) {
      return address > 19 ? OptionalInt.empty() : OptionalInt.of(address % 3 == 0 ? 1 : 0);
    }
  }

  private ModbusSlave tcp() throws IOException {
    return ModbusSlave.tcp(0, probes(), CLOCK, new Random(1), truth::add);
  }

  private ModbusSlave rtu(Pty line) {
    return ModbusSlave.rtu(line, probes(), CLOCK, new Random(1), truth::add);
  }

  private static Socket connect(ModbusSlave slave) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), slave.port());
    socket.setSoTimeout(5_000);
    return socket;
  }

  /** Sends bytes and gives as many as are wanted back, in hexadecimal digits. */
  private static String exchange(Socket socket, String hex, int wanted) throws IOException {
    socket.getOutputStream().write(HEX.parseHex(hex));
    return HEX.formatHex(socket.getInputStream().readNBytes(wanted));
  }

  @Test
  void answersTheManualsExampleOverTcp() throws Exception {
    try (ModbusSlave slave = tcp();
        Socket socket = connect(slave)) {
      assertEquals(
          "beef0000000701" + "040401310222", exchange(socket, "beef00000006010400010002", 13));
      assertEquals(1, slave.served(1));
      assertEquals(
          List.of(new Served(1, 4, 1, List.of(0x131, 0x222), 1_700_000_000_000L)),
          List.copyOf(truth));
    }
  }

  @EnabledOnOs(OS.LINUX)
  @ParameterizedTest
  @CsvSource({
    "010400010002200b, 010404013102222ace", // the manual's example
    "070400010001606c, 070402ff3330d5" // below zero: two's complement
  })
  void answersGoldenBytesOverRtu(String request, String answer) throws Exception {
    try (Pty line = Pty.open();
        ModbusSlave slave = rtu(line);
        OutputStream out = Files.newOutputStream(line.path());
        InputStream in = Files.newInputStream(line.path())) {
      out.write(HEX.parseHex(request));
      assertEquals(answer, HEX.formatHex(in.readNBytes(answer.length() / 2)));
      assertEquals(1, slave.served(Integer.parseInt(request.substring(0, 2), 16)));
    }
  }

  /** What a slave on a serial line answers to chunks of bytes; an empty chunk is silence. */
  private String scripted(String... chunks) throws Exception {
    StringBuilder said = new StringBuilder();
    Iterator<String> script = List.of(chunks).iterator();
    Line line =
        new Line() {
          @Override
          public int read(byte[] buffer, Duration timeout) {
            if (!script.hasNext()) {
              return -1;
            }
            byte[] chunk = HEX.parseHex(script.next());
            System.arraycopy(chunk, 0, buffer, 0, chunk.length);
            return chunk.length;
          }

          @Override
          public void write(byte[] bytes) {
            said.append(HEX.formatHex(bytes));
          }
        };
    try (ModbusSlave slave = new ModbusSlave(probes(), CLOCK, new Random(1), truth::add)) {
      slave.serveRtu(line);
    }
    return said.toString();
  }

  private static final String REQUEST = "010400010002200b";
  private static final String ANSWER = "010404013102222ace";

  @Test
  void aSerialSlaveIsSilentToBroadcastsAndToOthers() throws Exception {
    assertEquals("", scripted("00040001000221da", "050400010002218f"));
  }

  @Test
  void aBrokenFrameIsForgottenAfterSilence() throws Exception {
    assertEquals("", scripted("010400010002200c", REQUEST));
    assertEquals(ANSWER, scripted("010400010002200c", "", REQUEST));
    assertEquals(ANSWER, scripted("ff".repeat(256), "ff".repeat(256), "", REQUEST));
  }

  @Test
  void aFrameMayComeInAnyTwoChunksAndNotAsHalf() throws Exception {
    for (int cut = 2; cut < REQUEST.length(); cut += 2) {
      String head = REQUEST.substring(0, cut);
      assertEquals(ANSWER, scripted(head, REQUEST.substring(cut)));
      assertEquals("", scripted(head, ""));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "01 07 0001 0002, 8701", // a function that it does not have
    "01 06 0001 0002, 8602", // a register that cannot be set
    "01 04 0000 0001, 8402", // no such register
    "01 04 0002 0002, 8402", // one of two is missing
    "09 03 ffff 0002, 8302", // past the end of the table
    "01 04 0001 0000, 8403", // nothing wanted
    "01 04 0001 007e, 8403", // 126 registers
    "09 01 0000 07d1, 8103", // 2001 coils
    "09 01 0010 0008, 8102",
  })
  void refusesAsTheSpecificationSays(String request, String exception) throws Exception {
    try (ModbusSlave slave = tcp();
        Socket socket = connect(slave)) {
      String unit = request.substring(0, 2);
      assertEquals(
          "000100000003" + unit + exception,
          exchange(socket, "000100000006" + request.replace(" ", ""), 9));
      assertEquals(0, slave.served(1));
    }
  }

  @Test
  void packsCoilsFromTheLowBitOn() throws Exception {
    try (ModbusSlave slave = tcp();
        Socket socket = connect(slave)) {
      // Coils 0 to 9: 1001 0010 01 from the low bit on.
      assertEquals("00010000000509" + "01024902", exchange(socket, "00010000000609010000000a", 11));
    }
  }

  @Test
  void aGatewaySaysThatAUnitIsNotThere() throws Exception {
    try (ModbusSlave slave = tcp();
        Socket socket = connect(slave)) {
      assertEquals("00010000000305840b", exchange(socket, "000100000006050400010001", 9));
    }
  }

  @Test
  void hangsUpOnWhatIsNotModbus() throws Exception {
    try (ModbusSlave slave = tcp();
        Socket socket = connect(slave)) {
      assertEquals("", exchange(socket, "474554202f20485454502f312e310d0a", 1));
    }
  }

  @Test
  void faultsComeAndGo() throws Exception {
    try (ModbusSlave slave = tcp();
        Socket socket = connect(slave)) {
      String request = "000100000006010400010002";
      slave.fault(1, new ModbusFault.Refusal(6));
      assertEquals("000100000003018406", exchange(socket, request, 9));
      slave.fault(1, new ModbusFault.Sentinel(0x7FFF));
      assertEquals("00010000000701" + "04047fff7fff", exchange(socket, request, 13));
      slave.fault(1, new ModbusFault.WrongUnit());
      assertEquals("00010000000741" + "040401310222", exchange(socket, request, 13));
      slave.fault(1, new ModbusFault.Spoiled());
      assertEquals("55540000000701" + "040401310222", exchange(socket, request, 13));
      slave.fault(1, new ModbusFault.Slow(Duration.ofMillis(5)));
      assertEquals("00010000000701" + "040401310222", exchange(socket, request, 13));
      slave.fault(1, new ModbusFault.Truncated());
      assertEquals("000100000007", exchange(socket, request, 6));
      slave.fault(1, new ModbusFault.Silent());
      // Another unit is well meanwhile; its answer is the first that comes.
      assertEquals(
          "00020000000507" + "0402ff33",
          exchange(socket, request + "000200000006070400010001", 11));
      slave.fault(new ModbusFault.None());
      assertEquals("00010000000701" + "040401310222", exchange(socket, request, 13));
      assertEquals(2, slave.served(1));
    }
  }

  @Test
  void noiseIsBytesThatAreNoAnswer() throws Exception {
    try (ModbusSlave slave = tcp();
        Socket socket = connect(slave)) {
      slave.fault(1, new ModbusFault.Noise());
      assertNotEquals("00", exchange(socket, "000100000006010400010002", 1));
      assertEquals(0, slave.served(1));
    }
  }

  @Test
  void aCutDropsClientsAndAStopRefusesThem() throws Exception {
    try (ModbusSlave slave = tcp()) {
      int port = slave.port();
      try (Socket socket = connect(slave)) {
        assertEquals(9, exchange(socket, "000100000006050400010001", 9).length() / 2);
        slave.cut();
        assertTrue(isGone(socket));
      }
      slave.stop();
      assertThrows(IOException.class, () -> connect(slave).close());
      slave.start();
      assertEquals(port, slave.port());
      try (Socket socket = connect(slave)) {
        assertFalse(exchange(socket, "000100000006050400010001", 9).isEmpty());
      }
    }
  }

  private static boolean isGone(Socket socket) {
    try {
      return new DataInputStream(socket.getInputStream()).read() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void mbpollUnderstandsItOverTcp() throws Exception {
    try (ModbusSlave slave = tcp()) {
      String port = Integer.toString(slave.port());
      String said =
          Command.run(
              "mbpoll",
              "-0",
              "-m",
              "tcp",
              "-p",
              port,
              "-a",
              "7",
              "-t",
              "3",
              "-r",
              "1",
              "-c",
              "2",
              "-1",
              "127.0.0.1");
      assertTrue(said.contains("65331 (-205)"), said);
      assertTrue(said.contains("1000"), said);
    }
  }

  @EnabledOnOs(OS.LINUX)
  @Test
  void mbpollUnderstandsItOverASerialLine() throws Exception {
    try (Pty line = Pty.open();
        ModbusSlave slave = rtu(line)) {
      String path = line.path().toString();
      String said =
          Command.run(
              "mbpoll", "-0", "-m", "rtu", "-b", "9600", "-P", "none", "-a", "1", "-t", "3", "-r",
              "1", "-c", "2", "-1", path);
      assertTrue(said.contains("305") && said.contains("546"), said);
      String refused =
          Command.run(
              "mbpoll", "-0", "-m", "rtu", "-b", "9600", "-P", "none", "-a", "1", "-t", "3", "-r",
              "50", "-c", "1", "-1", path);
      assertTrue(refused.contains("Illegal data address"), refused);
      assertEquals(1, slave.served(1));
    }
  }

  @Test
  void mbpollReadsBitsAndFloatsAndWrites() throws Exception {
    RegisterTables tables =
        new RegisterTables(125).put(1, 4, 1, 0).put(2, 4, 0, 1).put(3, 10, 0xC194, 0, 0, 0xC194, 7);
    try (ModbusSlave slave =
        ModbusSlave.tcp(0, Map.of(7, tables), CLOCK, new Random(1), truth::add)) {
      assertTrue(mbpoll(slave, "-t", "0", "-r", "4", "-c", "2").contains("[4]: \t1\n[5]: \t0"));
      assertTrue(mbpoll(slave, "-t", "1", "-r", "4", "-c", "2").contains("[4]: \t0\n[5]: \t1"));
      assertTrue(mbpoll(slave, "-t", "4:float", "-B", "-r", "10").contains("-18.5"));
      assertTrue(mbpoll(slave, "-t", "4:float", "-r", "12").contains("-18.5"));
      assertTrue(
          Command.run(mbpoll(slave.port(), "-t", "4", "-r", "14", "--", "9")).contains("Written"));
      assertEquals(OptionalInt.of(9), tables.holding(14));
      assertTrue(
          Command.run(mbpoll(slave.port(), "-t", "0", "-r", "5", "--", "1")).contains("Written"));
      assertEquals(OptionalInt.of(1), tables.coil(5));
    }
  }

  @Test
  void aModelThatGivesOneRegisterRefusesTwo() throws Exception {
    RegisterTables tables = new RegisterTables(1).put(1, 0, 1, 1).put(3, 0, 5, 6);
    try (ModbusSlave slave =
            ModbusSlave.tcp(0, Map.of(7, tables), CLOCK, new Random(1), truth::add);
        Socket socket = connect(slave)) {
      assertEquals("000100000003078302", exchange(socket, "000100000006070300000002", 9));
      assertEquals("000100000003078102", exchange(socket, "000100000006070100000002", 9));
      assertEquals("00010000000507" + "03020006", exchange(socket, "000100000006070300010001", 11));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0705 0001 ff00, 07050001ff00", // a coil on
    "0705 0001 0001, 078503", // neither on nor off
    "0706 0001 0009, 070600010009",
    "0710 0000 0002 04 0001 0002, 071000000002",
    "0710 0000 0002 03 0001 0002, 079003", // the counts do not agree
    "0710 0001 0002 04 0001 0002, 079002", // one of two is not there
    "0706 0002 0009, 078602"
  })
  void writesAreConfirmedOrRefused(String request, String answer) throws Exception {
    RegisterTables tables = new RegisterTables(125).put(1, 0, 0, 0).put(3, 0, 5, 6);
    String pdu = request.replace(" ", "");
    try (ModbusSlave slave =
            ModbusSlave.tcp(0, Map.of(7, tables), CLOCK, new Random(1), truth::add);
        Socket socket = connect(slave)) {
      String header = "00010000%04x".formatted(pdu.length() / 2);
      String expected = "00010000%04x".formatted(answer.length() / 2) + answer;
      assertEquals(expected, exchange(socket, header + pdu, expected.length() / 2));
    }
  }

  private static String mbpoll(ModbusSlave slave, String... what) throws Exception {
    return Command.run(mbpoll(slave.port(), what));
  }

  private static String[] mbpoll(int port, String... what) {
    List<String> command =
        new java.util.ArrayList<>(
            List.of("mbpoll", "-0", "-m", "tcp", "-p", Integer.toString(port), "-a", "7", "-1"));
    int options = List.of(what).contains("--") ? List.of(what).indexOf("--") : what.length;
    command.addAll(List.of(what).subList(0, options));
    command.add("127.0.0.1");
    command.addAll(List.of(what).subList(Math.min(options + 1, what.length), what.length));
    return command.toArray(String[]::new);
  }
}
