package io.coldshelf.simulator.device;

import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.magicrf.MagicRfDriver;
import io.coldshelf.driver.mercury.MercuryDriver;
import io.coldshelf.driver.r2000.R2000Driver;
import io.coldshelf.driver.uhfreader.UhfReaderDriver;
import io.coldshelf.model.Epc;
import io.coldshelf.model.Observation;
import io.coldshelf.model.TagReport;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.simulator.pty.Pty;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** A serial RFID module that sees one tag at its last antenna of those in use. */
final class ModuleRig implements Rig {

  static final Epc TAG = Epc.parse("30143639F84191AD22901607");

  private static final int RSSI = -47;

  private final RfidModel model;
  private final Driver driver;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final Optional<Pty> line;
  private final RfidModule module;

  /** What the program has sent since it was last looked at. */
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

  ModuleRig(RfidModel model, Optional<Pty> line) throws IOException {
    this(model, line, List.of(TAG));
  }

  ModuleRig(RfidModel model, Optional<Pty> line, List<Epc> tags) throws IOException {
    this.model = model;
    this.line = line;
    this.driver =
        switch (model) {
          case M100 -> new MagicRfDriver();
          case UHF_READER_18, UHF_READER_288 -> new UhfReaderDriver();
          case R2000 -> new R2000Driver();
          case M6E, M6E_NANO -> new MercuryDriver();
        };
    Field field =
        (antenna, _) ->
            antenna == antenna()
                ? tags.stream().map(tag -> new Field.Seen(tag, RSSI)).toList()
                : List.of();
    InstantSource clock = InstantSource.system();
    this.module =
        line.isPresent()
            ? RfidModule.serial(line.get(), model, field, clock, new Random(1), this::hear)
            : RfidModule.tcp(0, model, field, clock, new Random(1), this::hear);
  }

  private void hear(byte[] bytes) {
    synchronized (heard) {
      heard.writeBytes(bytes);
    }
    asked.countDown();
  }

  /** What the program has sent since this was last asked, in hexadecimal digits. */
  String heard() {
    synchronized (heard) {
      String hex = HexFormat.of().withUpperCase().formatHex(heard.toByteArray());
      heard.reset();
      return hex;
    }
  }

  RfidModule module() {
    return module;
  }

  private int antenna() {
    return switch (model) {
      case M100, UHF_READER_18, M6E_NANO -> 1;
      case UHF_READER_288, R2000, M6E -> 2;
    };
  }

  private String options() {
    return switch (model) {
      case M100 -> "region=eu&power=20.5";
      case UHF_READER_18 -> "region=eu";
      case UHF_READER_288 -> "region=us&power=25&antennas=1,2";
      case R2000 -> "region=eu&power=30&antennas=1,2&address=1";
      case M6E -> "region=eu&power=23.25&antennas=1,2";
      case M6E_NANO -> "region=us";
    };
  }

  @Override
  public Driver driver() {
    return driver;
  }

  @Override
  public DeviceSetup setup(Duration timeout) {
    return setup(timeout, options());
  }

  DeviceSetup setup(Duration timeout, String options) {
    String place =
        line.map(pty -> "serial:" + pty.path()).orElseGet(() -> "tcp://127.0.0.1:" + module.port());
    return new DeviceSetup(
        "rig",
        new DeviceProfile("module", "A module", driver.protocol(), "its manual", List.of()),
        Connection.parse(place + "?" + options),
        timeout,
        InstantSource.system());
  }

  @Override
  public boolean isTruth(Observation observation) {
    boolean tellsStrength = model != RfidModel.UHF_READER_18 && model != RfidModel.UHF_READER_288;
    return observation instanceof TagReport report
        && report.epc().equals(TAG)
        && report.antenna() == antenna()
        && report.rssiDbm().equals(tellsStrength ? OptionalInt.of(RSSI) : OptionalInt.empty());
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
      module.stop();
    }
  }

  @Override
  public void comeBack() throws IOException {
    if (line.isPresent()) {
      line.get().replug();
    } else {
      module.start();
    }
  }

  @Override
  public void nonsense(boolean on) {
    module.fault(on ? ModuleFault.NOISE : ModuleFault.NONE);
  }

  @Override
  public void silence() {
    module.fault(ModuleFault.SILENT);
  }

  @Override
  public void close() throws IOException {
    module.close();
    if (line.isPresent()) {
      line.get().close();
    }
  }
}
