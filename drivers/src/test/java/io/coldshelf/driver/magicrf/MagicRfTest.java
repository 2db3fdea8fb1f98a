package io.coldshelf.driver.magicrf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.rfid.FrameTrials;
import io.coldshelf.driver.rfid.PublishedFrames;
import io.coldshelf.driver.rfid.ScriptedModule;
import io.coldshelf.model.DataGap;
import io.coldshelf.model.Epc;
import io.coldshelf.model.TagReport;
import io.coldshelf.profile.Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MagicRfTest {

  private static final String TAG = "BB02220011C9340030751FEB705C5904E3D50D703A76EF7E";
  private static final Epc EPC = Epc.parse("30751FEB705C5904E3D50D70");
  private static final String NOTHING = "BB01FF000115167E";
  private static final String STOPPED = "BB012800010" + "02A7E";
  private static final String INFO = "BB01030010004D31303020323664426D2056312E30927E";

  private static MagicRfMessage read(byte[] frame) {
    return MagicRfMessage.of(MagicRfFrame.of(frame));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static void mend(byte[] frame) {
    int sum = 0;
    for (int i = 1; i < frame.length - 2; i++) {
      sum += frame[i];
    }
    frame[frame.length - 2] = (byte) sum;
  }

  private static String answer(String question, String region, String polled) {
    return switch (question.substring(4, 6)) {
      case "28" -> STOPPED;
      case "03" -> INFO;
      case "08" -> "BB01080001" + region + "%02X7E".formatted(0x0A + Integer.parseInt(region));
      case "07" -> "BB01070001" + "00097E";
      case "B6" -> "BB01B60001" + "00B87E";
      case "27" -> polled;
      default -> "BB01FF000117187E";
    };
  }

  @Test
  void publishedCommandsAreWhatWeSend() throws IOException {
    List<String> published =
        PublishedFrames.of("M100", false).stream()
            .map(HexFormat.of().withUpperCase()::formatHex)
            .toList();
    List<String> ours = new ArrayList<>();
    for (byte[] frame :
        List.of(
            MagicRfFrame.command(0x22),
            MagicRfFrame.command(0x27, 0x22, 0x27, 0x10),
            MagicRfFrame.command(0x28))) {
      ours.add(HexFormat.of().withUpperCase().formatHex(frame));
    }
    assertEquals(published, ours);
  }

  @Test
  void publishedAnswersAreRead() throws IOException {
    List<byte[]> published = PublishedFrames.of("M100", true);
    assertEquals(3, published.size());
    assertEquals(new MagicRfMessage.Tag(-55, EPC), read(published.get(0)));
    assertEquals(new MagicRfMessage.Nothing(), read(published.get(1)));
    assertTrue(
        assertInstanceOf(MagicRfMessage.Other.class, read(published.get(2))).frame().answers(3));
  }

  /** The manual's example of a version has a sum, 22, that its own rule does not give: 92. */
  @Test
  void publishedFramesAreIntactButForTheOneMisprint() throws IOException {
    List<Boolean> intact =
        PublishedFrames.of("M100", true).stream().map(MagicRfFrame.SHAPE::intact).toList();
    assertEquals(List.of(true, true, false), intact);
  }

  @Test
  void framesAreCutHoweverTheyCome() {
    List<byte[]> frames = List.of(bytes(TAG), bytes(NOTHING), bytes(INFO), bytes(TAG));
    FrameTrials.everyChunking(MagicRfFrame.SHAPE, frames);
    frames.forEach(frame -> {
      FrameTrials.everyTruncation(MagicRfFrame.SHAPE, frame);
      FrameTrials.everyTruncationWithTheNextBehind(MagicRfFrame.SHAPE, frame);
    });
  }

  @Test
  void headAndTailMayOccurWithin() {
    byte[] frame = bytes("BB0222000D" + "C42000BB7EBB0100007EBB" + "0000" + "007E");
    FrameTrials.everyChunking(MagicRfFrame.SHAPE, List.of(mended(frame)));
  }

  private static byte[] mended(byte[] frame) {
    mend(frame);
    return frame;
  }

  @Test
  void aTurnedBitIsNeverAnotherTag() {
    MagicRfMessage good = read(bytes(TAG));
    FrameTrials.everyBitTurned(
        MagicRfFrame.SHAPE,
        bytes(TAG),
        frame -> !(read(frame) instanceof MagicRfMessage.Tag) || read(frame).equals(good));
  }

  @Test
  void noiseHurtsNothing() {
    FrameTrials.noise(MagicRfFrame.SHAPE, bytes(TAG), MagicRfTest::read);
    FrameTrials.spoilt(
        List.of(bytes(TAG), bytes(NOTHING), bytes(INFO)), MagicRfTest::mend, MagicRfTest::read);
  }

  @Test
  void aNoticeWhoseTagCrcIsWrongIsNoTag() {
    byte[] frame = bytes(TAG);
    frame[10] = (byte) (frame[10] ^ 1);
    assertEquals(new MagicRfMessage.Damaged(), read(mended(frame)));
  }

  @Test
  void setsUpAndPolls() throws InterruptedException {
    ScriptedModule module =
        new ScriptedModule(
            lines -> new MagicRfDriver(lines),
            "region=eu&power=20.00",
            question -> answer(question, "01", NOTHING + TAG));
    Fault fault = module.listen(1);
    assertEquals(Fault.Kind.UNREACHABLE, fault.kind());
    TagReport report = assertInstanceOf(TagReport.class, module.said().getFirst());
    assertEquals(EPC, report.epc());
    assertEquals(1, report.antenna());
    assertEquals(OptionalInt.of(-55), report.rssiDbm());
    assertEquals(
        List.of(
            "BB00280000287E",
            "BB00030001" + "00047E",
            "BB00080000087E",
            "BB000700010" + "30B7E",
            "BB00B6000207D08F7E",
            "BB0027000322FFFF4A7E"),
        module.asked());
  }

  @Test
  void aRegionThatIsSetAlreadyIsLeftAlone() throws InterruptedException {
    ScriptedModule module =
        new ScriptedModule(
            lines -> new MagicRfDriver(lines), "region=eu", q -> answer(q, "03", TAG));
    Fault _ = module.listen(1);
    assertTrue(module.asked().stream().noneMatch(q -> q.startsWith("BB0007")), "it was set");
  }

  @Test
  void aPollOfBeforeIsEndedFirst() throws InterruptedException {
    AtomicInteger stops = new AtomicInteger();
    ScriptedModule module =
        new ScriptedModule(
            lines -> new MagicRfDriver(lines),
            "",
            q ->
                q.startsWith("BB0028") && stops.getAndIncrement() == 0
                    ? TAG + TAG + NOTHING + STOPPED
                    : answer(q, "01", TAG));
    Fault _ = module.listen(1);
    assertEquals(1, module.said().size(), "what nobody was told of at the time is not told now");
  }

  @Test
  void aPollThatFallsSilentIsBegunAnew() throws InterruptedException {
    ScriptedModule module =
        new ScriptedModule(lines -> new MagicRfDriver(lines), "", q -> answer(q, "01", TAG));
    Fault _ = module.listen(3);
    assertEquals(3, module.asked().stream().filter(q -> q.startsWith("BB0027")).count());
  }

  @Test
  void aModuleThatSaysNothingIsAFault() throws InterruptedException {
    ScriptedModule module = new ScriptedModule(lines -> new MagicRfDriver(lines), "", _ -> "");
    assertEquals(Fault.Kind.SILENT, module.listen(1).kind());
    assertEquals(ScriptedModule.TIMEOUT, module.clock().elapsed());
  }

  @Test
  void noiseAloneIsGarbled() throws InterruptedException {
    ScriptedModule module =
        new ScriptedModule(lines -> new MagicRfDriver(lines), "", _ -> "F3B101557E");
    assertEquals(Fault.Kind.GARBLED, module.listen(1).kind());
  }

  @Test
  void aRefusalIsSaidInWords() throws InterruptedException {
    ScriptedModule module =
        new ScriptedModule(
            lines -> new MagicRfDriver(lines),
            "power=30",
            q -> q.startsWith("BB00B6") ? "BB01FF000117187E" : answer(q, "01", TAG));
    Fault fault = module.listen(1);
    assertEquals(Fault.Kind.REFUSED, fault.kind());
    assertTrue(
        fault.reason().contains("17") && fault.suggestion().contains("power"), fault::toString);
  }

  @Test
  void aTagThatIsReadWithErrorsIsAGap() throws InterruptedException {
    byte[] wrong = bytes(TAG);
    wrong[10] = (byte) (wrong[10] ^ 1);
    String damaged = HexFormat.of().withUpperCase().formatHex(mended(wrong));
    ScriptedModule module =
        new ScriptedModule(
            lines -> new MagicRfDriver(lines), "", q -> answer(q, "01", damaged + TAG));
    Fault _ = module.listen(2);
    assertInstanceOf(DataGap.class, module.said().get(0));
    assertInstanceOf(TagReport.class, module.said().get(1));
  }

  @Test
  void twentyTimesUnpluggedItGoesOn() throws InterruptedException {
    ScriptedModule module =
        new ScriptedModule(lines -> new MagicRfDriver(lines), "", q -> answer(q, "01", TAG));
    for (int i = 1; i <= 20; i++) {
      assertEquals(Fault.Kind.UNREACHABLE, module.listen(1).kind());
      assertEquals(i, module.said().size());
      assertEquals(Fault.Kind.UNREACHABLE, module.listen(1).kind(), "while the plug is out");
      assertEquals(i, module.said().size());
      module.line().replug();
    }
    assertEquals(20, module.line().openings());
    assertTrue(!module.line().isOpen(), "it is let go of");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "region=mars | it knows cn, eu, kr, us",
        "region=jp | it knows cn, eu, kr, us",
        "power=31 | is not 0 to 30 dBm",
        "power=1e9 | is not 0 to 30 dBm",
        "power=-1 | is not 0 to 30 dBm",
        "antennas=2 | the one antenna 1",
        "antennas=1,1 | the one antenna 1",
        "address=1 | unknown option 'address'",
        "baud=1 | baud=1 is not"
      })
  void wrongOptionsAreRefusedInWords(String options, String words) {
    Connection connection = Connection.parse("serial:/dev/ttyUSB0?" + options);
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> new MagicRfDriver().bus(connection))
                .getMessage());
    assertTrue(message.contains(words), message);
  }
}
