package io.coldshelf.simulator.device;

import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.llrp.LlrpDriver;
import io.coldshelf.driver.modbus.ModbusDriver;
import io.coldshelf.driver.scale.ScaleDriver;
import io.coldshelf.model.Epc;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Reading;
import io.coldshelf.model.TagReport;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.ModbusRegister;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.Protocol;
import io.coldshelf.simulator.pty.Pty;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** A driver, its simulated counterpart, and what can befall the wire between them. */
interface Rig extends AutoCloseable {

  Driver driver();

  DeviceSetup setup(Duration timeout);

  /** Whether this is what the counterpart really says. */
  boolean isTruth(Observation observation);

  /** Opened when the driver has asked for the first time. */
  CountDownLatch asked();

  void vanish() throws Exception;

  void comeBack() throws Exception;

  void nonsense(boolean on);

  void silence();

  @Override
  void close() throws IOException;

  /** The kinds of rig. */
  enum Kind {
    AD_TCP,
    AD_SERIAL,
    AD_INDICATOR_SERIAL,
    CAS_TCP,
    CAS_SERIAL,
    DINI_ARGEO_TCP,
    DINI_ARGEO_485_SERIAL,
    OHAUS_TCP,
    RADWAG_TCP,
    SARTORIUS_TCP,
    SARTORIUS_22_TCP,
    SMA_TCP,
    TOLEDO_TCP,
    TOLEDO_UNCHECKED_SERIAL,
    MODBUS_TCP,
    MODBUS_RTU,
    MT_SICS_TCP,
    MT_SICS_SERIAL,
    GPSD,
    MAGICRF_SERIAL,
    MAGICRF_TCP,
    MERCURY_SERIAL,
    MERCURY_TCP,
    R2000_SERIAL,
    R2000_TCP,
    UHFREADER_18_SERIAL,
    UHFREADER_288_TCP,
    LLRP,
    MQTT,
    NMEA_SERIAL,
    NMEA_TCP,
    W1;

    Rig open(Path folder) throws IOException {
      return switch (this) {
        case AD_TCP -> DialectRig.tcp(ScaleDialect.AD);
        case AD_SERIAL -> DialectRig.serial(ScaleDialect.AD, folder);
        case AD_INDICATOR_SERIAL -> DialectRig.serial(ScaleDialect.AD_INDICATOR, folder);
        case CAS_TCP -> DialectRig.tcp(ScaleDialect.CAS);
        case CAS_SERIAL -> DialectRig.serial(ScaleDialect.CAS, folder);
        case DINI_ARGEO_TCP -> DialectRig.tcp(ScaleDialect.DINI_ARGEO);
        case DINI_ARGEO_485_SERIAL -> DialectRig.serial(ScaleDialect.DINI_ARGEO_485, folder);
        case OHAUS_TCP -> DialectRig.tcp(ScaleDialect.OHAUS);
        case RADWAG_TCP -> DialectRig.tcp(ScaleDialect.RADWAG);
        case SARTORIUS_TCP -> DialectRig.tcp(ScaleDialect.SARTORIUS);
        case SARTORIUS_22_TCP -> DialectRig.tcp(ScaleDialect.SARTORIUS_22);
        case SMA_TCP -> DialectRig.tcp(ScaleDialect.SMA);
        case TOLEDO_TCP -> DialectRig.tcp(ScaleDialect.TOLEDO);
        case TOLEDO_UNCHECKED_SERIAL -> DialectRig.serial(ScaleDialect.TOLEDO_UNCHECKED, folder);
        case MODBUS_TCP -> new OfModbus(Optional.empty());
        case MODBUS_RTU -> new OfModbus(Optional.of(Pty.open(folder.resolve("ttyBUS"))));
        case MT_SICS_TCP -> new OfScale(Optional.empty());
        case MT_SICS_SERIAL -> new OfScale(Optional.of(Pty.open(folder.resolve("ttySCALE"))));
        case MAGICRF_SERIAL -> new ModuleRig(RfidModel.M100, line(folder));
        case MAGICRF_TCP -> new ModuleRig(RfidModel.M100, Optional.empty());
        case MERCURY_SERIAL -> new ModuleRig(RfidModel.M6E_NANO, line(folder));
        case MERCURY_TCP -> new ModuleRig(RfidModel.M6E, Optional.empty());
        case R2000_SERIAL -> new ModuleRig(RfidModel.R2000, line(folder));
        case R2000_TCP -> new ModuleRig(RfidModel.R2000, Optional.empty());
        case UHFREADER_18_SERIAL -> new ModuleRig(RfidModel.UHF_READER_18, line(folder));
        case UHFREADER_288_TCP -> new ModuleRig(RfidModel.UHF_READER_288, Optional.empty());
        case LLRP -> new OfReader();
        case W1 -> new WiredRigs.OfOneWire(folder);
        case MQTT -> new OfHub();
        case NMEA_TCP -> OfNavigation.nmea(Optional.empty());
        case NMEA_SERIAL -> OfNavigation.nmea(Optional.of(Pty.open(folder.resolve("ttyRECEIVER"))));
        case GPSD -> OfNavigation.gpsd();
      };
    }

    private static Optional<Pty> line(Path folder) throws IOException {
      return Optional.of(Pty.open(folder.resolve("ttyMODULE")));
    }
  }

  static DeviceSetup setup(String url, DeviceProfile profile, Duration timeout) {
    return new DeviceSetup("rig", profile, Connection.parse(url), timeout, InstantSource.system());
  }

  static boolean isGood(Observation observation, double value) {
    return observation instanceof Reading reading
        && reading.quality().isGood()
        && Math.abs(reading.value() - value) < 1e-9;
  }

  /** An XY-MD02 at -18.5 °C. */
  final class OfModbus implements Rig {

    private final ModbusDriver driver = new ModbusDriver();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final Optional<Pty> line;
    private final ModbusSlave slave;

    OfModbus(Optional<Pty> line) throws IOException {
      this.line = line;
      Map<Integer, Registers> units = Map.of(3, new XyMd02(3, this::temperature, () -> 71));
      InstantSource clock = InstantSource.system();
      this.slave =
          line.isPresent()
              ? ModbusSlave.rtu(line.get(), units, clock, new Random(1), _ -> {})
              : ModbusSlave.tcp(0, units, clock, new Random(1), _ -> {});
    }

    ModbusSlave slave() {
      return slave;
    }

    private double temperature() {
      asked.countDown();
      return -18.5;
    }

    @Override
    public Driver driver() {
      return driver;
    }

    @Override
    public DeviceSetup setup(Duration timeout) {
      String url =
          line.map(pty -> "modbus-rtu:" + pty.path() + "?baud=9600&unit=3")
              .orElseGet(() -> "modbus-tcp://127.0.0.1:" + slave.port() + "?unit=3");
      DeviceProfile profile =
          new DeviceProfile(
              "probe",
              "Probe",
              "modbus",
              "vendor manual",
              List.of(point("temperature", "Cel", 1), point("humidity", "%RH", 2)));
      return Rig.setup(url, profile, timeout);
    }

    private static PointProfile point(String name, String unit, int address) {
      return new PointProfile(
          name,
          name,
          unit,
          new PointProfile.Range(-40, 100),
          Optional.of(
              new ModbusRegister(
                  ModbusRegister.Table.INPUT, address, ModbusRegister.Type.INT16, 0.1)));
    }

    @Override
    public boolean isTruth(Observation observation) {
      return isGood(observation, -18.5) || isGood(observation, 71);
    }

    @Override
    public CountDownLatch asked() {
      return asked;
    }

    @Override
    public void vanish() throws IOException {
      if (line.isPresent()) {
        line.get().unplug();
      } else {
        slave.stop();
      }
    }

    @Override
    public void comeBack() throws IOException {
      if (line.isPresent()) {
        line.get().replug();
      } else {
        slave.start();
      }
    }

    @Override
    public void nonsense(boolean on) {
      slave.fault(on ? new ModbusFault.Noise() : new ModbusFault.None());
    }

    @Override
    public void silence() {
      slave.fault(new ModbusFault.Silent());
    }

    @Override
    public void close() throws IOException {
      slave.close();
      if (line.isPresent()) {
        line.get().close();
      }
    }
  }

  /** A scale that shows 1.234 kg in grams. */
  final class OfScale implements Rig {

    private final ScaleDriver driver = new ScaleDriver(Protocol.MT_SICS);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final Optional<Pty> line;
    private final MtSicsScale scale;

    OfScale(Optional<Pty> line) throws IOException {
      this.line = line;
      boolean[] on = new boolean[1];
      Weight weight =
          new Weight() {
            @Override
            public double kilograms() {
              if (on[0]) {
                asked.countDown();
              }
              return 1.234;
            }

            @Override
            public boolean stable() {
              return true;
            }
          };
      this.scale =
          line.isPresent()
              ? MtSicsScale.serial(line.get(), ScaleModel.BENCH_15_KG, weight, new Random(1))
              : MtSicsScale.tcp(0, ScaleModel.BENCH_15_KG, weight, new Random(1));
      on[0] = true;
    }

    @Override
    public Driver driver() {
      return driver;
    }

    @Override
    public DeviceSetup setup(Duration timeout) {
      String url =
          line.map(pty -> "serial:" + pty.path() + "?baud=9600")
              .orElseGet(() -> "tcp://127.0.0.1:" + scale.port());
      PointProfile weight =
          new PointProfile(
              "weight", "Weight", "kg", new PointProfile.Range(-1, 16), Optional.empty());
      return Rig.setup(
          url,
          new DeviceProfile("scale", "Scale", "mt-sics", "MT-SICS manual", List.of(weight)),
          timeout);
    }

    @Override
    public boolean isTruth(Observation observation) {
      return isGood(observation, 1.234);
    }

    @Override
    public CountDownLatch asked() {
      return asked;
    }

    @Override
    public void vanish() throws IOException {
      if (line.isPresent()) {
        line.get().unplug();
      } else {
        scale.stop();
      }
    }

    @Override
    public void comeBack() throws IOException {
      if (line.isPresent()) {
        line.get().replug();
      } else {
        scale.start();
      }
    }

    @Override
    public void nonsense(boolean on) {
      scale.fault(on ? ScaleFault.NOISE : ScaleFault.NONE);
    }

    @Override
    public void silence() {
      scale.fault(ScaleFault.SILENT);
    }

    @Override
    public void close() throws IOException {
      scale.close();
      if (line.isPresent()) {
        line.get().close();
      }
    }
  }

  /** A reader that sees one tag at its second antenna. */
  final class OfReader implements Rig {

    private static final Epc TAG = Epc.parse("30143639F84191AD22901607");

    private final LlrpDriver driver = new LlrpDriver();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final LlrpReader reader;

    OfReader() throws IOException {
      Field field =
          (antenna, _) -> {
            asked.countDown();
            return antenna == 2 ? List.of(new Field.Seen(TAG, -47)) : List.of();
          };
      this.reader =
          new LlrpReader(
              0,
              ReaderModel.PLAIN.withRoundEvery(Duration.ofMillis(20)),
              field,
              InstantSource.system(),
              new Random(1));
    }

    LlrpReader reader() {
      return reader;
    }

    @Override
    public Driver driver() {
      return driver;
    }

    @Override
    public DeviceSetup setup(Duration timeout) {
      return Rig.setup(
          "llrp://127.0.0.1:" + reader.port(),
          new DeviceProfile("llrp", "A reader", "llrp", "LLRP 1.0.1", List.of()),
          timeout);
    }

    @Override
    public boolean isTruth(Observation observation) {
      return observation instanceof TagReport report
          && report.epc().equals(TAG)
          && report.antenna() == 2
          && report.rssiDbm().equals(OptionalInt.of(-47));
    }

    @Override
    public CountDownLatch asked() {
      return asked;
    }

    @Override
    public void vanish() throws IOException, InterruptedException {
      reader.stop();
    }

    @Override
    public void comeBack() throws IOException {
      reader.start();
    }

    @Override
    public void nonsense(boolean on) {
      reader.noise(on);
      reader.cut();
    }

    @Override
    public void silence() {
      // A reader that sees nothing new is silent enough.
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
