package io.coldshelf.edge.config;

import io.coldshelf.edge.config.Uplink.Acknowledge;
import io.coldshelf.edge.config.Uplink.Broker;
import io.coldshelf.edge.config.Uplink.Certificates;
import io.coldshelf.edge.config.Uplink.Cut;
import io.coldshelf.edge.config.Uplink.Login;
import io.coldshelf.profile.Connection;
import io.coldshelf.yaml.Secret;
import io.coldshelf.yaml.Secrets;
import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads {@code uplink}. */
final class UplinkReader {

  private static final String PLAIN = "mqtt";
  private static final String ENCRYPTED = "mqtts";
  private static final int PLAIN_PORT = 1883;
  private static final int ENCRYPTED_PORT = 8883;

  private static final Duration CUT_AGE = Duration.ofSeconds(10);
  private static final int CUT_COUNT = 1000;
  private static final int MAX_CUT_COUNT = 10_000;

  private static final Map<String, Acknowledge> ACKNOWLEDGE =
      Map.of("bridge", Acknowledge.BRIDGE, "broker", Acknowledge.BROKER);

  private final Secrets secrets;
  private final Path directory;

  UplinkReader(Secrets secrets, Path directory) {
    this.secrets = secrets;
    this.directory = directory;
  }

  Uplink read(YamlMapping uplink) {
    YamlValue mqtt = uplink.required("mqtt");
    Broker broker =
        mqtt.parsed(UplinkReader::broker, "write mqtts://host:8883 or mqtt://host:1883")
            .orElse(new Broker("", PLAIN_PORT, false));
    Login login = login(uplink);
    if (mqtt.isUsable() && !broker.tls() && login.password().isPresent()) {
      mqtt.warning("the password crosses the network in the clear", "use mqtts://");
    }
    Certificates certificates = certificates(uplink);
    if (mqtt.isUsable() && !broker.tls() && !certificates.equals(NO_CERTIFICATES)) {
      mqtt.mistake("certificates have no use without TLS", "use mqtts://");
    }
    YamlValue acknowledge = uplink.optional("acknowledge");
    return new Uplink(
        broker,
        login,
        certificates,
        acknowledge.isWritten()
            ? acknowledge.named("answer", ACKNOWLEDGE).orElse(Acknowledge.BRIDGE)
            : Acknowledge.BRIDGE,
        cut(uplink.optional("readings")));
  }

  private static final Certificates NO_CERTIFICATES =
      new Certificates(Optional.empty(), Optional.empty(), Optional.empty());

  private static Broker broker(String url) {
    Connection parsed = Connection.parse(url);
    boolean tls = parsed.scheme().equals(ENCRYPTED);
    if (!tls && !parsed.scheme().equals(PLAIN)) {
      throw new IllegalArgumentException("'" + parsed.scheme() + "' is neither mqtt nor mqtts");
    }
    if (parsed.host().isEmpty() || parsed.host().indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "there is no host after '" + parsed.scheme() + "://', or more than a host");
    }
    if (!parsed.path().isEmpty() || !parsed.options().isEmpty()) {
      throw new IllegalArgumentException("something stands after host and port");
    }
    return new Broker(parsed.host(), parsed.portOr(tls ? ENCRYPTED_PORT : PLAIN_PORT), tls);
  }

  private Login login(YamlMapping uplink) {
    YamlValue username = uplink.optional("username");
    YamlValue password = uplink.optional("password");
    Optional<Secret> secret = password.secret(secrets);
    if (!username.isWritten()) {
      password.mistake("a password without a user name", "add 'username: …'");
    }
    return new Login(
        username.isWritten() ? Optional.of(username.text()) : Optional.empty(), secret);
  }

  private Certificates certificates(YamlMapping uplink) {
    YamlValue certificate = uplink.optional("cert");
    YamlValue key = uplink.optional("key");
    if (certificate.isWritten() != key.isWritten()) {
      certificate.mistake("a certificate without its key", "add 'key: FILE'");
      key.mistake("a key without its certificate", "add 'cert: FILE'");
    }
    return new Certificates(file(uplink.optional("ca")), file(certificate), file(key));
  }

  private Optional<Path> file(YamlValue value) {
    return value.isWritten()
        ? value.parsed(text -> directory.resolve(text), "write the path of a PEM file")
        : Optional.empty();
  }

  private static Cut cut(YamlValue value) {
    if (!value.isWritten()) {
      return new Cut(CUT_AGE, CUT_COUNT);
    }
    YamlMapping readings = value.mapping();
    YamlValue age = readings.optional("age");
    YamlValue count = readings.optional("count");
    return new Cut(
        age.isWritten() ? age.duration(Duration.ofMillis(100), Duration.ofHours(1)) : CUT_AGE,
        count.isWritten() ? (int) count.integer(1, MAX_CUT_COUNT) : CUT_COUNT);
  }
}
