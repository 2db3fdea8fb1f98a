package io.coldshelf.simulator.device;

import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.scale.ScaleDriver;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.Protocol;
import io.coldshelf.simulator.pty.Pty;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** A scale of some make that shows 1.234 kg, and the driver that reads it. */
final class DialectRig implements Rig {

  private static final double TRUTH = 1.234;
  private static final ScaleModel MODEL =
      new ScaleModel("Bench", "1", ScaleModel.Unit.KILOGRAM, 3, 15);

  private final ScaleDialect dialect;
  private final ScaleDriver driver;
  private final CountDownLatch asked = new CountDownLatch(1);
  private final Optional<Pty> line;
  private final DialectScale scale;

  private DialectRig(ScaleDialect dialect, Optional<Pty> line) throws IOException {
    this.dialect = dialect;
    this.driver = new ScaleDriver(protocol(dialect));
    this.line = line;
    boolean[] on = new boolean[1];
    Weight weight =
        new Weight() {
          @Override
          public double kilograms() {
            if (on[0]) {
              asked.countDown();
            }
            return TRUTH;
          }

          @Override
          public boolean stable() {
            return true;
          }
        };
    Random random = new Random(1);
    this.scale =
        line.isPresent()
            ? DialectScale.serial(line.get(), dialect, MODEL, weight, random)
            : DialectScale.tcp(dialect, MODEL, weight, random);
    on[0] = true;
  }

  static DialectRig tcp(ScaleDialect dialect) throws IOException {
    return new DialectRig(dialect, Optional.empty());
  }

  static DialectRig serial(ScaleDialect dialect, Path folder) throws IOException {
    return new DialectRig(dialect, Optional.of(Pty.open(folder.resolve("tty" + dialect))));
  }

  static Protocol protocol(ScaleDialect dialect) {
    return switch (dialect) {
      case AD, AD_INDICATOR, AD_INDICATOR_ASKED -> Protocol.AD;
      case CAS -> Protocol.CAS;
      case DINI_ARGEO, DINI_ARGEO_485 -> Protocol.DINI_ARGEO;
      case OHAUS -> Protocol.OHAUS;
      case RADWAG -> Protocol.RADWAG;
      case SARTORIUS, SARTORIUS_22 -> Protocol.SARTORIUS;
      case SMA -> Protocol.SMA;
      case TOLEDO, TOLEDO_UNCHECKED -> Protocol.TOLEDO;
    };
  }

  /** What has to be written behind the connection for a dialect. */
  static String options(ScaleDialect dialect) {
    return switch (dialect) {
      case AD_INDICATOR -> "?ask=none";
      case AD_INDICATOR_ASKED -> "?ask=RW";
      case DINI_ARGEO_485 -> "?address=7";
      default -> "";
    };
  }

  static DeviceSetup setup(String url, Protocol protocol, Duration timeout) {
    PointProfile weight =
        new PointProfile(
            "weight", "Weight", "kg", new PointProfile.Range(-1e9, 1e9), Optional.empty());
    DeviceProfile profile =
        new DeviceProfile("scale", "Scale", protocol.code(), "its manual", List.of(weight));
    return new DeviceSetup("rig", profile, Connection.parse(url), timeout, InstantSource.system());
  }

  @Override
  public Driver driver() {
    return driver;
  }

  @Override
  public DeviceSetup setup(Duration timeout) {
    String place =
        line.map(pty -> "serial:" + pty.path()).orElseGet(() -> "tcp://127.0.0.1:" + scale.port());
    return setup(place + options(dialect), protocol(dialect), timeout);
  }

  @Override
  public boolean isTruth(Observation observation) {
    return observation instanceof Reading reading
        && reading.quality().isGood()
        && Math.abs(reading.value() - TRUTH) < 1e-9;
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
