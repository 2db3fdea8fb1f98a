package io.coldshelf.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.bridge.BridgeConfiguration;
import io.coldshelf.bridge.alert.Alert;
import io.coldshelf.model.EventKind;
import io.coldshelf.simulator.device.LlrpReader;
import io.coldshelf.simulator.device.ModbusFault;
import io.coldshelf.simulator.device.ModbusSlave;
import io.coldshelf.simulator.device.MtSicsScale;
import io.coldshelf.simulator.device.ReaderModel;
import io.coldshelf.simulator.device.ScaleModel;
import io.coldshelf.simulator.device.Weight;
import io.coldshelf.simulator.device.XyMd02;
import io.coldshelf.simulator.pty.Pty;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Devices in trouble beside healthy ones: each trouble is one alert, and costs nobody else. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class TroubleTest {

  private static final List<String> SICK = List.of("absent-reader", "loose-probe", "mad-probe");
  private static final List<String> HEALTHY = List.of("good-probe", "good-scale", "milk");
  private static final Set<EventKind> TROUBLE =
      EnumSet.of(EventKind.DEVICE_OFFLINE, EventKind.SENSOR_FAULT);

  private static final Duration SOON = Duration.ofSeconds(15);
  private static final Duration AFTER_MENDING = Duration.ofSeconds(30);
  private static final int UNIT = 1;

  /** Temperature and humidity, each asked twice a second; half of that on a stuttering machine. */
  private static final double PROBE_READINGS_PER_SECOND = 4;

  private final InstantSource clock = InstantSource.system();
  private final Random random = new Random(7);

  @TempDir private Path folder;
  private Pty loose;
  private ModbusSlave looseProbe;
  private ModbusSlave madProbe;
  private ModbusSlave goodProbe;
  private LlrpReader reader;
  private MtSicsScale scale;
  private OneGateway gateway;

  @BeforeEach
  void start() throws Exception {
    Map<Integer, XyMd02> probe = Map.of(UNIT, new XyMd02(UNIT, () -> 4, () -> 70));
    loose = Pty.open(folder.resolve("ttyUSB0"));
    looseProbe = ModbusSlave.rtu(loose, Map.copyOf(probe), clock, random, _ -> {});
    madProbe = ModbusSlave.tcp(0, Map.copyOf(probe), clock, random, _ -> {});
    goodProbe = ModbusSlave.tcp(0, Map.copyOf(probe), clock, random, _ -> {});
    reader = new LlrpReader(0, ReaderModel.PLAIN, (_, _) -> List.of(), clock, random);
    reader.stop(); // its address is known, and nothing listens there
    scale = MtSicsScale.tcp(0, ScaleModel.BENCH_15_KG, new FullShelf(), random);
    gateway =
        new OneGateway(
            folder, BridgeConfiguration.local(folder, 0, 0), configuration(), Optional.empty());
  }

  private static final class FullShelf implements Weight {
    @Override
    public double kilograms() {
      return 12 * 1.03;
    }

    @Override
    public boolean stable() {
      return true;
    }
  }

  private String configuration() {
    return """
    gateway: gw1
    site: {id: store-1, name: Store 1, timezone: UTC}
    devices:
      absent-reader: {profile: llrp, connect: "llrp://127.0.0.1:%d"}
      loose-probe: {profile: xy-md02, connect: "modbus-rtu:%s?baud=9600&unit=1", every: 500ms}
      mad-probe: {profile: xy-md02, connect: "modbus-tcp://127.0.0.1:%d?unit=1", every: 500ms}
      good-probe: {profile: xy-md02, connect: "modbus-tcp://127.0.0.1:%d?unit=1", every: 500ms}
      good-scale: {profile: mt-sics, connect: "tcp://127.0.0.1:%d", every: 500ms}
    shelves:
      milk:
        product: {gtin: "06901234567892", name: Whole milk 1 L, itemWeight: 1.03 kg}
        capacity: 12
        weight: [good-scale/weight]
    """
        .formatted(reader.port(), loose.path(), madProbe.port(), goodProbe.port(), scale.port());
  }

  @AfterEach
  void end() throws Exception {
    gateway.close();
    scale.close();
    reader.close();
    goodProbe.close();
    madProbe.close();
    looseProbe.close();
    loose.close();
  }

  @Test
  void eachTroubleIsOneAlertUntilItIsMendedAndCostsNobodyElse() throws Exception {
    awaitReadings("loose-probe", "mad-probe", "good-probe", "good-scale");
    long before = gateway.goodReadings("good-probe");
    long started = System.nanoTime();

    loose.unplug();
    madProbe.fault(UNIT, new ModbusFault.Noise());

    for (String device : SICK) {
      Await.until(SOON, device + " is told of", () -> offline(device).size() == 1, gateway::alerts);
    }
    gateway.alerts().forEach(TroubleTest::assertSaysWhatToDo);
    assertKeepsItsRate(before, started);

    reader.start();
    loose.replug();
    madProbe.fault(UNIT, new ModbusFault.None());

    Await.until(
        AFTER_MENDING,
        "all are well",
        () -> gateway.alerts().stream().allMatch(Alert::isClosed),
        gateway::alerts);
    SICK.forEach(device -> assertEquals(1, offline(device).size(), gateway.alerts()::toString));
    assertEquals(SICK.size(), gateway.alerts().size(), gateway.alerts()::toString);
    HEALTHY.forEach(name -> assertEquals(List.of(), gateway.alertsOf(name)));
    assertKeepsItsRate(before, started);
  }

  private List<Alert> offline(String device) {
    return gateway.alertsOf(device).stream()
        .filter(alert -> alert.kind() == EventKind.DEVICE_OFFLINE)
        .toList();
  }

  private void awaitReadings(String... devices) {
    for (String device : devices) {
      Await.until(
          SOON,
          "readings of " + device,
          () -> gateway.goodReadings(device) > 0,
          () -> gateway.bridge().totals());
    }
  }

  private static void assertSaysWhatToDo(Alert alert) {
    assertTrue(TROUBLE.contains(alert.kind()), alert::toString);
    assertFalse(alert.finding().reason().isBlank(), alert::toString);
    assertFalse(alert.finding().evidence().suggestion().orElse("").isBlank(), alert::toString);
  }

  private void assertKeepsItsRate(long before, long startedNanos) {
    double seconds = (System.nanoTime() - startedNanos) / 1e9;
    double rate = (gateway.goodReadings("good-probe") - before) / seconds;
    assertTrue(rate > PROBE_READINGS_PER_SECOND / 2, () -> rate + " readings a second");
  }
}
