package io.coldshelf.simulator.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.mqtt.Identity;
import io.coldshelf.driver.mqtt.MqttDriver;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfiles;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A sensor at -18.5 °C that its hub publishes every 20 ms. */
final class OfHub implements Rig {

  private static final String TOPIC = "zigbee2mqtt/cold/room";

  private final MqttDriver driver = new MqttDriver(Identity.of("rig"), InstantSource.system());
  private final MqttHub hub = new MqttHub(0);
  private final ScheduledExecutorService rhythm =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
  private volatile String payload = "{\"temperature\":-18.5,\"linkquality\":80}";
  private volatile boolean away;

  OfHub() throws IOException {
    var _ = rhythm.scheduleAtFixedRate(this::publish, 0, 20, TimeUnit.MILLISECONDS);
  }

  private void publish() {
    if (!away) {
      hub.publish(TOPIC, payload.getBytes(UTF_8), false);
    }
  }

  @Override
  public Driver driver() {
    return driver;
  }

  @Override
  public DeviceSetup setup(Duration timeout) {
    return new DeviceSetup(
        "rig",
        DeviceProfiles.builtIn().find("z2m-sonoff-snzb-02").orElseThrow(),
        Connection.parse("mqtt://127.0.0.1:" + hub.port() + "/" + TOPIC),
        // A connection costs Paho 300 ms of its own.
        timeout.plusSeconds(2),
        InstantSource.system());
  }

  @Override
  public boolean isTruth(Observation observation) {
    return observation instanceof Reading reading
        && reading.quality().isGood()
        && reading.value() == -18.5;
  }

  @Override
  public CountDownLatch asked() {
    return hub.subscribed();
  }

  @Override
  public void vanish() throws IOException {
    away = true;
    hub.stop();
  }

  @Override
  public void comeBack() throws IOException {
    hub.start();
    away = false;
  }

  @Override
  public void nonsense(boolean on) {
    payload = on ? "{\"temperature\":-18.5" : "{\"temperature\":-18.5}";
  }

  @Override
  public void silence() {
    away = true;
  }

  @Override
  public void close() throws IOException {
    rhythm.shutdownNow();
    hub.close();
  }
}
