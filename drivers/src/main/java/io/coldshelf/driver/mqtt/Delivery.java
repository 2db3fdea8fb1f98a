package io.coldshelf.driver.mqtt;

import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/** One message on one connection, until everybody for whom it was knows that it is safe. */
final class Delivery {

  private final Link link;
  private final int packet;
  private final int qos;
  private final boolean worthACommit;
  private final AtomicInteger missing;

  /** For so many devices; a packet number counts only on the connection by which it came. */
  Delivery(Link link, MqttMessage message, boolean worthACommit, int devices) {
    this.link = link;
    this.packet = message.getId();
    this.qos = message.getQos();
    this.worthACommit = worthACommit;
    this.missing = new AtomicInteger(devices);
  }

  Link link() {
    return link;
  }

  int packet() {
    return packet;
  }

  int qos() {
    return qos;
  }

  /** Whether the broker would be held up by waiting for the commit that comes anyway. */
  boolean isWorthACommit() {
    return worthACommit;
  }

  /** Whether the broker waits for an answer, and repeats the message where none comes. */
  boolean isOwed() {
    return qos > 0;
  }

  boolean isSettled() {
    return missing.get() <= 0;
  }

  /** One of the devices has it safe. */
  void settled() {
    if (missing.decrementAndGet() == 0 && isOwed()) {
      link.settled();
    }
  }
}
