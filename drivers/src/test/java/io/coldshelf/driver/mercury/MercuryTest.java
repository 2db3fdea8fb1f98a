package io.coldshelf.driver.mercury;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.rfid.FrameTrials;
import io.coldshelf.driver.rfid.PublishedFrames;
import io.coldshelf.driver.rfid.ScriptedModule;
import io.coldshelf.model.Epc;
import io.coldshelf.model.TagReport;
import io.coldshelf.profile.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MercuryTest {

  private static final Epc EPC = Epc.parse("000000000000000000001545");

  private static final String TAG =
      "FF2822000010001B01FF0101C4110E16400000012700000500000F00803000"
          + "000000000000000000001545E94A561D";

  /** From SparkFun's recordings of an M6e Nano: a tag of 32 bits, a sign of life, and answers. */
  private static final String SHORT_TAG =
      "FF2022000010001B01FF0101C7110E08300000000F00000500000F00401000596F596FF3138990";

  private static final String ALIVE = "FF0022040084E0";
  private static final String BEGUN = "FF042F0000012200006DC3";
  private static final String STOPPED = "FF012F00000230E6";
  private static final String FIRMWARE = "FF010C0000526303";
  private static final String REGIONS = "FF097100000D04050608090B0CFFA4C7";
  private static final String REGION_NONE = "FF0167000000B481";
  private static final String VERSION = "FF140300001412080030000002201503100103014700000010EBFF";

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String answer(String opcode, String statusAndData) {
    byte[] frame = bytes("FF00" + opcode + statusAndData + "0000");
    frame[1] = (byte) (frame.length - 7);
    mend(frame);
    return HexFormat.of().withUpperCase().formatHex(frame);
  }

  private static void mend(byte[] frame) {
    int rest = 0xFFFF;
    for (int i = 1; i < frame.length - 2; i++) {
      for (int bit = 7; bit >= 0; bit--) {
        rest = (rest << 1) | ((frame[i] >> bit) & 1);
        rest = rest > 0xFFFF ? rest ^ 0x11021 : rest;
      }
    }
    frame[frame.length - 2] = (byte) (rest / 256);
    frame[frame.length - 1] = (byte) rest;
  }

  private static Optional<MercuryTag> read(byte[] frame) {
    return MercuryTag.of(MercuryFrame.of(frame));
  }

  private static ScriptedModule module(String options, Function<String, String> stream) {
    return module(options, stream, _ -> Optional.empty());
  }

  private static ScriptedModule module(
      String options,
      Function<String, String> stream,
      Function<String, Optional<String>> otherwise) {
    return new ScriptedModule(
        lines -> new MercuryDriver(lines),
        options,
        question ->
            otherwise
                .apply(question)
                .orElseGet(() -> {
                  String opcode = question.substring(4, 6);
                  return switch (opcode) {
                    case "03" -> VERSION;
                    case "0C" -> FIRMWARE;
                    case "67" -> REGION_NONE;
                    case "71" -> REGIONS;
                    case "2F" -> question.startsWith("FF03") ? STOPPED : stream.apply(question);
                    default -> answer(opcode, "0000");
                  };
                }));
  }

  @Test
  void publishedFramesAreReadAndSent() throws IOException {
    List<byte[]> sent = PublishedFrames.of("ThingMagic", false);
    assertEquals(
        HexFormat.of().formatHex(sent.getFirst()),
        HexFormat.of().formatHex(MercuryFrame.command(MercuryFrame.VERSION)));
    byte[] tag = PublishedFrames.of("ThingMagic", true).getFirst();
    assertTrue(MercuryFrame.SHAPE.intact(tag));
    assertEquals(Optional.of(new MercuryTag(1, OptionalInt.of(-60), 1, EPC)), read(tag));
  }

  @ParameterizedTest
  @CsvSource({SHORT_TAG, ALIVE, BEGUN, STOPPED, FIRMWARE, REGIONS, REGION_NONE, VERSION})
  void recordedFramesAreIntact(String frame) {
    assertTrue(MercuryFrame.SHAPE.intact(bytes(frame)));
  }

  @Test
  void anEpcMayBeShort() {
    assertEquals(Epc.parse("596F596F"), read(bytes(SHORT_TAG)).orElseThrow().epc());
  }

  @Test
  void whatIsNoTagIsNone() {
    assertEquals(Optional.empty(), read(bytes(ALIVE)));
    assertEquals(
        Optional.empty(), read(bytes(answer("22", "0000" + "82001B0000012B"))), "temperature");
  }

  @Test
  void embeddedDataIsSkipped() {
    String tag =
        answer(
            "22",
            "0000"
                + "10001B01FF01"
                + "01C4220E16400000012700000500"
                + "10AABB"
                + "0F"
                + "0080"
                + "3000"
                + EPC.hex()
                + "E94A");
    MercuryTag read = read(bytes(tag)).orElseThrow();
    assertEquals(2, read.antenna());
    assertEquals(EPC, read.epc());
  }

  @Test
  void framesAreCutHoweverTheyCome() {
    List<byte[]> frames =
        List.of(bytes(TAG), bytes(ALIVE), bytes(REGIONS), bytes(SHORT_TAG), bytes(TAG));
    FrameTrials.everyChunking(MercuryFrame.SHAPE, frames);
    frames.forEach(frame -> {
      FrameTrials.everyTruncation(MercuryFrame.SHAPE, frame);
      FrameTrials.everyTruncationWithTheNextBehind(MercuryFrame.SHAPE, frame);
    });
  }

  @Test
  void aTurnedBitIsNoFrame() {
    FrameTrials.everyBitTurned(MercuryFrame.SHAPE, bytes(TAG), _ -> false);
  }

  @Test
  void noiseHurtsNothing() {
    FrameTrials.noise(MercuryFrame.SHAPE, bytes(TAG), MercuryTest::read);
    FrameTrials.spoilt(
        List.of(bytes(TAG), bytes(SHORT_TAG), bytes(ALIVE)), MercuryTest::mend, MercuryTest::read);
  }

  @Test
  void setsUpAndReadsWithoutPause() throws InterruptedException {
    ScriptedModule module =
        module("region=us&power=23.25&antennas=1,2", _ -> BEGUN + TAG + ALIVE + TAG);
    Fault fault = module.listen(2);
    assertEquals(Fault.Kind.UNREACHABLE, fault.kind());
    TagReport report = assertInstanceOf(TagReport.class, module.said().getFirst());
    assertEquals(EPC, report.epc());
    assertEquals(OptionalInt.of(-60), report.rssiDbm());
    List<String> heads = module.asked().stream().map(q -> q.substring(0, q.length() - 4)).toList();
    assertEquals(
        List.of(
            "FF032F000002",
            "FF000C",
            "FF0003",
            "FF0071",
            "FF01970D",
            "FF02930005",
            "FF02920915",
            "FF05910201010202",
            "FF039A010C00",
            "FF102F00000122000005072210001B03E801FF"),
        heads);
    assertEquals("DD2B", module.asked().getLast().substring(heads.getLast().length()));
  }

  @Test
  void aModuleInItsBootLoaderIsStarted() throws InterruptedException {
    AtomicBoolean started = new AtomicBoolean();
    ScriptedModule module =
        module(
            "region=eu",
            _ -> BEGUN + TAG,
            q -> {
              if (q.startsWith("FF0004")) {
                started.set(true);
                return Optional.of(answer("04", "0000"));
              }
              boolean loader = !started.get();
              return loader && q.startsWith("FF000C")
                  ? Optional.of(answer("0C", "000011"))
                  : loader && !q.startsWith("FF0003") ? Optional.of("") : Optional.empty();
            });
    Fault _ = module.listen(1);
    assertTrue(started.get());
    assertEquals(1, module.said().size());
  }

  @Test
  void withoutARegionItIsAFaultInWords() throws InterruptedException {
    Fault fault = module("", _ -> BEGUN + TAG).listen(1);
    assertEquals(Fault.Kind.REFUSED, fault.kind());
    assertTrue(fault.suggestion().contains("region=eu"), fault::toString);
  }

  @Test
  void aRegionThatItDoesNotHaveIsAFaultInWords() throws InterruptedException {
    Fault fault =
        module(
                "region=cn",
                _ -> BEGUN + TAG,
                q ->
                    q.startsWith("FF0071") ? Optional.of(answer("71", "000001")) : Optional.empty())
            .listen(1);
    assertEquals(Fault.Kind.REFUSED, fault.kind());
    assertTrue(fault.reason().contains("region cn"), fault::toString);
  }

  @ParameterizedTest
  @CsvSource({"0504, too hot", "0505, should radiate", "0503, not connected"})
  void whatKeepsItFromSendingIsAFaultInWords(String status, String words)
      throws InterruptedException {
    Fault fault = module("region=eu", _ -> BEGUN + answer("22", status)).listen(1);
    assertEquals(Fault.Kind.REFUSED, fault.kind());
    assertTrue(fault.reason().contains(words), fault::toString);
  }

  @Test
  void silenceIsToldFromNothingToSee() throws InterruptedException {
    ScriptedModule module = module("region=eu", _ -> BEGUN + ALIVE);
    Fault fault = module.listen(1);
    assertEquals(Fault.Kind.SILENT, fault.kind());
    assertTrue(
        module.clock().elapsed().compareTo(MercuryDialect.SILENCE) >= 0
            && module.clock().elapsed().compareTo(Duration.ofSeconds(5)) < 0,
        () -> module.clock().elapsed().toString());
  }

  @Test
  void itIsStoppedWhenItIsLeft() throws InterruptedException {
    ScriptedModule module = module("region=eu", _ -> BEGUN + answer("22", "0504"));
    Fault _ = module.listen(1);
    assertTrue(module.asked().getLast().startsWith("FF032F000002"), module.asked()::toString);
  }

  @Test
  void aReadingThatEndedByItselfIsBegunAnew() throws InterruptedException {
    ScriptedModule module = module("region=eu", _ -> BEGUN + TAG + STOPPED);
    Fault _ = module.listen(4);
    assertTrue(module.said().stream().filter(TagReport.class::isInstance).count() >= 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "region=open | it knows au, cn, eu, in, jp, kr, nz, us",
        "power=33 | is not 0 to 32 dBm",
        "power=20.123 | is not 0 to 32 dBm",
        "antennas=5 | from 1 to 4",
        "address=1 | unknown option 'address'"
      })
  void wrongOptionsAreRefusedInWords(String options, String words) {
    Connection connection = Connection.parse("serial:/dev/ttyUSB0?" + options);
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> new MercuryDriver().bus(connection))
                .getMessage());
    assertTrue(message.contains(words), message);
  }
}
