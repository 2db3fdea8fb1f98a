package io.coldshelf.driver.uhfreader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.rfid.FrameTrials;
import io.coldshelf.driver.rfid.PublishedFrames;
import io.coldshelf.driver.rfid.ScriptedModule;
import io.coldshelf.model.AntennaState;
import io.coldshelf.model.Epc;
import io.coldshelf.model.TagReport;
import io.coldshelf.profile.Connection;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UhfReaderTest {

  private static final Epc FIRST = Epc.parse("000000000000000000000313");
  private static final Epc SECOND = Epc.parse("000000000000000000000314");

  /** Real answers of a UHFReader18, from the tests of chafon-rfid (MIT). */
  private static final String OLDER = "13000103010C0000000000000000000003133F39";

  private static final String OLDER_TWO =
      "20000103020C0000000000000000000003130C0000000000000000000003149AC9";

  private static final String NEWER = "1500010301010C0000000000000000000003136BB1A5";
  private static final String NO_TAGS = "0700010101001E4B";

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /** An answer with the right CRC. */
  private static String answer(String head) {
    byte[] frame = bytes(head + "0000");
    frame[0] = (byte) (frame.length - 1);
    mend(frame);
    return HexFormat.of().withUpperCase().formatHex(frame);
  }

  private static void mend(byte[] frame) {
    int crc = 0xFFFF;
    for (int i = 0; i < frame.length - 2; i++) {
      crc ^= frame[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc % 2 == 0 ? crc / 2 : (crc / 2) ^ 0x8408;
      }
    }
    frame[frame.length - 2] = (byte) crc;
    frame[frame.length - 1] = (byte) (crc / 256);
  }

  private static Optional<UhfTags> read(byte[] frame, Generation generation) {
    return UhfTags.of(UhfFrame.of(frame), generation);
  }

  private static void readBoth(byte[] frame) {
    Optional<UhfTags> _ = read(frame, Generation.OF_18);
    Optional<UhfTags> _ = read(frame, Generation.OF_288);
  }

  /** Information about a reader of a type, in Europe's band, at 26 dBm, with rounds of 1 s. */
  private static String information(String type) {
    return answer("0000210002" + "36" + type + "034E001A0A");
  }

  private static ScriptedModule module(
      String options, String type, java.util.function.Function<String, String> inventory) {
    return new ScriptedModule(
        lines -> new UhfReaderDriver(lines),
        options,
        question ->
            switch (question.substring(4, 6)) {
              case "21" -> information(type);
              case "22" -> answer("00002200");
              case "2F" -> answer("00002F00");
              case "01" -> inventory.apply(question);
              default -> "";
            });
  }

  @Test
  void publishedAnswersAreRead() throws IOException {
    List<byte[]> published = PublishedFrames.of("UHFReader", true);
    assertEquals(3, published.size());
    assertTrue(published.stream().allMatch(UhfFrame.SHAPE::intact));
    assertEquals(
        Optional.of(new UhfTags(List.of(1), List.of(FIRST))),
        read(published.get(0), Generation.OF_288));
    assertEquals(
        Optional.of(new UhfTags(List.of(1), List.of())), read(published.get(1), Generation.OF_288));
    assertEquals(
        Optional.of(new UhfTags(List.of(1), List.of(FIRST, SECOND))),
        read(published.get(2), Generation.OF_288));
  }

  @Test
  void theOlderFormHasNoAntennaAndNoStrength() {
    assertTrue(UhfFrame.SHAPE.intact(bytes(OLDER)));
    assertEquals(
        Optional.of(new UhfTags(List.of(1), List.of(FIRST, SECOND))),
        read(bytes(OLDER_TWO), Generation.OF_18));
  }

  @Test
  void antennasAreAMask() {
    assertEquals(
        List.of(1, 3),
        read(bytes(answer("000001010500")), Generation.OF_288).orElseThrow().antennas());
  }

  @Test
  void aTidBehindAnEpcIsNoPartOfIt() {
    String tid = "E28011052000000000000001";
    assertEquals(
        List.of(Epc.parse("30143639F84191AD22901607")),
        read(
                bytes(answer("00000101" + "0101" + "98" + "30143639F84191AD22901607" + tid + "50")),
                Generation.OF_288)
            .orElseThrow()
            .tags());
  }

  @ParameterizedTest
  @CsvSource({
    "01020C000000000000000000000313 6B, two are told and one is there",
    "01010D000000000000000000000313 6B, longer than what is there",
    "01010B000000000000000000000313 6B, shorter than what is there",
    "0101, none is there",
    "01, no number"
  })
  void lengthsThatDoNotFitAreNoTags(String data, String why) {
    assertEquals(
        Optional.empty(),
        read(bytes(answer("00000101" + data.replace(" ", ""))), Generation.OF_288),
        why);
  }

  @Test
  void framesAreCutHoweverTheyCome() {
    List<byte[]> frames = List.of(bytes(NEWER), bytes(NO_TAGS), bytes(OLDER_TWO), bytes(OLDER));
    FrameTrials.everyChunking(UhfFrame.SHAPE, frames);
    frames.forEach(frame -> {
      FrameTrials.everyTruncation(UhfFrame.SHAPE, frame);
      FrameTrials.everyTruncationWithTheNextBehind(UhfFrame.SHAPE, frame);
    });
  }

  @Test
  void aTurnedBitIsNoFrame() {
    FrameTrials.everyBitTurned(UhfFrame.SHAPE, bytes(NEWER), _ -> false);
  }

  @Test
  void noiseHurtsNothing() {
    FrameTrials.noise(UhfFrame.SHAPE, bytes(NEWER), UhfReaderTest::readBoth);
    FrameTrials.spoilt(
        List.of(bytes(NEWER), bytes(OLDER_TWO), bytes(NO_TAGS)),
        UhfReaderTest::mend,
        UhfReaderTest::readBoth);
  }

  @Test
  void asksEachAntennaInTurnUntilNoMoreFollows() throws InterruptedException {
    ScriptedModule module =
        module(
            "antennas=1,2",
            "10",
            q -> q.contains("80") ? NEWER + NO_TAGS : answer("00000101" + "0200"));
    Fault fault = module.listen(2);
    assertEquals(Fault.Kind.UNREACHABLE, fault.kind());
    TagReport report = assertInstanceOf(TagReport.class, module.said().getFirst());
    assertEquals(FIRST, report.epc());
    assertEquals(OptionalInt.empty(), report.rssiDbm(), "an index is no dBm");
    List<String> inventories = module.asked().stream().filter(q -> q.startsWith("0DFF01")).toList();
    assertEquals("0DFF01040101000000008005", inventories.get(0).substring(0, 24));
    assertEquals("0DFF01040101000000008105", inventories.get(1).substring(0, 24));
  }

  @Test
  void theOlderOneIsAskedWithoutAnything() throws InterruptedException {
    ScriptedModule module = module("address=0", "09", _ -> OLDER_TWO + answer("000001FB"));
    Fault _ = module.listen(2);
    assertTrue(module.asked().get(1).startsWith("040001"), module.asked()::toString);
    assertEquals(2, module.said().size());
  }

  @Test
  void regionAndPowerAreWrittenOnlyWhereTheyDiffer() throws InterruptedException {
    ScriptedModule same = module("region=eu&power=26", "10", _ -> NEWER + NO_TAGS);
    Fault _ = same.listen(1);
    assertTrue(same.asked().stream().noneMatch(q -> q.startsWith("06FF22")), "region");
    assertTrue(same.asked().stream().noneMatch(q -> q.startsWith("05FF2F")), "power");
    ScriptedModule other = module("region=us&power=20", "10", _ -> NEWER + NO_TAGS);
    Fault _ = other.listen(1);
    assertTrue(other.asked().stream().anyMatch(q -> q.startsWith("06FF223180")), "region");
    assertTrue(other.asked().stream().anyMatch(q -> q.startsWith("05FF2F14")), "power");
  }

  @Test
  void anAntennaThatIsMissingIsToldOnceAndWhenItIsBack() throws InterruptedException {
    AtomicInteger rounds = new AtomicInteger();
    ScriptedModule module =
        module("", "10", _ -> rounds.incrementAndGet() < 4 ? answer("000001F8") : NEWER + NO_TAGS);
    Fault _ = module.listen(3);
    assertEquals(
        List.of(false, true),
        module.said().stream()
            .filter(AntennaState.class::isInstance)
            .map(state -> ((AntennaState) state).connected())
            .toList());
  }

  @Test
  void oneRoundMayBeLost() throws InterruptedException {
    AtomicInteger rounds = new AtomicInteger();
    ScriptedModule module =
        module("", "10", _ -> rounds.incrementAndGet() == 2 ? "" : NEWER + NO_TAGS);
    Fault fault = module.listen(5);
    assertEquals(Fault.Kind.UNREACHABLE, fault.kind());
    assertEquals(5, module.said().size());
  }

  @Test
  void aReaderThatFallsSilentIsAFault() throws InterruptedException {
    AtomicInteger rounds = new AtomicInteger();
    ScriptedModule module =
        module("", "10", _ -> rounds.incrementAndGet() > 2 ? "" : NEWER + NO_TAGS);
    assertEquals(Fault.Kind.SILENT, module.listen(9).kind());
  }

  @Test
  void aReaderThatReportsByItselfIsRefusedInWords() throws InterruptedException {
    ScriptedModule module =
        module("", "10", _ -> answer("0000EE00" + "010CE28011052000000000000001" + "50"));
    Fault fault = module.listen(1);
    assertEquals(Fault.Kind.REFUSED, fault.kind());
    assertTrue(fault.reason().contains("answering mode"), fault::toString);
  }

  @Test
  void aRefusalIsSaidInWords() throws InterruptedException {
    ScriptedModule module = module("", "10", _ -> answer("000001FF"));
    Fault fault = module.listen(1);
    assertEquals(Fault.Kind.REFUSED, fault.kind());
    assertTrue(fault.reason().contains("out of its range"), fault::toString);
  }

  @Test
  void theOlderOneHasOneAntenna() throws InterruptedException {
    Fault fault = module("antennas=1,2", "09", _ -> OLDER).listen(1);
    assertEquals(Fault.Kind.REFUSED, fault.kind());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "region=jp | it knows cn, eu, kr, us",
        "power=25.5 | in whole dBm",
        "power=34 | is not 0 to 33 dBm",
        "antennas=9 | from 1 to 8",
        "antennas=1, | from 1 to 8",
        "antennas= | from 1 to 8",
        "address=255 | is not 0 to 254",
        "model=86 | is neither 18 nor 288"
      })
  void wrongOptionsAreRefusedInWords(String options, String words) {
    Connection connection = Connection.parse("tcp://10.0.0.8:6000?" + options);
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class, () -> new UhfReaderDriver().bus(connection))
                .getMessage());
    assertTrue(message.contains(words), message);
  }
}
