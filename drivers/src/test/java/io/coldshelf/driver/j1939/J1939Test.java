package io.coldshelf.driver.j1939;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Outcome;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.line.Line;
import io.coldshelf.driver.line.LineException;
import io.coldshelf.driver.line.Lines;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.J1939Signal;
import io.coldshelf.profile.Linear;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.testing.Vectors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class J1939Test {

  private static final PointId ID = new PointId("truck", "point");
  private static final HexFormat HEX = HexFormat.of();

  /** The recording, whose dissection is known: 52 °C outside, 100 km/h, and a text for all. */
  @Test
  void theRecordingIsReadAsItsDissectionSays() throws IOException {
    Broadcasts broadcasts = new Broadcasts();
    List<Broadcasts.Message> messages = new ArrayList<>();
    long now = 0;
    for (String line : Files.readAllLines(Vectors.oracle("j1939/sample.candump.log"))) {
      now += 50;
      CanFrame frame = CanFrame.ofCandump(line).orElseThrow();
      broadcasts.take(frame, now).ifPresent(messages::add);
    }
    assertEquals(
        List.of(65269, 65265, 65260), messages.stream().map(Broadcasts.Message::pgn).toList());
    assertEquals(
        "HELLO WORLD123456789",
        new String(messages.get(2).data(), StandardCharsets.US_ASCII).substring(0, 20));
    assertEquals(52, value(signal(65269, 4, 1, 16, 0.03125, -273), messages.get(0).data()), 1e-9);
    assertEquals(100, value(signal(65265, 2, 1, 16, 0.00390625, 0), messages.get(1).data()), 1e-9);
  }

  private static J1939Signal signal(
      int pgn, int firstByte, int firstBit, int bits, double scale, double offset) {
    return new J1939Signal(
        pgn, firstByte, firstBit, bits, OptionalInt.empty(), new Linear(scale, offset));
  }

  private static Reading read(J1939Signal signal, byte[] data) {
    PointProfile point =
        new PointProfile("point", "", "", PointProfile.Range.ANY, Optional.of(signal));
    return SignalValue.reading(ID, point, signal, data, 0);
  }

  private static double value(J1939Signal signal, byte[] data) {
    return read(signal, data).value();
  }

  /** SAE J1939-71, 5.1.5. */
  @ParameterizedTest
  @CsvSource({
    "8, FA, GOOD",
    "8, FB, BAD_OUT_OF_RANGE",
    "8, FE, BAD_SENSOR_FAILURE",
    "8, FF, BAD",
    "16, FFFA, GOOD",
    "16, 00FB, BAD_OUT_OF_RANGE",
    "16, 00FE, BAD_SENSOR_FAILURE",
    "16, FFFF, BAD",
    "32, FFFFFFFA, GOOD",
    "32, 000000FE, BAD_SENSOR_FAILURE",
    "32, FFFFFFFF, BAD",
    "2, 01, GOOD",
    "2, 02, BAD_SENSOR_FAILURE",
    "2, 03, BAD",
    "4, 0D, GOOD",
    "4, 0E, BAD_SENSOR_FAILURE",
    "4, 0F, BAD",
    "16, FF, BAD_ENCODING",
    "1, 01, GOOD"
  })
  void whatIsNoValueIsNone(int bits, String data, Quality quality) {
    assertEquals(quality, read(signal(1, 1, 1, bits, 1, 0), HEX.parseHex(data)).quality());
  }

  @Test
  void bitsAreCountedFromTheLowest() {
    byte[] data = HEX.parseHex("00002010");
    assertEquals(2, value(signal(1, 3, 5, 3, 1, 0), data));
    assertEquals(1, value(signal(1, 4, 5, 2, 1, 0), data));
  }

  @Test
  void linesOfAdaptersAreFramesOrNothing() {
    CanFrame frame = CanFrame.ofSlcan("T18FEF5008FF2C01A0280FFFFF").orElseThrow();
    assertEquals(65269, frame.pgn());
    assertEquals(0, frame.source());
    assertArrayEquals(HEX.parseHex("FF2C01A0280FFFFF"), frame.data());
    assertEquals(8, CanFrame.ofSlcan("T18FEF5008FF2C01A0280FFFFF1A2B").orElseThrow().data().length);
    assertEquals(0xF004, CanFrame.ofSlcan("T0CF004000").orElseThrow().pgn());
    for (String other :
        List.of("", "z", "t1234FFFFFFFF", "T18FEF5008FF2C", "T98FEF5000", "r1230", "V1013")) {
      assertEquals(Optional.empty(), CanFrame.ofSlcan(other), other);
    }
    for (String other :
        List.of("(1.0) can0 123#00", "(1.0) can0 18FEF500##100", "(1.0) can0 18FEF500#R", "x")) {
      assertEquals(Optional.empty(), CanFrame.ofCandump(other), other);
    }
  }

  @Test
  void aMessageWithAPacketMissingOrLateIsNone() {
    CanFrame announced = CanFrame.ofSlcan("T1CECFF00820140003FFECFE00").orElseThrow();
    CanFrame first = CanFrame.ofSlcan("T1CEBFF0080148454C4C4F2057").orElseThrow();
    CanFrame second = CanFrame.ofSlcan("T1CEBFF008024F524C44313233").orElseThrow();
    CanFrame third = CanFrame.ofSlcan("T1CEBFF0080334353637383941").orElseThrow();
    Broadcasts broadcasts = new Broadcasts();
    for (List<CanFrame> wrong :
        List.of(List.of(first, third), List.of(second, third), List.of(first, first, second))) {
      assertEquals(Optional.empty(), broadcasts.take(announced, 0));
      for (CanFrame each : wrong) {
        assertEquals(Optional.empty(), broadcasts.take(each, 10));
      }
    }
    assertEquals(Optional.empty(), broadcasts.take(announced, 0));
    assertEquals(Optional.empty(), broadcasts.take(first, 50));
    assertEquals(Optional.empty(), broadcasts.take(second, 900));
    assertEquals(Optional.empty(), broadcasts.take(third, 950));
    assertEquals(Optional.empty(), broadcasts.take(announced, 0));
    assertEquals(Optional.empty(), broadcasts.take(first, 50));
    assertEquals(Optional.empty(), broadcasts.take(second, 100));
    assertTrue(broadcasts.take(third, 150).isPresent());
  }

  @Test
  void noiseIsNeverMoreThanNothing() {
    SplittableRandom random = new SplittableRandom(20_260_101);
    Broadcasts broadcasts = new Broadcasts();
    for (int i = 0; i < 100_000; i++) {
      byte[] data = new byte[random.nextInt(9)];
      random.nextBytes(data);
      int pf = random.nextBoolean() ? 0xEC : 0xEB;
      int id = 0x1C00FF00 | pf << 16 | random.nextInt(4);
      broadcasts
          .take(new CanFrame(id, data), i)
          .ifPresent(message -> assertTrue(message.data().length <= 1_785));
    }
  }

  /** An adapter that answers as SLCAN says, and then plays what it is given, again and again. */
  private static final class Adapter implements Line {
    private final List<String> heard = new ArrayList<>();
    private final ByteArrayOutputStream piled = new ByteArrayOutputStream();
    private final String frames;
    private final String refused;
    private boolean listens;

    Adapter(String frames, String refused) {
      this.frames = frames;
      this.refused = refused;
    }

    /** Says something while nobody reads. */
    void pile(String text) {
      piled.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Its power was gone for a moment. */
    void reset() {
      listens = false;
    }

    @Override
    public void open(Duration timeout) {}

    @Override
    public void write(byte[] bytes) {
      for (String command : new String(bytes, StandardCharsets.US_ASCII).split("\r", -1)) {
        if (!command.isEmpty()) {
          heard.add(command);
          boolean isRefused = command.equals(refused) || (command.equals("C") && !listens);
          pile(isRefused ? "\u0007" : "\r");
          listens = !isRefused && (command.equals("L") || command.equals("O"));
        }
      }
    }

    @Override
    public int read(byte[] into, Duration timeout) {
      if (piled.size() == 0 && listens && !timeout.isZero()) {
        pile(frames);
      }
      byte[] all = piled.toByteArray();
      int count = Math.min(all.length, into.length);
      System.arraycopy(all, 0, into, 0, count);
      piled.reset();
      piled.write(all, count, all.length - count);
      return count;
    }

    @Override
    public void discard() {
      piled.reset();
    }

    @Override
    public void close() {
      piled.reset();
    }
  }

  /** Each look at the clock is a tenth of a second. */
  private static InstantSource clock() {
    long[] now = {0};
    return () -> Instant.ofEpochMilli(now[0] += 100);
  }

  private static Device.Polled truck(Lines lines, String url) {
    return new J1939Driver(lines)
        .open(
            new DeviceSetup(
                "truck",
                DeviceProfiles.builtIn().find("fms-truck").orElseThrow(),
                Connection.parse(url),
                Duration.ofSeconds(3),
                clock()));
  }

  private static Map<String, Reading> readings(Outcome outcome) {
    return assertInstanceOf(Outcome.Answer.class, outcome, outcome::toString)
        .observations()
        .stream()
        .map(Reading.class::cast)
        .collect(Collectors.toMap(r -> r.point().point(), Function.identity()));
  }

  @Test
  void aTruckIsListenedToAndNeverSpokenTo() {
    Adapter adapter =
        new Adapter(
            "T18FEF1008040064FFFFFFFFFF\rT18FEF5008FFFFFF80250FFFFF\r"
                + "T18FEC1008E8030000FFFFFFFF\rt1230\r",
            "");
    try (Device.Polled truck = truck((_, _) -> adapter, "slcan:/dev/ttyACM0?bitrate=500")) {
      Map<String, Reading> said = readings(truck.read());
      assertEquals(100 / 3.6, Objects.requireNonNull(said.get("speed")).value(), 1e-6);
      assertEquals(27, Objects.requireNonNull(said.get("ambient")).value(), 1e-9);
      assertEquals(5_000, Objects.requireNonNull(said.get("distance")).value());
      assertEquals(Quality.BAD, Objects.requireNonNull(said.get("brake")).quality());
      assertEquals(1, Objects.requireNonNull(said.get("parking-brake")).value());
      assertEquals(
          Quality.BAD_NO_COMMUNICATION, Objects.requireNonNull(said.get("engine-hours")).quality());
      readings(truck.read());
    }
    assertEquals(List.of("C", "S6", "L", "C"), adapter.heard);
  }

  private static final String SPEED = "T18FEF1008%s0064FFFFFFFFFF\r";

  @Test
  void whatPiledUpIsNotTakenForFresh() {
    Adapter adapter = new Adapter(SPEED.formatted("04"), "");
    try (Device.Polled truck = truck((_, _) -> adapter, "slcan:/dev/ttyACM0")) {
      readings(truck.read());
      // 100 km/h now, and half of it for the last minutes.
      adapter.pile("T18FEF100804003200FFFFFFFF\r".repeat(2_000));
      Reading speed = Objects.requireNonNull(readings(truck.read()).get("speed"));
      assertEquals(100 / 3.6, speed.value(), 1e-6);
    }
    assertEquals(List.of("C", "S5", "L", "C"), adapter.heard);
  }

  @Test
  void anAdapterThatLostItsPowerIsSetAgain() {
    Adapter adapter = new Adapter(SPEED.formatted("04"), "");
    try (Device.Polled truck = truck((_, _) -> adapter, "slcan:/dev/ttyACM0")) {
      readings(truck.read());
      adapter.reset();
      assertEquals(Fault.Kind.SILENT, assertInstanceOf(Fault.class, truck.read()).kind());
      readings(truck.read());
    }
  }

  @Test
  void theEndOfACutFrameIsNoAnswer() {
    Adapter adapter = new Adapter(SPEED.formatted("04"), "S5");
    adapter.pile("00FFFFFFFF\r");
    try (Device.Polled truck = truck((_, _) -> adapter, "slcan:/dev/ttyACM0")) {
      Fault fault = assertInstanceOf(Fault.class, truck.read());
      assertTrue(fault.reason().contains("refuses 'S5'"), fault::toString);
    }
  }

  @Test
  void aSenderWithoutASensorDoesNotHideAnotherThatHasOne() {
    Adapter adapter = new Adapter("T18FEF5008FFFFFFFFFFFFFFFF\rT18FEF5018FFFFFF80250FFFFF\r", "");
    try (Device.Polled truck = truck((_, _) -> adapter, "slcan:/dev/ttyACM0")) {
      Reading ambient = Objects.requireNonNull(readings(truck.read()).get("ambient"));
      assertEquals(27, ambient.value(), 1e-9);
    }
  }

  @Test
  void anAdapterThatCannotListenOnlyAndABusWithoutAWordAreFaults() {
    Adapter loud = new Adapter("", "L");
    try (Device.Polled truck = truck((_, _) -> loud, "slcan:/dev/ttyACM0")) {
      Fault fault = assertInstanceOf(Fault.class, truck.read());
      assertTrue(fault.reason().contains("mode=normal"), fault::toString);
    }
    Adapter quiet = new Adapter("", "L");
    try (Device.Polled truck = truck((_, _) -> quiet, "slcan:/dev/ttyACM0?mode=normal")) {
      assertEquals(Fault.Kind.SILENT, assertInstanceOf(Fault.class, truck.read()).kind());
    }
    Adapter other = new Adapter("T18FF00008FFFFFFFFFFFFFFFF\r", "");
    try (Device.Polled truck = truck((_, _) -> other, "slcan:/dev/ttyACM0")) {
      assertEquals(Fault.Kind.REFUSED, assertInstanceOf(Fault.class, truck.read()).kind());
    }
  }

  @Test
  void whatCandumpPrintsIsHeardAndItsEndIsAFault() throws Exception {
    try (CandumpBus bus =
        new CandumpBus(
            List.of("sh", "-c", "echo '(1.0) can0 18FEF500#FF2C01A0280FFFFF'; exec sleep 60"))) {
      bus.listen(Duration.ofSeconds(1));
      List<CanFrame> frames = bus.frames(Duration.ofSeconds(10));
      assertEquals(65269, frames.getFirst().pgn());
    }
    try (CandumpBus ended = new CandumpBus(List.of("false"))) {
      ended.listen(Duration.ofSeconds(1));
      assertThrows(
          LineException.class,
          () -> {
            for (int i = 0; i < 100; i++) {
              ended.frames(Duration.ofMillis(100));
            }
          });
    }
    try (CandumpBus missing = new CandumpBus(List.of("/no/such/program"))) {
      LineException refused =
          assertThrows(LineException.class, () -> missing.listen(Duration.ofSeconds(1)));
      assertTrue(refused.fault().suggestion().contains("can-utils"), refused.fault()::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "slcan:/dev/ttyACM0?bitrate=249",
        "slcan:/dev/ttyACM0?mode=loud",
        "slcan:/dev/ttyACM0?bitrat=250",
        "can:can0?bitrate=250",
        "can:can/0",
        "serial:/dev/ttyACM0"
      })
  void connectionsThatMakeNoSenseAreRefused(String url) {
    J1939Driver driver = new J1939Driver(Lines.real());
    assertEquals("can:can0", driver.bus(Connection.parse("can:can0")));
    assertThrows(IllegalArgumentException.class, () -> driver.bus(Connection.parse(url)));
  }
}
