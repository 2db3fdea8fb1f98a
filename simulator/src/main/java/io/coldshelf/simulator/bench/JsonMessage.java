package io.coldshelf.simulator.bench;

import io.coldshelf.model.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;

/** A reading as most gateways send it: an object in JSON, one MQTT message each. */
final class JsonMessage {

  private static final int PUBACK_BYTES = 4; // MQTT 5, 3.4: without a reason code
  private static final int AT_LEAST_ONCE = 1;

  private JsonMessage() {}

  static byte[] of(Reading reading) {
    return text(reading).getBytes(StandardCharsets.UTF_8);
  }

  /** Many in one array. */
  static byte[] of(List<Reading> readings) {
    return readings.stream()
        .map(JsonMessage::text)
        .collect(Collectors.joining(",", "[", "]"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Reading reading) {
    return "{\"device\":\""
        + reading.point().device()
        + "\",\"point\":\""
        + reading.point().point()
        + "\",\"value\":"
        + (reading.quality().isBad() ? "null" : Double.toString(reading.value()))
        + ",\"unit\":\""
        + StoreGateway.unit(reading.point())
        + "\",\"ts\":"
        + reading.timeMillis()
        + "}";
  }

  /** All of MQTT that one reading costs: PUBLISH at QoS 1 and its PUBACK, in bytes. */
  static long packetBytes(Reading reading) throws IOException {
    String topic = StoreGateway.SITE + "/" + StoreGateway.NAME + "/" + reading.point();
    MqttPublish packet =
        new MqttPublish(
            topic,
            new MqttMessage(of(reading), AT_LEAST_ONCE, false, new MqttProperties()),
            new MqttProperties());
    packet.setMessageId(1);
    try {
      return (long) packet.getHeader().length + packet.getPayload().length + PUBACK_BYTES;
    } catch (MqttException e) {
      throw new IOException("Paho cannot write a PUBLISH", e);
    }
  }
}
