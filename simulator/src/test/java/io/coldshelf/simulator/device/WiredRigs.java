package io.coldshelf.simulator.device;

import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.w1.W1Driver;
import io.coldshelf.model.Observation;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.DeviceProfiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** Rigs of what is wired to the gateway itself. */
final class WiredRigs {

  private WiredRigs() {}

  private static DeviceProfile profile(String name) {
    return DeviceProfiles.builtIn().find(name).orElseThrow();
  }

  /** A DS18B20 at -18.5 °C. */
  static final class OfOneWire implements Rig {

    private static final String ID = "28-00000abcdef0";

    private final W1Wire wire;
    private final W1Driver driver;
    private final CountDownLatch asked = new CountDownLatch(1);

    OfOneWire(Path folder) throws IOException {
      Path sysfs = folder.resolve("sys");
      this.wire = new W1Wire(sysfs, new Random(1));
      this.driver = new W1Driver(sysfs);
      wire.add(ID, () -> -18.5);
    }

    W1Wire wire() {
      return wire;
    }

    @Override
    public Driver driver() {
      return driver;
    }

    @Override
    public DeviceSetup setup(Duration timeout) {
      return Rig.setup("w1:" + ID, profile("ds18b20"), timeout);
    }

    @Override
    public boolean isTruth(Observation observation) {
      return Rig.isGood(observation, -18.5);
    }

    @Override
    public CountDownLatch asked() {
      return asked;
    }

    @Override
    public void vanish() throws IOException {
      wire.vanish(ID);
    }

    @Override
    public void comeBack() throws IOException {
      wire.comeBack(ID);
    }

    @Override
    public void nonsense(boolean on) {
      wire.fault(ID, on ? W1Fault.NOISE : W1Fault.NONE);
    }

    @Override
    public void silence() {
      try {
        wire.block(ID, asked::countDown);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }
}
