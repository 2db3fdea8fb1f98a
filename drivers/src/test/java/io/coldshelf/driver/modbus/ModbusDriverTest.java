package io.coldshelf.driver.modbus;

import static io.coldshelf.driver.modbus.Probes.TIMEOUT;
import static io.coldshelf.driver.modbus.Probes.hex;
import static io.coldshelf.driver.modbus.Probes.rtu;
import static io.coldshelf.driver.modbus.Probes.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.line.ScriptedLine;
import io.coldshelf.driver.line.ScriptedLine.Chunk;
import io.coldshelf.driver.line.SerialSettings;
import io.coldshelf.driver.line.SteppingClock;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceFacts;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.LineDefaults;
import io.coldshelf.profile.ModbusManner;
import io.coldshelf.profile.ModbusRegister;
import io.coldshelf.profile.PointProfile;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModbusDriverTest {

  private static final String URL = "modbus-rtu:/dev/ttyUSB0?baud=9600&unit=1";
  private static final String QUESTION = "010400010002200b";
  private static final byte[] REPLY = hex("01 04 04 01 31 02 22 2A CE");

  private final SteppingClock clock = new SteppingClock();
  private final Map<String, List<Chunk>> script = new HashMap<>();
  private final ScriptedLine line =
      new ScriptedLine(clock, asked -> script.getOrDefault(Probes.hex(asked), List.of()));
  private final ModbusDriver driver = new ModbusDriver((connection, port) -> line);

  private Device.Polled open(DeviceProfile profile, String url) {
    return (Device.Polled) driver.open(Probes.setup(profile, url, clock));
  }

  private void answer(byte[] question, byte[]... chunks) {
    script.put(Probes.hex(question), ScriptedLine.atOnce(chunks));
  }

  private List<String> asked() {
    return line.written().stream().map(Probes::hex).toList();
  }

  @Test
  void readsAProbeInOneRequest() {
    answer(hex(QUESTION), REPLY);

    assertEquals(
        "temperature 30.5 good; humidity 54.6 good", text(open(Probes.XY_MD02, URL).read()));
    assertEquals(List.of(QUESTION), asked());
  }

  @Test
  void openingTouchesNoWire() {
    open(Probes.XY_MD02, URL);

    assertEquals(0, line.openings());
  }

  @Test
  void aSilentDeviceCostsItsTimeoutOnce() {
    DeviceProfile twoTables =
        Probes.profile(
            Probes.any("a", Probes.input(1, ModbusRegister.Type.INT16, 1)),
            Probes.any("b", Probes.holding(1, ModbusRegister.Type.INT16, 1)));

    assertEquals("SILENT: unit 1 gives no answer", text(open(twoTables, URL).read()));
    Duration limit = TIMEOUT.plusMillis(10);
    assertTrue(clock.elapsed().compareTo(limit) < 0, clock.elapsed().toString());
  }

  @Test
  void aLateReplyIsNotTakenForTheNextOne() {
    script.put(QUESTION, List.of(new Chunk(TIMEOUT.plusMillis(20), REPLY)));
    byte[] other = rtu("02 04 0001 0002");
    answer(other, rtu("02 04 04 0001 0002"));
    Device.Polled first = open(Probes.XY_MD02, URL);
    Device.Polled second = open(Probes.XY_MD02, URL.replace("unit=1", "unit=2"));

    assertEquals("SILENT: unit 1 gives no answer", text(first.read()));
    assertEquals("temperature 0.1 good; humidity 0.2 good", text(second.read()));
  }

  @Test
  void waitsUntilTheLineIsQuietBeforeItAsks() {
    answer(hex(QUESTION), REPLY);
    Device.Polled device = open(Probes.XY_MD02, URL);
    device.read();

    assertEquals(ModbusDriver.gap(new SerialSettings(9600, 8, noParity(), 1)), clock.elapsed());
  }

  private static SerialSettings.Parity noParity() {
    return SerialSettings.Parity.NONE;
  }

  @Test
  void theGapIsThreeAndAHalfCharactersAndFixedAboveNineteenTwo() {
    SerialSettings slow = new SerialSettings(9600, 8, SerialSettings.Parity.EVEN, 1);
    SerialSettings fast = new SerialSettings(115_200, 8, SerialSettings.Parity.EVEN, 1);

    assertEquals(Duration.ofNanos(4_010_417), ModbusDriver.gap(slow));
    assertEquals(Duration.ofNanos(1_750_000), ModbusDriver.gap(fast));
  }

  @Test
  void anUnpluggedLineIsSaidAndHealsWithTheNextRead() {
    answer(hex(QUESTION), REPLY);
    Device.Polled device = open(Probes.XY_MD02, URL);
    device.read();

    line.unplug();
    assertEquals("UNREACHABLE: the plug is out", text(device.read()));
    line.replug();
    assertEquals("temperature 30.5 good; humidity 54.6 good", text(device.read()));
  }

  @Test
  void anAdapterThatCameBackBetweenTwoReadsCostsNone() {
    answer(hex(QUESTION), REPLY);
    Device.Polled device = open(Probes.XY_MD02, URL);
    device.read();

    line.unplug();
    line.replug();
    assertEquals("temperature 30.5 good; humidity 54.6 good", text(device.read()));
    assertEquals(2, line.openings());
  }

  @Test
  void aLineThatIsNeverQuietIsSaid() {
    Device.Polled device = open(Probes.XY_MD02, URL);
    answer(hex(QUESTION), REPLY);
    ScriptedLine babbling = new ScriptedLine(clock, asked -> List.of());
    ModbusDriver other = new ModbusDriver((connection, port) -> new Babble(babbling));
    Device.Polled lost = (Device.Polled) other.open(Probes.setup(Probes.XY_MD02, URL, clock));

    assertTrue(text(lost.read()).startsWith("GARBLED: "), text(lost.read()));
    assertEquals("temperature 30.5 good; humidity 54.6 good", text(device.read()));
  }

  @Test
  void aRefusedRangeIsAskedForInSmallerPartsFromThenOn() {
    DeviceProfile profile =
        Probes.profile(
            Probes.any("a", Probes.input(1, ModbusRegister.Type.INT16, 1)),
            Probes.any("b", Probes.input(4, ModbusRegister.Type.INT16, 1)));
    answer(rtu("01 04 0001 0004"), rtu("01 84 02"));
    answer(rtu("01 04 0001 0001"), rtu("01 04 02 000A"));
    answer(rtu("01 04 0004 0001"), rtu("01 04 02 000B"));
    Device.Polled device = open(profile, URL);

    assertEquals("a 10.0 good; b 11.0 good", text(device.read()));
    assertEquals("a 10.0 good; b 11.0 good", text(device.read()));
    assertEquals(5, asked().size());
  }

  @Test
  void aRegisterThatIsNotThereSpoilsNoOther() {
    answer(hex(QUESTION), rtu("01 84 02"));
    answer(rtu("01 04 0001 0001"), rtu("01 04 02 0131"));
    answer(rtu("01 04 0002 0001"), rtu("01 84 02"));

    assertEquals(
        "temperature 30.5 good; humidity bad-configuration",
        text(open(Probes.XY_MD02, URL).read()));
  }

  @Test
  void aDeviceThatRefusesAllIsAFault() {
    answer(hex(QUESTION), rtu("01 84 01"));

    assertEquals(
        "REFUSED: it does not know this function (exception 1)",
        text(open(Probes.XY_MD02, URL).read()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 10, 11, 200})
  void everyExceptionIsAFaultThatSaysWhatToDo(int code) {
    Refusal refusal = Refusal.of(code);

    assertTrue(refusal.quality().isBad());
    assertTrue(refusal.fault().reason().contains("exception " + code));
    assertFalse(refusal.fault().suggestion().isEmpty());
  }

  @Test
  void whatWasReadBeforeTheLineFellSilentIsKept() {
    DeviceProfile profile =
        Probes.profile(
            Probes.any("a", Probes.input(1, ModbusRegister.Type.INT16, 1)),
            Probes.any("b", Probes.input(50, ModbusRegister.Type.INT16, 1)),
            Probes.any("c", Probes.input(90, ModbusRegister.Type.INT16, 1)));
    answer(rtu("01 04 0001 0001"), rtu("01 04 02 000A"));

    assertEquals(
        "a 10.0 good; b bad-no-communication; c bad-no-communication",
        text(open(profile, URL).read()));
    assertEquals(2, asked().size());
  }

  @Test
  void damagedRepliesAreBadEncoding() {
    DeviceProfile profile =
        Probes.profile(
            Probes.any("a", Probes.input(1, ModbusRegister.Type.INT16, 1)),
            Probes.any("b", Probes.input(50, ModbusRegister.Type.INT16, 1)));
    answer(rtu("01 04 0001 0001"), rtu("01 04 02 000A"));
    answer(rtu("01 04 0032 0001"), hex("01 04 02 00 0A 00 00"));

    assertEquals("a 10.0 good; b bad-encoding", text(open(profile, URL).read()));
  }

  @Test
  void aWireIsSharedAndClosedWithItsLastDevice() {
    answer(hex(QUESTION), REPLY);
    Device.Polled first = open(Probes.XY_MD02, URL);
    Device.Polled second = open(Probes.XY_MD02, URL.replace("unit=1", "unit=2"));
    first.read();
    second.read();

    first.close();
    first.close();
    assertTrue(line.isOpen());
    second.close();
    assertFalse(line.isOpen());
    assertEquals(1, line.openings());
  }

  @Test
  void aClosedDeviceOpensNothing() {
    Device.Polled device = open(Probes.XY_MD02, URL);
    device.close();

    assertTrue(text(device.read()).startsWith("UNREACHABLE: "));
    assertFalse(line.isOpen());
  }

  @Test
  void theBusIsThePortOrTheHost() {
    assertEquals("/dev/ttyUSB0", driver.bus(Connection.parse(URL)));
    assertEquals("10.0.0.7:502", driver.bus(Connection.parse("modbus-tcp://10.0.0.7?unit=3")));
    assertEquals("10.0.0.7:4196", driver.bus(Connection.parse("modbus-rtu://10.0.0.7:4196")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "modbus-rtu:/dev/ttyUSB0?unit=0",
        "modbus-rtu:/dev/ttyUSB0?unit=248",
        "modbus-tcp://h?unit=256",
        "modbus-rtu:/dev/ttyUSB0?unit=x",
        "modbus-rtu:/dev/ttyUSB0?baud=12",
        "modbus-rtu:/dev/ttyUSB0?parity=often",
        "modbus-rtu:/dev/ttyUSB0?data=5",
        "modbus-rtu:/dev/ttyUSB0?stop=3",
        "modbus-rtu:/dev/ttyUSB0?baudrate=9600",
      })
  void optionsThatMakeNoSenseAreRefusedWithTheUrl(String url) {
    Connection connection = Connection.parse(url);

    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> driver.bus(connection))
                .getMessage());
    assertTrue(message.startsWith("'" + url + "': "), message);
  }

  @Test
  void oneWireHasOneManner() {
    open(Probes.XY_MD02, URL);

    assertThrows(
        IllegalArgumentException.class,
        () -> open(Probes.XY_MD02, URL.replace("9600", "19200").replace("unit=1", "unit=2")));
  }

  @Test
  void aProfileWithoutRegistersIsRefused() {
    PointProfile bare = new PointProfile("p", "p", "Cel", PointProfile.Range.ANY, Optional.empty());
    DeviceProfile last =
        Probes.profile(Probes.any("p", Probes.input(65535, ModbusRegister.Type.INT32, 1)));

    assertThrows(IllegalArgumentException.class, () -> open(Probes.profile(bare), URL));
    assertThrows(IllegalArgumentException.class, () -> open(Probes.profile(), URL));
    assertThrows(IllegalArgumentException.class, () -> open(last, URL));
  }

  private static PointProfile coil(String name, int address) {
    return Probes.any(
        name, new ModbusRegister(ModbusRegister.Table.COIL, address, ModbusRegister.Type.BOOL, 1));
  }

  @Test
  void readsBitsFromTheLowestOn() {
    DeviceProfile profile = Probes.profile(coil("a", 0), coil("b", 1), coil("c", 8), coil("d", 9));
    answer(rtu("01 01 0000 000A"), rtu("01 01 02 02 01"));

    assertEquals("a 0.0 good; b 1.0 good; c 1.0 good; d 0.0 good", text(open(profile, URL).read()));
  }

  /** The echo of this request is as long as its reply, says the same count, and its sum is true. */
  @Test
  void anEchoIsNeverTakenForBits() {
    DeviceProfile profile = Probes.profile(coil("a", 0x300), coil("b", 0x314));
    byte[] question = rtu("01 01 0300 0015");
    answer(question, question, rtu("01 01 03 000010"));

    assertEquals("a 0.0 good; b 1.0 good", text(open(profile, URL).read()));

    answer(question, hex("FF"), question);
    assertTrue(text(open(profile, URL).read()).startsWith("GARBLED"));
    answer(question, question);
    assertEquals(
        "SILENT: unit 1 gives no answer, only the request's own echo came",
        text(open(profile, URL).read()));
  }

  private static DeviceProfile settable() {
    return Probes.profile(
        Probes.any(
            "setpoint",
            new ModbusRegister(
                ModbusRegister.Table.HOLDING,
                99,
                ModbusRegister.Format.of(ModbusRegister.Type.INT16),
                ModbusRegister.Scaling.by(0.1),
                List.of(),
                Map.of(),
                Optional.of(new ModbusRegister.Writable(-30, 10, 0.5)))),
        Probes.any("other", Probes.holding(100, ModbusRegister.Type.INT16, 0.1)));
  }

  private Device.Settable openSettable() {
    return (Device.Settable) driver.open(Probes.setup(settable(), URL, clock));
  }

  @Test
  void writesAndReadsBack() {
    answer(rtu("01 06 0063 FF2E"), rtu("01 06 0063 FF2E"));
    answer(rtu("01 03 0063 0001"), rtu("01 03 02 FF2E"));

    assertEquals(
        "function 6, holding 99 = 0xFF2E, unit 1", openSettable().wouldWrite("setpoint", -21));
    assertEquals(List.of(), asked());
    assertEquals("setpoint -21.0 good", text(openSettable().write("setpoint", -21)));
  }

  @Test
  void aValueThatTheDeviceDidNotTakeIsSaid() {
    answer(rtu("01 06 0063 FF2E"), rtu("01 06 0063 FF2E"));
    answer(rtu("01 03 0063 0001"), rtu("01 03 02 0000"));

    assertEquals(
        "REFUSED: the device confirmed the value and has another one: 0.0",
        text(openSettable().write("setpoint", -21)));
  }

  @Test
  void theEchoOfAWriteIsNoProof() {
    byte[] write = rtu("01 06 0063 FF2E");
    script.put(
        Probes.hex(write),
        List.of(new Chunk(Duration.ZERO, write), new Chunk(Duration.ofMillis(30), write)));
    answer(rtu("01 03 0063 0001"), rtu("01 03 02 0000"));

    assertTrue(text(openSettable().write("setpoint", -21)).startsWith("REFUSED"));
  }

  @Test
  void aWriteWithoutAnAnswerLeavesItOpenWhetherItWasTaken() {
    assertTrue(
        text(openSettable().write("setpoint", -21))
            .endsWith("whether the value was taken is not known"));
    assertEquals(1, asked().size());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-30.5, 10.5, 0.25, Double.NaN, Double.POSITIVE_INFINITY})
  void whatTheProfileDoesNotAllowIsNotSent(double value) {
    assertThrows(IllegalArgumentException.class, () -> openSettable().write("setpoint", value));
    assertEquals(List.of(), asked());
  }

  @Test
  void whatIsOnlyReadIsNotWritten() {
    assertThrows(IllegalArgumentException.class, () -> openSettable().write("other", 1));
    assertThrows(IllegalArgumentException.class, () -> openSettable().write("nothing", 1));
    assertEquals(List.of(), asked());
  }

  @Test
  void aUnitThatWasSilentIsGivenNoMoreTimeThanItsNeighboursTake() {
    answer(rtu("02 04 0001 0002"), rtu("02 04 04 0001 0002"));
    Device.Polled dead = open(Probes.XY_MD02, URL);
    Device.Polled alive = open(Probes.XY_MD02, URL.replace("unit=1", "unit=2"));
    dead.read();
    alive.read();
    Duration before = clock.elapsed();

    dead.read();
    Duration wait = clock.elapsed().minus(before);
    assertTrue(wait.compareTo(Duration.ofMillis(220)) < 0, wait.toString());
  }

  @Test
  void aLongQuietIsKeptForAModelThatNeedsIt() {
    answer(hex(QUESTION), REPLY);
    DeviceProfile careful =
        new DeviceProfile(
            "test",
            "Test",
            "modbus",
            "none",
            Probes.XY_MD02.points(),
            new DeviceFacts(
                LineDefaults.NONE,
                new ModbusManner(125, true, Duration.ofMillis(200), Optional.empty()),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty()));
    open(careful, URL).read();

    assertEquals(Duration.ofMillis(200), clock.elapsed());
  }

  @Test
  void aGatewayThatMissesAUnitIsThereItself() {
    answer(hex(QUESTION), rtu("01 84 0B"));

    assertEquals(
        "SILENT: the Modbus gateway gets no answer from this unit (exception 11)",
        text(open(Probes.XY_MD02, URL).read()));
  }
}
