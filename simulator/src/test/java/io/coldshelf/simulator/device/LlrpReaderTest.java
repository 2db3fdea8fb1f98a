package io.coldshelf.simulator.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.Epc;
import io.coldshelf.testing.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LlrpReaderTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochMilli(1_700_000_000_000L));

  /** 1 700 000 000 000 000 microseconds. */
  private static final String MICROS = "00060a24181e4000";

  private static final String EPC = "30143639f84191ad22901607";

  /** id 1, starts at once, all antennas, reports each tag: antenna, RSSI, first, last, count. */
  private static final String RO_SPEC =
      "00b10041000000010000"
          + "00b2001200b300050100b600090000000000"
          + "00b700180001000000b80009000000000000ba0007000101"
          + "00ed000d01000100ee00061780";

  private static final String ENABLE_ALL_EVENTS =
      "00f40027"
          + "00f50007000280" // ROSpec
          + "00f50007000380" // buffer
          + "00f50007000480"
          + "00f50007000680" // AISpec
          + "00f50007000880"; // antenna

  private final List<Field.Seen> tags = new ArrayList<>();
  private LlrpReader reader;
  private LlrpClient client;

  @BeforeEach
  void connect() throws IOException {
    // Rounds are made by hand.
    ReaderModel model = ReaderModel.PLAIN.withRoundEvery(Duration.ofDays(1)).withBufferTags(3);
    Field field = (antenna, _) -> antenna == 2 ? List.copyOf(tags) : List.of();
    reader = new LlrpReader(0, model, field, CLOCK, new Random(1));
    client = new LlrpClient(reader.port());
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    reader.close();
  }

  private void reconnect() throws IOException {
    client.close();
    // Until the reader has noticed, it says that somebody is connected already.
    String first;
    do {
      client = new LlrpClient(reader.port());
      first = client.next(63);
    } while (!first.endsWith("010000060000"));
  }

  private void startInventory() throws IOException {
    client.next(63);
    assertEquals(0, client.status(20, RO_SPEC));
    assertEquals(0, client.status(24, "00000001"));
  }

  private static String event(String parameter) {
    return "00f6"
        + HEX.toHexDigits((short) (16 + parameter.length() / 2))
        + "0080000c"
        + MICROS
        + parameter;
  }

  @Test
  void firstOfAllItTellsThatTheConnectionIsMade() throws Exception {
    assertEquals("043f0000002000000001" + event("010000060000"), client.next());
  }

  @Test
  void reportsWhatIsAskedForAndNothingElse() throws Exception {
    startInventory();
    tags.add(new Field.Seen(Epc.parse(EPC), -47));
    reader.round();
    assertEquals(
        "00f0002b"
            + "8d"
            + EPC
            + "810002" // antenna
            + "86d1" // -47 dBm
            + "82"
            + MICROS
            + "84"
            + MICROS
            + "880001", // seen once
        client.next(61));
  }

  @Test
  void anEpcOfAnotherLengthIsToldInBits() throws Exception {
    startInventory();
    tags.add(new Field.Seen(Epc.of(HEX.parseHex("abc0"), 10), -47));
    reader.round();
    String report = client.next(61);
    assertTrue(report.startsWith("00f0" + "0026" + "00f10008" + "000a" + "abc0"), report);
  }

  @Test
  void tellsTheTagsProtocolControlAndChecksum() throws Exception {
    client.next(63);
    String withMemory =
        RO_SPEC
            .replace("00b10041", "00b10046")
            .replace("00ed000d01000100ee00061780", "00ed001201000100ee000b0000015c0005c0");
    assertEquals(0, client.status(20, withMemory));
    assertEquals(0, client.status(24, "00000001"));
    tags.add(new Field.Seen(Epc.parse(EPC), -47));
    reader.round();
    String crc = HEX.toHexDigits((short) Accumulation.crc(HEX.parseHex("3000" + EPC)));
    assertEquals("00f00017" + "8d" + EPC + "8c3000" + "8b" + crc, client.next(61));
  }

  @Test
  void theChecksumIsThatOfAPublishedTag() {
    assertEquals(0x315C, Accumulation.crc(HEX.parseHex("3000300833b2ddd9cafebabe801e")));
  }

  @Test
  void tagsAreCountedTogetherUntilTheReportIsDue() throws Exception {
    client.next(63);
    // Three tags to a report.
    assertEquals(0, client.status(20, RO_SPEC.replace("00ed000d010001", "00ed000d010003")));
    assertEquals(0, client.status(24, "00000000"));
    tags.add(new Field.Seen(Epc.parse("3000000000000000000000a1"), -50));
    tags.add(new Field.Seen(Epc.parse("3000000000000000000000a2"), -51));
    reader.round();
    tags.set(0, new Field.Seen(Epc.parse("3000000000000000000000a1"), -40));
    tags.add(new Field.Seen(Epc.parse("3000000000000000000000a3"), -52));
    reader.round();
    String report = client.next(61);
    assertEquals(3 * 0x2b, report.length() / 2);
    assertTrue(report.startsWith("00f0002b8d3000000000000000000000a181000286d8"), report);
    assertTrue(report.substring(0, 86).endsWith("880002"), report);
    assertEquals(new LlrpReader.Tally(5, 3, 0, 0), reader.tally());
  }

  @Test
  void roSpecsHaveStates() throws Exception {
    client.next(63);
    String byHand = RO_SPEC.replace("00b3000501", "00b3000500");
    assertEquals(101, client.status(24, "00000001"), "enabled before it is there");
    assertEquals(0, client.status(20, byHand));
    assertEquals(100, client.status(20, byHand), "added twice");
    assertEquals(101, client.status(22, "00000001"), "started before it is enabled");
    assertEquals(0, client.status(24, "00000001"));
    assertEquals(101, client.status(23, "00000001"), "stopped before it is started");
    assertEquals(0, client.status(22, "00000001"));
    assertEquals(101, client.status(22, "00000001"), "started twice");
    client.send(26, 5, "");
    // As it was added, but active.
    assertEquals(
        "011f000800000000" + byHand.replace("000000010000", "000000010002"), client.next(36));
    assertEquals(0, client.status(23, "00000001"));
    assertEquals(0, client.status(25, "00000000"));
    assertEquals(0, client.status(21, "00000000"));
    assertEquals(101, client.status(21, "00000001"), "deleted twice");
  }

  @Test
  void everyTruncationOfARoSpecIsRefused() throws Exception {
    client.next(63);
    for (int length = 0; length < RO_SPEC.length(); length += 2) {
      assertNotEquals(0, client.status(20, RO_SPEC.substring(0, length)), "at " + length);
    }
    assertEquals(0, client.status(20, RO_SPEC), "control");
  }

  @Test
  void malformedRoSpecsAreRefused() throws Exception {
    client.next(63);
    for (String wrong :
        List.of(
            RO_SPEC.replace("00ee00061780", "00ee00061781"), // a reserved bit
            RO_SPEC.replace("000000010000", "000000010002"), // active from the start
            RO_SPEC.replace("000000010000", "000000000000"), // id 0
            RO_SPEC.replace("0001000000b8", "0001000900b8"), // antenna 9 of 4
            RO_SPEC.replace("00b300050100b6", "00b600050100b6"), // two of a kind
            RO_SPEC.replace("00b7001800", "00bb001800"), // a survey
            RO_SPEC.replace("00b300050100", "00b300020100"))) { // a length below the header's
      assertNotEquals(RO_SPEC, wrong);
      assertEquals(100, client.status(20, wrong), wrong);
    }
    assertEquals(102, client.status(20, RO_SPEC + RO_SPEC), "two");
    assertEquals(103, client.status(20, ""), "none");
  }

  @Test
  void theVersionThatItDoesNotSpeakIsAnError() throws Exception {
    client.next(63);
    client.sendRaw("082e0000000a00000009"); // GET_SUPPORTED_VERSION, version 2
    String message = client.next();
    assertTrue(message.startsWith("0464"), message);
    assertEquals("00000009" + "011f", message.substring(12, 24));
    assertEquals("006e", message.substring(28, 32)); // 110
    client.send(999, 3, "");
    assertTrue(client.next(100).startsWith("011f"));
    client.sendRaw("241a0000000a00000009"); // a reserved bit of the header
    assertEquals("0065", client.next(100).substring(8, 12));
  }

  @Test
  void aSecondClientIsTurnedAwayAndTheFirstIsTold() throws Exception {
    client.next(63);
    try (LlrpClient second = new LlrpClient(reader.port())) {
      assertEquals(event("010000060002"), second.next(63));
      assertTrue(second.isHungUp());
    }
    assertEquals(event("010000060004"), client.next(63));
  }

  @Test
  void reportsWaitForAClientThatAsksForThem() throws Exception {
    startInventory();
    assertEquals(0, client.status(3, "00" + "00e2000580")); // hold upon reconnect
    tags.add(new Field.Seen(Epc.parse(EPC), -47));
    client.close();
    awaitFreeReader();
    reader.round();
    reader.round();
    assertEquals(2, reader.tally().waiting());
    reconnect();
    client.send(26, 5, "");
    assertTrue(client.next(36).contains("00b1"), "the ROSpec has survived");
    client.send(64, 6, "");
    client.next(61);
    client.next(61);
    client.send(26, 7, ""); // Reports are counted after they are written, and before this answer.
    client.next(36);
    assertEquals(0, reader.tally().waiting());
    assertEquals(2, reader.tally().delivered());
  }

  /** When somebody else is let in and gone again, nobody is connected. */
  private void awaitFreeReader() throws IOException {
    reconnect();
    client.send(14, 1, "");
    while (!client.next().startsWith("0404")) {
      // Whatever comes before the goodbye.
    }
    assertTrue(client.isHungUp());
  }

  @Test
  void whatDoesNotFitIntoTheBufferIsLostAndSaidSo() throws Exception {
    startInventory();
    assertEquals(0, client.status(3, "00" + "00e2000580"));
    client.close();
    awaitFreeReader();
    for (int i = 0; i < 5; i++) {
      tags.add(new Field.Seen(Epc.parse("3000000000000000000000a" + i), -47));
    }
    reader.round();
    assertEquals(new LlrpReader.Tally(5, 0, 2, 3), reader.tally());
    reconnect();
    client.send(64, 6, "");
    assertEquals(event("00fb0004"), client.next(63));
    assertEquals(0x2b, client.next(61).length() / 2);
  }

  @Test
  void getReportGivesWhatHasGathered() throws Exception {
    client.next(63);
    assertEquals(0, client.status(20, RO_SPEC.replace("00ed000d010001", "00ed000d000000")));
    assertEquals(0, client.status(24, "00000001"));
    client.send(60, 1, "");
    assertEquals("", client.next(61));
    tags.add(new Field.Seen(Epc.parse(EPC), -47));
    reader.round();
    reader.round();
    client.send(60, 2, "");
    assertTrue(client.next(61).endsWith("880002"));
  }

  @Test
  void keepalivesComeUntilNobodyAnswersThem() throws Exception {
    client.next(63);
    assertEquals(100, client.status(3, "00" + "00dc00090100000000"), "no period");
    assertEquals(0, client.status(3, "00" + "00dc00090100000014"));
    for (int i = 0; i < 5; i++) {
      assertEquals("", client.next(62));
      client.send(72, 0, "");
    }
    String last = client.next();
    while (last.startsWith("043e")) {
      last = client.next();
    }
    assertEquals(event("01010004"), last.substring(20));
    assertTrue(client.isHungUp());
  }

  @Test
  void anAntennaThatIsGoneIsToldAndSeesNothing() throws Exception {
    startInventory();
    assertEquals(0, client.status(3, "00" + "00f4000b00f50007000880"));
    tags.add(new Field.Seen(Epc.parse(EPC), -47));
    reader.antenna(2, false);
    assertEquals(event("00ff0007000002"), client.next(63));
    reader.round();
    reader.antenna(2, true);
    assertEquals(event("00ff0007010002"), client.next(63));
    assertEquals(0, reader.tally().observations());
  }

  @Test
  void aPowerCycleForgetsEverythingButThePort() throws Exception {
    startInventory();
    int port = reader.port();
    reader.stop();
    assertTrue(client.isHungUp());
    assertThrows(IOException.class, () -> new LlrpClient(port).close());
    reader.start();
    reconnect();
    client.send(26, 5, "");
    assertEquals("011f000800000000", client.next(36));
  }

  @Test
  void aCutIsNoPowerCycle() throws Exception {
    startInventory();
    reader.cut();
    assertTrue(client.isHungUp());
    reconnect();
    client.send(26, 5, "");
    assertEquals(
        "011f000800000000" + RO_SPEC.replace("000000010000", "000000010002"), client.next(36));
  }

  @Test
  void nonsenseEndsTheConnectionAndNotTheReader() throws Exception {
    client.next(63);
    client.sendRaw("ffffffffffffffffffff");
    assertTrue(client.isHungUp());
    reconnect();
    assertEquals(0, client.status(1, "00"));
  }

  @Test
  void anIndependentDissectorFindsNothingWrong(@TempDir Path folder) throws Exception {
    startInventory();
    assertEquals(0, client.status(3, "00" + ENABLE_ALL_EVENTS));
    for (String requested : List.of("00", "01", "02", "03", "04")) {
      assertEquals(0, client.status(1, requested));
    }
    // Not 01, Identification, nor 00 with it: tshark 4.0 miscounts its two bytes of length.
    for (String requested : List.of("02", "03", "04", "05", "06", "07", "08", "0b")) {
      assertEquals(0, client.status(2, "0000" + requested + "00000000"));
    }
    assertEquals(0, client.status(26, ""));
    assertEquals(101, client.status(25, "00000063"));
    assertEquals(100, client.status(20, RO_SPEC));
    client.sendRaw("082e0000000a00000009");
    client.next(100);
    tags.add(new Field.Seen(Epc.parse(EPC), -47));
    tags.add(new Field.Seen(Epc.of(HEX.parseHex("abc0"), 10), -60));
    reader.round();
    client.next(61);
    client.next(61);
    reader.antenna(1, false);
    client.next(63);
    assertEquals(0, client.status(25, "00000001"));
    client.send(14, 9, "");
    String last = client.next();
    while (!last.startsWith("0404")) {
      last = client.next();
    }
    Path capture = folder.resolve("reader.pcap");
    PcapFile.write(capture, 5084, client.received());
    String wrong =
        Command.run("tshark", "-r", capture.toString(), "-Y", "_ws.malformed || _ws.expert", "-V");
    assertTrue(lines(wrong).isEmpty(), wrong);
    String types =
        Command.run(
            "tshark", "-r", capture.toString(), "-Y", "llrp", "-T", "fields", "-e", "llrp.type");
    assertEquals(client.received().size(), lines(types).size(), types);
  }

  /** Without what tshark says about being run as root. */
  private static List<String> lines(String output) {
    return output
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("Running as user"))
        .toList();
  }
}
