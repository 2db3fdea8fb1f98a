package io.coldshelf.driver.mqtt;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.Peer;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Why there is no connection. Always caught within this package. */
final class LinkException extends Exception {

  private static final long serialVersionUID = 1;

  // MQTT 5, 3.2.2.2
  private static final int UNSUPPORTED_VERSION = 0x84;
  private static final int IDENTIFIER_INVALID = 0x85;
  private static final int BAD_CREDENTIALS = 0x86;
  private static final int NOT_AUTHORIZED = 0x87;
  private static final int QUOTA_EXCEEDED = 0x97;

  /** MQTT 3.1.1, 3.2.2.3: how an old broker says the same. */
  private static final int OLD_UNSUPPORTED_VERSION = 0x01;

  private final transient Fault fault;

  LinkException(Fault fault) {
    super(fault.reason());
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }

  /** What Paho complains of, in words. */
  static LinkException of(String place, MqttException e) {
    return new LinkException(fault(place, e));
  }

  private static Fault fault(String place, MqttException e) {
    return switch (e.getReasonCode()) {
      case BAD_CREDENTIALS, NOT_AUTHORIZED ->
          new Fault(
              Fault.Kind.REFUSED,
              "The broker at " + place + " does not let the gateway in.",
              "Check username and password of the device, and the broker's list of users.");
      case UNSUPPORTED_VERSION, OLD_UNSUPPORTED_VERSION ->
          new Fault(
              Fault.Kind.REFUSED,
              "The broker at " + place + " does not speak MQTT 5.",
              "Update it: mosquitto does from 1.6 on.");
      case IDENTIFIER_INVALID ->
          new Fault(
              Fault.Kind.REFUSED,
              "The broker at " + place + " does not take the gateway's client id.",
              "Allow it in the broker, or give the gateway a shorter name.");
      case QUOTA_EXCEEDED ->
          new Fault(
              Fault.Kind.REFUSED,
              "The broker at " + place + " has no room for one more client.",
              "Raise its limits.");
      default -> ofCause(place, e.getCause() == null ? e : e.getCause());
    };
  }

  private static Fault ofCause(String place, Throwable cause) {
    Peer broker = broker(place);
    return broker
        .fault(cause)
        .orElseGet(() ->
            cause instanceof SSLException tls
                ? new Fault(
                    Fault.Kind.REFUSED,
                    "TLS with the broker at " + place + " failed: " + tls.getMessage(),
                    "Name the authority that signed the broker's certificate with 'ca', and check"
                        + " the name in 'connect' and the gateway's clock.")
                : broker.unreachable("No connection to the " + broker + ": " + cause + "."));
  }

  static Peer broker(String place) {
    return new Peer("broker", place);
  }
}
