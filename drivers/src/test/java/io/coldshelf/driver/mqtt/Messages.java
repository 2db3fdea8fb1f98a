package io.coldshelf.driver.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.model.Observation;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import io.coldshelf.profile.DeviceProfiles;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/** A device of the catalogue whose messages are given by hand. */
final class Messages {

  /** When every message arrives, by the gateway's counter. */
  static final long ARRIVED = 1_000_000;

  /** What time it is then. */
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Sensor sensor;

  private Messages(Sensor sensor) {
    this.sensor = sensor;
  }

  static Messages of(String profile, String place) {
    return of(DeviceProfiles.builtIn().find(profile).orElseThrow(), place);
  }

  static Messages of(DeviceProfile profile, String place) {
    DeviceSetup setup =
        new DeviceSetup(
            "dev",
            profile,
            Connection.parse("mqtt://hub/" + place),
            Duration.ofSeconds(1),
            InstantSource.fixed(Instant.ofEpochMilli(ARRIVED)));
    String topic = setup.connection().path().substring(1);
    return new Messages(new Sensor(setup, topic, InstantSource.fixed(NOW)));
  }

  Sensor sensor() {
    return sensor;
  }

  Sensor.Said said(String topic, String payload) {
    return said(topic, payload.getBytes(UTF_8), false);
  }

  Sensor.Said said(String topic, byte[] payload, boolean isRetained) {
    return sensor.said(new Message.Published(topic, payload, isRetained, ARRIVED, NOBODYS));
  }

  List<Observation> measured(String topic, String payload) {
    return said(topic, payload).observations();
  }

  @SuppressWarnings("NullAway") // never settled, so that the connection is not asked
  private static final Delivery NOBODYS = new Delivery(null, new MqttMessage(), false, 1);
}
