package io.coldshelf.bridge.ingest;

import io.coldshelf.yaml.Secret;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which broker, and as whom.
 *
 * @param url {@code mqtt://host:1883} or {@code mqtts://host:8883}
 * @param username where the broker asks for one
 * @param password where the broker asks for one
 * @param ca a PEM file with the certificates to trust; those of Java where it is missing
 */
public record MqttSettings(
    String url, Optional<String> username, Optional<Secret> password, Optional<Path> ca) {

  /** The broker must be named by a URL of these two kinds. */
  public MqttSettings {
    if (!url.startsWith("mqtt://") && !url.startsWith("mqtts://")) {
      throw new IllegalArgumentException(
          "'" + url + "' is not of the form mqtt://host:1883 or mqtts://host:8883");
    }
  }

  /**
   * A broker that asks for nothing.
   *
   * @param url its address
   * @return the settings
   */
  public static MqttSettings open(String url) {
    return new MqttSettings(url, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Paho's own names for the two kinds. */
  String pahoUrl() {
    return url.startsWith("mqtts://")
        ? "ssl://" + url.substring("mqtts://".length())
        : "tcp://" + url.substring("mqtt://".length());
  }

  boolean isEncrypted() {
    return url.startsWith("mqtts://");
  }
}
