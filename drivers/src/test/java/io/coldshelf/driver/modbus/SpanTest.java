package io.coldshelf.driver.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldshelf.profile.ModbusManner;
import io.coldshelf.profile.ModbusRegister;
import io.coldshelf.profile.PointProfile;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpanTest {

  private static List<Span> plan(List<PointProfile> points) {
    return Span.plan(points, ModbusManner.PLAIN);
  }

  private static PointProfile at(int address) {
    return Probes.any("p" + address, Probes.input(address, ModbusRegister.Type.INT16, 1));
  }

  private static List<String> requests(List<Span> spans) {
    return spans.stream()
        .map(span -> span.request(1))
        .map(r -> r.table() + " " + r.address() + "+" + r.quantity())
        .toList();
  }

  @Test
  void neighboursAreReadInOneRequest() {
    assertEquals(List.of("INPUT 1+2"), requests(plan(List.of(at(2), at(1)))));
  }

  @Test
  void aSmallHoleIsReadAlong() {
    assertEquals(List.of("INPUT 1+10"), requests(plan(List.of(at(1), at(10)))));
    assertEquals(List.of("INPUT 1+1", "INPUT 11+1"), requests(plan(List.of(at(1), at(11)))));
  }

  @Test
  void tablesAreReadApart() {
    PointProfile holding = Probes.any("h", Probes.holding(2, ModbusRegister.Type.INT16, 1));

    assertEquals(List.of("INPUT 1+1", "HOLDING 2+1"), requests(plan(List.of(holding, at(1)))));
  }

  @Test
  void noRequestIsLongerThanAFrame() {
    List<PointProfile> points = IntStream.range(0, 130).mapToObj(SpanTest::at).toList();

    assertEquals(
        List.of("INPUT 0+125", "INPUT 125+5"), requests(Span.plan(points, ModbusManner.PLAIN)));
  }

  @Test
  void aWideTypeIsNeverCut() {
    List<PointProfile> points =
        List.of(
            Probes.any("wide", Probes.input(4, ModbusRegister.Type.FLOAT32, 1)),
            Probes.any("inside", Probes.input(5, ModbusRegister.Type.INT16, 1)));

    assertEquals(List.of("INPUT 4+2"), requests(Span.plan(points, ModbusManner.PLAIN)));
  }

  @Test
  void theLastRegisterOfATableCanBeRead() {
    assertEquals(List.of("INPUT 65535+1"), requests(plan(List.of(at(65535)))));
  }

  @Test
  void aRefusedSpanIsSplitAtItsHolesAndThenIntoPoints() {
    Span whole = plan(List.of(at(1), at(2), at(5))).getFirst();

    List<Span> runs = whole.split();
    assertEquals(List.of("INPUT 1+2", "INPUT 5+1"), requests(runs));
    assertEquals(List.of("INPUT 1+1", "INPUT 2+1"), requests(runs.getFirst().split()));
    assertEquals(List.of(), runs.getLast().split());
  }

  private static ModbusManner manner(int most, boolean holes) {
    return new ModbusManner(most, holes, java.time.Duration.ZERO, java.util.Optional.empty());
  }

  private static PointProfile coil(int address) {
    return Probes.any(
        "c" + address,
        new ModbusRegister(ModbusRegister.Table.COIL, address, ModbusRegister.Type.BOOL, 1));
  }

  @Test
  void aModelThatGivesOneRegisterIsAskedForOneRegister() {
    List<PointProfile> points = List.of(at(1), at(2), coil(3), coil(4));
    assertEquals(
        List.of("COIL 3+1", "COIL 4+1", "INPUT 1+1", "INPUT 2+1"),
        requests(Span.plan(points, manner(1, false))));
  }

  @Test
  void aModelThatGivesFewIsAskedForNoMore() {
    List<PointProfile> points = List.of(at(1), at(8), at(15), at(16));
    assertEquals(
        List.of("INPUT 1+15", "INPUT 16+1"), requests(Span.plan(points, manner(15, true))));
  }

  @Test
  void holesAreLeftAloneWhereTheProfileForbidsThem() {
    List<PointProfile> points = List.of(at(1), at(2), at(4), coil(1), coil(3));
    assertEquals(
        List.of("COIL 1+1", "COIL 3+1", "INPUT 1+2", "INPUT 4+1"),
        requests(Span.plan(points, manner(125, false))));
  }

  @Test
  void bitsGoFurtherThanRegisters() {
    assertEquals(
        List.of("COIL 0+129"), requests(Span.plan(List.of(coil(0), coil(128)), manner(125, true))));
    assertEquals(
        List.of("COIL 0+1", "COIL 130+1"),
        requests(Span.plan(List.of(coil(0), coil(130)), manner(125, true))));
  }

  @Test
  void pointsThatShareARegisterShareItsRequest() {
    List<PointProfile> points = List.of(at(1), at(1), at(2), at(2));
    assertEquals(List.of("INPUT 1+1", "INPUT 2+1"), requests(Span.plan(points, manner(1, false))));
    Span whole = Span.plan(points, manner(125, true)).getFirst();
    assertEquals(List.of("INPUT 1+1", "INPUT 2+1"), requests(whole.split()));
  }
}
