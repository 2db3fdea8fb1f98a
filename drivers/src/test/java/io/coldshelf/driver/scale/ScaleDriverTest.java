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
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleDriverTest {

  private static final Duration TIMEOUT = Duration.ofMillis(500);

  private final SteppingClock clock = new SteppingClock();
  private final List<List<Chunk>> answers = new ArrayList<>();
  private final ScriptedLine line =
      new ScriptedLine(clock, asked -> answers.isEmpty() ? List.of() : answers.removeFirst());

  private Device.Polled open(ScaleDriver driver, String options) {
    DeviceProfile profile =
        new DeviceProfile(
            "scale",
            "Scale",
            driver.protocol(),
            "none",
            List.of(
                new PointProfile(
                    "weight",
                    "weight",
                    "kg",
                    new PointProfile.Range(-100, 3000),
                    Optional.empty())));
    Connection connection = Connection.parse("serial:/dev/ttyUSB0" + options);
    return (Device.Polled)
        driver.open(new DeviceSetup("scale", profile, connection, TIMEOUT, clock));
  }

  private Device.Polled open(Protocol protocol, String options) {
    return open(driver(protocol), options);
  }

  private ScaleDriver driver(Protocol protocol) {
    return new ScaleDriver(protocol, (connection, port) -> line);
  }

  private static Chunk chunk(String text, long after) {
    return new Chunk(Duration.ofMillis(after), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void answer(String... texts) {
    answers.add(List.of(texts).stream().map(text -> chunk(text, 0)).toList());
  }

  private List<String> asked() {
    return line.written().stream()
        .map(question -> new String(question, StandardCharsets.US_ASCII))
        .toList();
  }

  private static String text(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Fault fault -> fault.kind() + ": " + fault.reason();
      case Outcome.Answer answer -> {
        Reading reading = (Reading) answer.observations().getFirst();
        yield reading.value() + " " + reading.quality().code();
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "AD, '', Q[CR][LF]",
    "AD, ?ask=RW, RW[CR][LF]",
    "CAS, ?ask=RW, 01RW[CR][LF]",
    "CAS, ?ask=RW&address=13, 13RW[CR][LF]",
    "DINI_ARGEO, '', READ[CR][LF]",
    "DINI_ARGEO, ?ask=REXT&address=7, 07REXT[CR][LF]",
    "MT_SICS, '', SI[CR][LF]",
    "OHAUS, '', IP[CR][LF]",
    "RADWAG, '', SI[CR][LF]",
    "SARTORIUS, '', [ESC]P[CR][LF]",
    "SMA, '', [LF]W[CR]",
  })
  void asksInTheScalesOwnWords(Protocol protocol, String options, String question) {
    open(protocol, options).read();

    assertEquals(
        question,
        asked().getFirst().replace("\u001b", "[ESC]").replace("\r", "[CR]").replace("\n", "[LF]"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AD", "CAS", "TOLEDO"})
  void asksNothingOfAScaleThatTalksByItself(Protocol protocol) {
    open(protocol, protocol == Protocol.AD ? "?ask=none" : "").read();

    assertEquals(List.of(), asked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"?ask=T", "?ask=Z", "?ask=", "?ask=q", "?address=1", "?unit=1"})
  void anythingThatDoesNotReadAWeightIsRefused(String options) {
    ScaleDriver driver = driver(Protocol.AD);
    Connection connection = Connection.parse("serial:/dev/ttyUSB0" + options);

    assertThrows(IllegalArgumentException.class, () -> driver.bus(connection));
  }

  @ParameterizedTest
  @EnumSource(names = {"LLRP", "MODBUS"})
  void whatIsNoScaleHasNoDialect(Protocol protocol) {
    assertThrows(IllegalArgumentException.class, () -> new ScaleDriver(protocol));
  }

  @Test
  void theAddressOfABusHasARange() {
    ScaleDriver driver = driver(Protocol.DINI_ARGEO);
    for (String address : List.of("100", "-1", "one")) {
      Connection connection = Connection.parse("serial:/dev/ttyUSB0?address=" + address);
      assertThrows(IllegalArgumentException.class, () -> driver.bus(connection));
    }
  }

  /** Says frames by itself at certain times, as a talking scale does. */
  private void talks(String... frames) {
    for (String frame : frames) {
      line.say(frame.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** A line at which a scale talks all the time, one frame at each look. */
  private Device.Polled talking(Protocol protocol, List<String> frames) throws Exception {
    Device.Polled scale = open(protocol, "?ask=none");
    line.open(TIMEOUT);
    talks(frames.toArray(String[]::new));
    return scale;
  }

  @Test
  void whatHasPiledUpIsNotTakenForFresh() throws Exception {
    Device.Polled scale = talking(Protocol.AD, List.of("ST,+0001.000 kg\r\nST,+0002.000 kg\r\n"));

    assertEquals("SILENT: the scale says nothing", text(scale.read()));
  }

  @Test
  void aBacklogIsLeftBehindWithItsLine() throws Exception {
    Device.Polled scale = open(Protocol.AD, "?ask=none");
    line.open(TIMEOUT);
    // Full again at each look: somebody has talked for hours.
    line.flood(100_000);

    assertEquals("SILENT: the scale says nothing", text(scale.read()));
    assertEquals(2, line.openings());
  }

  @Test
  void theRestOfAFrameIsNotTakenForAWholeOne() throws Exception {
    Device.Polled scale = open(Protocol.OHAUS, "?ask=none");
    line.open(TIMEOUT);
    line.later(chunk(" 2.5 kg      \r\n", 10), chunk("    1234.5 kg      \r\n", 50));

    assertEquals("1234.5 good", text(scale.read()));
  }

  @Test
  void aScaleThatTalksWhereItIsAskedIsSaid() throws Exception {
    Device.Polled scale = open(Protocol.OHAUS, "");
    line.open(TIMEOUT);
    Chunk[] babble = new Chunk[200];
    java.util.Arrays.fill(babble, chunk("    1234.5 kg      \r\n", 15));
    line.later(babble);

    assertEquals(
        "GARBLED: the scripted line does not become quiet: something talks on it without being"
            + " asked",
        text(scale.read()));
  }

  @Test
  void aMovingScaleWithoutUnitIsReadInTheUnitOfBefore() {
    Device.Polled scale = open(Protocol.SARTORIUS, "");
    answer("+   1255.7    \r\n");
    assertEquals("NaN bad", text(scale.read()));
    answer("+   1255.7 g  \r\n");
    assertEquals("1.2557 good", text(scale.read()));
    answer("+   1300.0    \r\n");
    assertEquals("1.3 uncertain-unstable", text(scale.read()));
  }

  @Test
  void theUnitOfBeforeIsForgottenWithTheLine() {
    Device.Polled scale = open(Protocol.SARTORIUS, "");
    answer("+   1255.7 g  \r\n");
    scale.read();
    line.unplug();
    scale.read();
    line.replug();
    answer("+   1255.7    \r\n");

    assertEquals("NaN bad", text(scale.read()));
  }

  @Test
  void theUnitMayChangeFromFrameToFrame() {
    Device.Polled scale = open(Protocol.AD, "");
    answer("ST,+001000.0  g\r\n");
    assertEquals("1.0 good", text(scale.read()));
    answer("ST,+0001.000 kg\r\n");
    assertEquals("1.0 good", text(scale.read()));
    answer("ST,+0001.000 lb\r\n");
    assertEquals("0.45359237 good", text(scale.read()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PC", "%", "tl", "xyz"})
  void whatIsNoMassIsAFaultInWords(String unit) {
    answer("ST,+00001234" + "%3s".formatted(unit) + "\r\n");

    assertEquals(
        "REFUSED: the scale shows '" + unit + "', which is no unit of mass that is known here",
        text(open(Protocol.AD, "").read()));
  }

  @Test
  void parityThatArrivesAsTheEighthBitDoesNoHarm() {
    byte[] frame = "ST,+00123.45  g\r\n".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < frame.length; i++) {
      frame[i] |= (byte) (Integer.bitCount(frame[i]) % 2 == 0 ? 0 : 0x80);
    }
    answers.add(List.of(new Chunk(Duration.ZERO, frame)));

    assertEquals("0.12345 good", text(open(Protocol.AD, "").read()));
  }

  @ParameterizedTest
  @CsvSource({
    "AD, 'EC,E01', 'REFUSED: the scale does not know the command Q (EC,E01)'",
    "AD, 'EC,E06', 'REFUSED: the scale can''t carry out the command Q (EC,E06)'",
    "AD, 'EC,E00', 'GARBLED: the scale received a damaged command (EC,E00)'",
    "DINI_ARGEO, ERR03, NaN bad",
    "DINI_ARGEO, ERR04, REFUSED: the scale does not know the command READ (ERR04)",
    "OHAUS, Err 13, NaN bad-sensor-failure",
    "RADWAG, SI I, NaN bad",
    "SMA, '!', GARBLED: the scale received a damaged command (!)",
    "RADWAG, SI A, 'GARBLED: the scale was asked for its weight and ''SI A'' came'",
  })
  void whateverIsNoWeightIsSaid(Protocol protocol, String answer, String expected) {
    answer(answer + "\r\n");

    assertEquals(expected, text(open(protocol, "").read()));
  }

  @Test
  void aWeightBeyondWhatTheModelCanWeighIsNone() {
    answer("ST,+9999.000 kg\r\n");

    assertEquals("NaN bad-out-of-range", text(open(Protocol.AD, "").read()));
  }

  @Test
  void twoScalesShareAWireUntilTheLastLetsGo() {
    ScaleDriver driver = driver(Protocol.DINI_ARGEO);
    Device.Polled one = open(driver, "?address=1");
    Device.Polled two = open(driver, "?address=2");
    answer("01ST,GS,    1.00,kg\r\n");
    assertEquals("1.0 good", text(one.read()));
    answer("01ST,GS,    1.00,kg\r\n02ST,GS,    2.00,kg\r\n");
    assertEquals("2.0 good", text(two.read()));
    assertEquals(1, line.openings());

    one.close();
    one.close();
    assertTrue(line.isOpen());
    two.close();
    assertFalse(line.isOpen());
  }
}
