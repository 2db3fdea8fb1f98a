package io.coldshelf.driver.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.line.ScriptedLine;
import io.coldshelf.driver.line.ScriptedLine.Chunk;
import io.coldshelf.driver.line.SteppingClock;
import io.coldshelf.driver.line.TcpPeer;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MtSicsTest {

  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final String URL = "serial:/dev/ttyUSB1?baud=9600";

  private final SteppingClock clock = new SteppingClock();
  private final List<List<Chunk>> answers = new ArrayList<>();
  private final ScriptedLine line =
      new ScriptedLine(clock, asked -> answers.isEmpty() ? List.of() : answers.removeFirst());
  private final ScaleDriver driver = new ScaleDriver(Protocol.MT_SICS, (connection, port) -> line);
  private final Device.Polled scale = open(driver, URL, clock);

  private static Device.Polled open(ScaleDriver driver, String url, InstantSource clock) {
    return (Device.Polled)
        driver.open(
            new DeviceSetup("scale", profile("weight"), Connection.parse(url), TIMEOUT, clock));
  }

  private static DeviceProfile profile(String... points) {
    return new DeviceProfile(
        "mt-sics",
        "Scale",
        "mt-sics",
        "none",
        List.of(points).stream()
            .map(name ->
                new PointProfile(
                    name, name, "kg", new PointProfile.Range(-1, 30), Optional.empty()))
            .toList());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private void answer(String... chunks) {
    answers.add(List.of(chunks).stream().map(c -> new Chunk(Duration.ZERO, ascii(c))).toList());
  }

  private static String text(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Fault fault -> fault.kind() + ": " + fault.reason();
      case Outcome.Answer answer -> {
        Reading reading = (Reading) answer.observations().getFirst();
        yield reading.point() + " " + reading.value() + " " + reading.quality().code();
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "S S     100.00 g,  0.1,               good",
    "S D     129.07 g,  0.12907,           uncertain-unstable",
    "S S       1.03 kg, 1.03,              good",
    "S S       1000 mg, 0.001,             good",
    "S S       1.00 lb, 0.45359237,        good",
    "S S       1.00 oz, 0.028349523125,    good",
    "S S       0.01 t,  10.0,              good",
    "S S      -0.05 kg, -0.05,             good",
    "S S      31.00 kg, NaN,               bad-out-of-range",
    "S +,               NaN,               bad-overload",
    "S -,               NaN,               bad-overload",
    "S I,               NaN,               bad",
    "S S Error 1b,      NaN,               bad-sensor-failure",
  })
  void everyAnswerBecomesAReading(String line, String value, String quality) {
    answer(line + "\r\n");

    assertEquals("scale/weight " + value + " " + quality, text(scale.read()));
  }

  @Test
  void piecesAreAFaultInWords() {
    answer("S S         12 PCS\r\n");

    assertEquals(
        "REFUSED: the scale shows 'PCS', which is no unit of mass that is known here",
        text(scale.read()));
  }

  @Test
  void asksOnceWhichScaleItIs() {
    for (int i = 0; i < 2; i++) {
      answer("S S     100.00 g\r\n");
      answer("I2 A \"ICS425 15.000 kg\"\r\n");
      answer("I4 A \"B021593417\"\r\n");
    }
    scale.read();
    answers.subList(1, answers.size()).clear();
    scale.read();

    assertEquals(
        List.of("SI", "I2", "I4", "SI"),
        line.written().stream()
            .map(question -> new String(question, StandardCharsets.US_ASCII).strip())
            .toList());
  }

  @Test
  void aScaleThatKnowsNoIntroductionIsReadAllTheSame() {
    answer("S S     100.00 g\r\n");
    answer("ES\r\n");
    assertEquals("scale/weight 0.1 good", text(scale.read()));
    answers.clear();
    answer("S S     200.00 g\r\n");
    assertEquals("scale/weight 0.2 good", text(scale.read()));
  }

  @Test
  void asksForTheWeightOfThisMoment() {
    answer("S S     100.00 g\r\n");
    scale.read();

    assertEquals("SI\r\n", new String(line.written().getFirst(), StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @CsvSource({
    "S L, REFUSED: the scale can't carry out the command SI (S L)",
    "ES, REFUSED: the scale does not know the command SI (ES)",
    "EL, REFUSED: the scale can't carry out the command SI (EL)",
    "ET, GARBLED: the scale received a damaged command (ET)",
  })
  void aRefusalIsAFault(String line, String fault) {
    answer(line + "\r\n");

    assertEquals(fault, text(scale.read()));
  }

  @Test
  void silenceIsSaidAfterTheTimeout() {
    assertEquals("SILENT: the scale gives no answer", text(scale.read()));
    assertEquals(TIMEOUT, clock.elapsed());
  }

  @Test
  void noiseBeforeTheAnswerIsPassedOver() {
    answer("SI\r\n", "\u0000hello", "\r\nwelc", "ome\r\nS S     1", "00.00 g\r\n");

    assertEquals("scale/weight 0.1 good", text(scale.read()));
  }

  @Test
  void nothingButNoiseIsQuoted() {
    answer("ST,+00123.45  g\r\n");

    assertEquals(
        "GARBLED: the scale was asked for its weight and 'ST,+00123.45  g' came",
        text(scale.read()));
  }

  @Test
  void anAnswerWithoutItsEndIsNone() {
    answer("S S     100.00 g");

    assertTrue(text(scale.read()).startsWith("GARBLED: "));
  }

  @Test
  void aScaleThatWasJustSwitchedOnIsAskedAgain() {
    answer("I4 A \"0123456789\"\r\n");
    answer("S S     100.00 g\r\n");

    assertEquals("scale/weight 0.1 good", text(scale.read()));
  }

  @Test
  void theWeightBehindThePowerOnLineIsTaken() {
    answer("I4 A \"0123456789\"\r\nS S     100.00 g\r\n");

    assertEquals("scale/weight 0.1 good", text(scale.read()));
    assertEquals(1, line.written().stream().filter(q -> q[0] == 'S').count());
  }

  @Test
  void aScaleThatRestartsForEverIsAFault() {
    for (int i = 0; i < 10; i++) {
      answer("I4 A \"0123456789\"\r\n");
    }

    assertEquals("GARBLED: the scale restarts again and again", text(scale.read()));
  }

  @Test
  void aLateAnswerIsNotTakenForTheNextOne() {
    answers.add(List.of(new Chunk(TIMEOUT.plusMillis(50), ascii("S S     1.00 kg\r\n"))));
    answer("S S     2.00 kg\r\n");

    assertEquals("SILENT: the scale gives no answer", text(scale.read()));
    assertEquals("scale/weight 2.0 good", text(scale.read()));
  }

  @Test
  void anUnpluggedScaleIsSaidAndHealsWithTheNextRead() {
    answer("S S     1.00 kg\r\n");
    scale.read();
    line.unplug();
    assertEquals("UNREACHABLE: the plug is out", text(scale.read()));

    line.replug();
    answer("S S     1.00 kg\r\n");
    assertEquals("scale/weight 1.0 good", text(scale.read()));
  }

  @Test
  void closingLetsGoOfTheLine() {
    scale.read();
    scale.close();
    scale.close();

    assertFalse(line.isOpen());
  }

  @Test
  void weighsOverTcp() throws Exception {
    try (TcpPeer peer = new TcpPeer(asked -> Optional.of(ascii("S S     100.00 g\r\n")))) {
      Device.Polled remote =
          open(
              new ScaleDriver(Protocol.MT_SICS),
              "tcp://127.0.0.1:" + peer.port(),
              InstantSource.system());

      assertTrue(text(remote.read()).endsWith("0.1 good"));
      remote.close();
    }
  }

  @Test
  void theBusIsThePortOrTheHost() {
    assertEquals("/dev/ttyUSB1", driver.bus(Connection.parse(URL)));
    assertEquals("10.0.0.8:4305", driver.bus(Connection.parse("tcp://10.0.0.8")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"serial:/dev/ttyUSB1?unit=1", "serial:/dev/ttyUSB1?baud=fast"})
  void optionsThatMakeNoSenseAreRefused(String url) {
    assertThrows(IllegalArgumentException.class, () -> driver.bus(Connection.parse(url)));
  }

  @Test
  void aProfileThatIsNoScaleIsRefused() {
    for (DeviceProfile profile : List.of(profile("mass"), profile("weight", "tare"), profile())) {
      DeviceSetup setup = new DeviceSetup("scale", profile, Connection.parse(URL), TIMEOUT, clock);
      assertThrows(IllegalArgumentException.class, () -> driver.open(setup));
    }
  }
}
