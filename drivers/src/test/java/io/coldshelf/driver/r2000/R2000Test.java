package io.coldshelf.driver.r2000;

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
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class R2000Test {

  private static final Epc EPC = Epc.parse("30143639F84191AD22901607");

  /** Channel 12, antenna 2, -60 dBm. */
  private static final String TAG =
      answer("89" + "31" + "3000" + "30143639F84191AD22901607" + "45");

  private static final String END = answer("89" + "00" + "0064" + "00000001");

  private static final String END_OF_SECOND = answer("89" + "01" + "0064" + "00000001");

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /** An answer of the reader at address 1. */
  private static String answer(String commandAndData) {
    byte[] frame = bytes("A00001" + commandAndData + "00");
    frame[1] = (byte) (frame.length - 2);
    mend(frame);
    return HexFormat.of().withUpperCase().formatHex(frame);
  }

  private static void mend(byte[] frame) {
    int sum = 0;
    for (int i = 0; i < frame.length - 1; i++) {
      sum += frame[i] & 0xFF;
    }
    frame[frame.length - 1] = (byte) (256 - sum % 256);
  }

  private static R2000Report read(String frame) {
    return read(bytes(frame));
  }

  private static R2000Report read(byte[] frame) {
    return R2000Report.of(R2000Frame.of(frame));
  }

  private static ScriptedModule module(String options, Function<String, String> inventory) {
    return new ScriptedModule(
        lines -> new R2000Driver(lines),
        options,
        question ->
            switch (question.substring(6, 8)) {
              case "72" -> answer("720802");
              case "79" -> answer("7901073B");
              case "66", "74", "78" -> answer(question.substring(6, 8) + "10");
              default -> inventory.apply(question);
            });
  }

  @Test
  void thePublishedCommandIsWhatWeSend() throws IOException {
    assertEquals(
        HexFormat.of().formatHex(PublishedFrames.of("R2000", false).getFirst()),
        HexFormat.of().formatHex(R2000Frame.command(1, R2000Frame.INVENTORY, 1)));
  }

  @Test
  void readsEachKindOfAnswer() {
    assertEquals(new R2000Report.Tag(2, -60, EPC), read(TAG));
    assertEquals(new R2000Report.End(0), read(END));
    assertEquals(new R2000Report.Failure(0x22), read(answer("8922")));
    assertEquals(new R2000Report.AntennaError(3, 0x22), read(answer("8A0222")));
    assertEquals(new R2000Report.Tag(1, -60, Epc.of(new byte[0])), read(answer("8930000045")));
  }

  @Test
  void theTopBitOfTheStrengthIsAnUpperAntenna() {
    assertEquals(
        new R2000Report.Tag(6, -60, EPC),
        read(answer("89" + "31" + "3000" + "30143639F84191AD22901607" + "C5")));
  }

  @ParameterizedTest
  @CsvSource({"2800", "3800", "0000", "F800"})
  void anEpcOfAnotherLengthThanItsControlWordTellsIsNoTag(String pc) {
    assertEquals(
        new R2000Report.Strange(),
        read(answer("89" + "31" + pc + "30143639F84191AD22901607" + "45")));
  }

  @Test
  void framesAreCutHoweverTheyCome() {
    // A0 occurs within.
    String tricky = answer("89" + "A0" + "2000" + "A004018901D1A0A0" + "A0");
    List<byte[]> frames =
        List.of(bytes(TAG), bytes(END), bytes(answer("8922")), bytes(tricky), bytes(TAG));
    FrameTrials.everyChunking(R2000Frame.SHAPE, frames);
    frames.forEach(frame -> FrameTrials.everyTruncationWithTheNextBehind(R2000Frame.SHAPE, frame));
    FrameTrials.everyTruncation(R2000Frame.SHAPE, bytes(TAG));
    FrameTrials.everyTruncation(R2000Frame.SHAPE, bytes(END));
  }

  @Test
  void aTurnedBitIsNeverAnotherTag() {
    FrameTrials.everyBitTurned(
        R2000Frame.SHAPE, bytes(TAG), frame -> !(read(frame) instanceof R2000Report.Tag));
  }

  @Test
  void noiseHurtsNothing() {
    FrameTrials.noise(R2000Frame.SHAPE, bytes(TAG), R2000Test::read);
    FrameTrials.spoilt(
        List.of(bytes(TAG), bytes(END), bytes(answer("8A0222"))), R2000Test::mend, R2000Test::read);
  }

  @Test
  void setsUpWhatIsConfiguredAndOneAntenna() throws InterruptedException {
    ScriptedModule module =
        module("region=eu&power=30&antennas=2&address=1", _ -> TAG + END_OF_SECOND);
    Fault fault = module.listen(1);
    assertEquals(Fault.Kind.UNREACHABLE, fault.kind());
    TagReport report = assertInstanceOf(TagReport.class, module.said().getFirst());
    assertEquals(2, report.antenna());
    assertEquals(OptionalInt.of(-60), report.rssiDbm());
    assertEquals(
        List.of(
            "A0030172EA",
            "A0030179E3",
            "A0060178020006D9",
            "A00401661ED7",
            "A004017401E6",
            "A004018901D1"),
        module.asked());
  }

  @Test
  void severalAntennasAreSwitchedByTheReader() throws InterruptedException {
    String tag = answer("8A" + "31" + "3000" + "30143639F84191AD22901607" + "45");
    ScriptedModule module =
        module("antennas=2,4", _ -> tag + answer("8A0322") + answer("8A00000100000014"));
    Fault _ = module.listen(3);
    assertTrue(
        module.asked().get(1).startsWith("A00DFF8A01010301FF01FF010001"), module.asked()::toString);
    assertInstanceOf(TagReport.class, module.said().get(0));
    AntennaState state = assertInstanceOf(AntennaState.class, module.said().get(1));
    assertEquals(4, state.antenna());
    assertTrue(!state.connected());
    assertInstanceOf(TagReport.class, module.said().get(2), "and it is told once");
  }

  @Test
  void upperAntennasAreTakenOneByOne() throws InterruptedException {
    ScriptedModule module =
        module("antennas=1,6", _ -> answer("89" + "31" + "3000" + EPC.hex() + "C5") + END);
    Fault _ = module.listen(2);
    assertTrue(module.asked().contains("A004FF740" + "0E9"), module.asked()::toString);
    assertTrue(module.asked().contains("A004FF740" + "5E4"), module.asked()::toString);
    assertEquals(6, ((TagReport) module.said().getFirst()).antenna());
  }

  @Test
  void aReaderThatForgotItsAntennaIsToldAgain() throws InterruptedException {
    AtomicInteger rounds = new AtomicInteger();
    ScriptedModule module =
        module("antennas=2", _ -> rounds.incrementAndGet() == 2 ? END : TAG + END_OF_SECOND);
    Fault _ = module.listen(2);
    assertEquals(2, module.asked().stream().filter(q -> q.startsWith("A004FF7401")).count());
  }

  @Test
  void aMissingAntennaIsToldOnceAndWhenItIsBack() throws InterruptedException {
    AtomicInteger rounds = new AtomicInteger();
    ScriptedModule module =
        module("", _ -> rounds.incrementAndGet() < 4 ? answer("8922") : TAG + END);
    Fault _ = module.listen(3);
    assertEquals(
        List.of(false, true),
        module.said().stream()
            .filter(AntennaState.class::isInstance)
            .map(state -> ((AntennaState) state).connected())
            .toList());
  }

  @Test
  void whatGoesWrongAgainAndAgainIsAFaultInWords() throws InterruptedException {
    Fault fault = module("", _ -> answer("8953")).listen(1);
    assertEquals(Fault.Kind.REFUSED, fault.kind());
    assertTrue(fault.reason().contains("radio chip"), fault::toString);
  }

  @Test
  void aRefusalIsSaidInWords() throws InterruptedException {
    ScriptedModule module =
        new ScriptedModule(
            lines -> new R2000Driver(lines),
            "power=33",
            q -> q.startsWith("A003FF72") ? answer("720802") : answer("6648"));
    Fault fault = module.listen(1);
    assertEquals(Fault.Kind.REFUSED, fault.kind());
    assertTrue(fault.reason().contains("power is out of its range"), fault::toString);
  }

  @Test
  void anotherReaderOnTheLineIsNotHeard() throws InterruptedException {
    assertEquals(Fault.Kind.SILENT, module("address=2", _ -> TAG + END).listen(1).kind());
  }

  @Test
  void aReaderThatFallsSilentIsAFault() throws InterruptedException {
    AtomicInteger rounds = new AtomicInteger();
    ScriptedModule module = module("", _ -> rounds.incrementAndGet() > 2 ? "" : TAG + END);
    assertEquals(Fault.Kind.SILENT, module.listen(9).kind());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "region=kr | it knows cn, eu, us",
        "power=19 | is not 20 to 33 dBm",
        "antennas=0 | from 1 to 8",
        "model=18 | unknown option 'model'"
      })
  void wrongOptionsAreRefusedInWords(String options, String words) {
    Connection connection = Connection.parse("tcp://10.0.0.8:4001?" + options);
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> new R2000Driver().bus(connection))
                .getMessage());
    assertTrue(message.contains(words), message);
  }
}
