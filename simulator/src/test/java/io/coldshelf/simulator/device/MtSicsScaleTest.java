package io.coldshelf.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.simulator.pty.Pty;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected texts are those of the MT-SICS reference manual's examples. */
@Timeout(30)
class MtSicsScaleTest {

  private static final ScaleModel MODEL =
      new ScaleModel("PG603", "0123456789", ScaleModel.Unit.GRAM, 2, 0.61);

  private static final class Platform implements Weight {
    private volatile double kilograms;
    private volatile boolean stable = true;

    @Override
    public double kilograms() {
      return kilograms;
    }

    @Override
    public boolean stable() {
      return stable;
    }
  }

  private final Platform platform = new Platform();
  private MtSicsScale scale;
  private Socket socket;

  @BeforeEach
  void connect() throws IOException {
    scale = MtSicsScale.tcp(0, MODEL, platform, new Random(1));
    socket = new Socket(InetAddress.getLoopbackAddress(), scale.port());
    socket.setSoTimeout(10_000);
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    scale.close();
  }

  private void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The next line, with its end checked. */
  private String line() throws IOException {
    return line(socket.getInputStream());
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      assertTrue(c >= 0, () -> "the scale has hung up after '" + line + "'");
      line.append((char) c);
    }
    assertTrue(line.toString().endsWith("\r"), line.toString());
    return line.substring(0, line.length() - 1);
  }

  private String ask(String command) throws IOException {
    send(command + "\r\n");
    return line();
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, true, SI, 'S S     100.00 g'",
    "0.12907, false, SI, 'S D     129.07 g'",
    "0.1, true, S, 'S S     100.00 g'",
    "-0.0049, true, SI, 'S S      -4.90 g'",
    "-0.000001, true, SI, 'S S       0.00 g'", // no minus before nothing
    "0.6101, true, SI, 'S +'",
    "-0.2, true, SI, 'S -'",
    "0.0, true, I4, 'I4 A \"0123456789\"'",
    "0.0, true, I2, 'I2 A \"PG603 610.00 g\"'",
    "0.005, true, Z, 'Z A'",
    "0.3, true, Z, 'Z +'",
    "-0.3, true, Z, 'Z -'",
    "0.005, false, ZI, 'ZI D'",
    "0.01, true, T, 'T S      10.00 g'",
    "0.01, false, TI, 'TI D      10.00 g'",
    "0.0, true, TA, 'TA A       0.00 g'",
    "0.0, true, TA 20 g, 'TA A      20.00 g'",
    "0.0, true, TA 20 kg, 'TA L'",
    "0.0, true, TAC, 'TAC A'",
    "0.0, true, SR 1 g, 'S L'",
    "0.0, true, si, ES",
    "0.0, true, HELLO, ES",
  })
  void answers(double kilograms, boolean stable, String command, String answer) throws Exception {
    platform.kilograms = kilograms;
    platform.stable = stable;
    assertEquals(answer, ask(command));
  }

  @Test
  void aTareIsTakenOffUntilItIsCleared() throws Exception {
    platform.kilograms = 0.01;
    assertEquals("T S      10.00 g", ask("T"));
    platform.kilograms = 0.11;
    assertEquals("S S     100.00 g", ask("SI"));
    assertEquals("TA A      10.00 g", ask("TA"));
    assertEquals("TAC A", ask("TAC"));
    assertEquals("S S     110.00 g", ask("SI"));
  }

  @Test
  void stableMeansThatItWaitsForRest() throws Exception {
    platform.kilograms = 0.1;
    platform.stable = false;
    send("S\r\n");
    assertEquals("I4 A \"0123456789\"", ask("I4")); // says nothing about the weight so far
    platform.stable = true;
    assertEquals("S S     100.00 g", line());
  }

  @Test
  void whoWaitsTooLongForRestIsToldSo() throws Exception {
    platform.stable = false;
    assertEquals("S I", ask("S"));
    assertEquals("Z I", ask("Z"));
  }

  @Test
  void repeatsUntilAnotherCommand() throws Exception {
    platform.kilograms = 0.1;
    assertEquals("S S     100.00 g", ask("SIR"));
    assertEquals("S S     100.00 g", line());
    assertEquals("S S     100.00 g", line());
    send("@\r\n");
    String last = line();
    while (last.startsWith("S ")) {
      last = line();
    }
    assertEquals("I4 A \"0123456789\"", last);
    assertEquals("ES", ask("X"));
  }

  @Test
  void tellsChangesOnceMovingAndOnceAtRest() throws Exception {
    platform.kilograms = 0.1;
    assertEquals("S S     100.00 g", ask("SR"));
    platform.stable = false;
    platform.kilograms = 0.2;
    assertEquals("S D     200.00 g", line());
    platform.stable = true;
    assertEquals("S S     200.00 g", line());
  }

  @Test
  void listsItsCommandsOverSeveralLines() throws Exception {
    assertEquals("I0 B 0 \"@\"", ask("I0"));
    String last = line();
    int lines = 2;
    while (last.startsWith("I0 B ")) {
      last = line();
      lines++;
    }
    assertEquals("I0 A 1 \"TI\"", last);
    assertEquals(16, lines);
  }

  @Test
  void aCommandMayComeByteByByte() throws Exception {
    platform.kilograms = 0.1;
    for (String part : List.of("S", "I", "\r", "\n")) {
      send(part);
    }
    assertEquals("S S     100.00 g", line());
  }

  @Test
  void faultsComeAndGo() throws Exception {
    scale.fault(ScaleFault.BUSY);
    assertEquals("S I", ask("SI"));
    scale.fault(ScaleFault.TRANSMISSION_ERROR);
    assertEquals("ET", ask("SI"));
    scale.fault(ScaleFault.TRUNCATED);
    send("SI\r\n");
    assertEquals(
        "S S      ", new String(socket.getInputStream().readNBytes(9), StandardCharsets.US_ASCII));
    scale.fault(ScaleFault.NONE);
    assertEquals("S S       0.00 g", ask("SI"));
  }

  @Test
  void aPowerCycleForgetsTheTareAndTellsTheSerialNumber() throws Exception {
    platform.kilograms = 0.1;
    assertEquals("T S     100.00 g", ask("T"));
    scale.powerCycle();
    assertEquals("I4 A \"0123456789\"", line());
    assertEquals("TA A       0.00 g", ask("TA"));
  }

  @EnabledOnOs(OS.LINUX)
  @Test
  void speaksOnASerialLineAndSaysItsNumberWhenSwitchedOn() throws Exception {
    platform.kilograms = 0.25;
    ScaleModel inKilograms = new ScaleModel("ICS425", "42", ScaleModel.Unit.KILOGRAM, 3, 15);
    try (Pty pty = Pty.open();
        MtSicsScale serial = MtSicsScale.serial(pty, inKilograms, platform, new Random(1));
        OutputStream out = Files.newOutputStream(pty.path());
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(
                    Files.newInputStream(pty.path()), StandardCharsets.US_ASCII))) {
      assertEquals("I4 A \"42\"", in.readLine());
      out.write("SI\r\n".getBytes(StandardCharsets.US_ASCII));
      // 0.25 kg is within 2 % of 15 kg: the zero was set on it.
      assertEquals("S S      0.000 kg", in.readLine());
      platform.kilograms = 1.25;
      out.write("SI\r\n".getBytes(StandardCharsets.US_ASCII));
      assertEquals("S S      1.000 kg", in.readLine());
      assertFalse(serial.fault() == ScaleFault.SILENT);
    }
  }
}
