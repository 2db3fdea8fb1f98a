package io.coldshelf.simulator.device;

import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.gnss.GpsdDriver;
import io.coldshelf.driver.gnss.NmeaDriver;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.simulator.pty.Pty;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** A receiver in Berlin that drives with 20 m/s. */
final class OfNavigation implements Rig {

  private static final Whereabouts BERLIN = new Whereabouts(52.5163, 13.3777, 20, 87.5, 34, 9);
  private static final Map<String, Double> TRUTH =
      Map.of(
          "latitude", 52.5163,
          "longitude", 13.3777,
          "speed", 20.0,
          "course", 87.5,
          "altitude", 34.0,
          "fix", 1.0,
          "satellites", 9.0);

  private final Driver driver;
  private final String profile;
  private final Optional<Pty> line;
  private final NavigationReceiver receiver;

  private OfNavigation(
      Driver driver, String profile, Optional<Pty> line, NavigationReceiver receiver) {
    this.driver = driver;
    this.profile = profile;
    this.line = line;
    this.receiver = receiver;
  }

  private static NavigationReceiver.Setup says() {
    return new NavigationReceiver.Setup(
        Duration.ofMillis(50), () -> BERLIN, InstantSource.system(), new Random(1));
  }

  static OfNavigation nmea(Optional<Pty> line) throws IOException {
    return new OfNavigation(
        new NmeaDriver(),
        "nmea-0183",
        line,
        line.isPresent()
            ? NavigationReceiver.serial(line.get(), says())
            : NavigationReceiver.tcp(0, says()));
  }

  static OfNavigation gpsd() throws IOException {
    return new OfNavigation(
        new GpsdDriver(), "gpsd", Optional.empty(), NavigationReceiver.gpsd(0, says()));
  }

  @Override
  public Driver driver() {
    return driver;
  }

  @Override
  public DeviceSetup setup(Duration timeout) {
    String scheme = profile.equals("gpsd") ? "gpsd" : "tcp";
    return new DeviceSetup(
        "rig",
        DeviceProfiles.builtIn().find(profile).orElseThrow(),
        Connection.parse(
            line.map(pty -> "serial:" + pty.path() + "?baud=9600")
                .orElseGet(() -> scheme + "://127.0.0.1:" + receiver.port())),
        timeout,
        InstantSource.system());
  }

  @Override
  public boolean isTruth(Observation observation) {
    return observation instanceof Reading reading
        && reading.quality().isGood()
        && Math.abs(reading.value() - TRUTH.getOrDefault(reading.point().point(), Double.NaN))
            < 1e-5;
  }

  @Override
  public CountDownLatch asked() {
    return new CountDownLatch(0); // It speaks without being asked.
  }

  @Override
  public void vanish() throws IOException {
    if (line.isPresent()) {
      line.get().unplug();
    } else {
      receiver.stop();
    }
  }

  @Override
  public void comeBack() throws IOException {
    if (line.isPresent()) {
      line.get().replug();
    } else {
      receiver.start();
    }
  }

  @Override
  public void nonsense(boolean on) {
    receiver.noise(on);
  }

  @Override
  public void silence() {
    receiver.silence();
  }

  @Override
  public void close() throws IOException {
    receiver.close();
    if (line.isPresent()) {
      line.get().close();
    }
  }
}
