package io.coldshelf.edge.config;

import io.coldshelf.edge.config.Uplink.Acknowledge;
import io.coldshelf.edge.config.Uplink.Broker;
import io.coldshelf.edge.config.Uplink.Certificates;
import io.coldshelf.edge.config.Uplink.Cut;
import io.coldshelf.edge.config.Uplink.Encoding;
import io.coldshelf.edge.config.Uplink.Hours;
import io.coldshelf.edge.config.Uplink.Limit;
import io.coldshelf.edge.config.Uplink.Login;
import io.coldshelf.profile.Connection;
import io.coldshelf.yaml.Secret;
import io.coldshelf.yaml.Secrets;
import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code uplink}. */
final class UplinkReader {

  private static final String PLAIN = "mqtt";
  private static final String ENCRYPTED = "mqtts";
  private static final int PLAIN_PORT = 1883;
  private static final int ENCRYPTED_PORT = 8883;

  private static final Duration NEAR_CUT_AGE = Duration.ofSeconds(10);
  private static final Duration FAR_CUT_AGE = Duration.ofMinutes(5);
  private static final int CUT_COUNT = 1000;
  private static final int MAX_CUT_COUNT = 10_000;

  private static final long MIN_RATE = 100;
  private static final long MIN_BUDGET = 10_000;
  private static final long MAX_BYTES = 1_000_000_000_000_000L;
  private static final int MAX_HOURS = 24;
  private static final Pattern HOURS =
      Pattern.compile("((?:[01][0-9]|2[0-3]):[0-5][0-9])-((?:[01][0-9]|2[0-3]):[0-5][0-9])");

  private static final Map<String, Encoding> ENCODING =
      Map.of("columns", Encoding.COLUMNS, "senml", Encoding.SENML);

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
    if (mqtt.isUsable() && !broker.tls() && certificates.areNamed()) {
      mqtt.mistake("certificates have no use without TLS", "use mqtts://");
    }
    YamlValue answer = uplink.optional("acknowledge");
    Acknowledge acknowledge =
        answer.isWritten()
            ? answer.named("answer", ACKNOWLEDGE).orElse(Acknowledge.BRIDGE)
            : Acknowledge.BRIDGE;
    return new Uplink(
        broker,
        login,
        certificates,
        acknowledge,
        encoding(uplink.optional("encoding"), acknowledge),
        cut(uplink.optional("readings"), Nearness.ofHost(broker.host())),
        limit(uplink.optional("limit")));
  }

  /** Whoever reads in place of our bridge gets what is standard. */
  private static Encoding encoding(YamlValue value, Acknowledge acknowledge) {
    Encoding otherwise =
        switch (acknowledge) {
          case BRIDGE -> Encoding.COLUMNS;
          case BROKER -> Encoding.SENML;
        };
    return value.isWritten() ? value.named("encoding", ENCODING).orElse(otherwise) : otherwise;
  }

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

  /** Few large blocks cost less on a line that counts bytes; near, what is fresh costs nothing. */
  private static Cut cut(YamlValue value, boolean near) {
    Duration defaultAge = near ? NEAR_CUT_AGE : FAR_CUT_AGE;
    if (!value.isWritten()) {
      return new Cut(defaultAge, CUT_COUNT);
    }
    YamlMapping readings = value.mapping();
    YamlValue age = readings.optional("age");
    YamlValue count = readings.optional("count");
    return new Cut(
        age.isWritten() ? age.duration(Duration.ofMillis(100), Duration.ofHours(1)) : defaultAge,
        count.isWritten() ? (int) count.integer(1, MAX_CUT_COUNT) : CUT_COUNT);
  }

  private static Limit limit(YamlValue value) {
    if (!value.isWritten()) {
      return Limit.NONE;
    }
    YamlMapping limit = value.mapping();
    YamlValue rate = limit.optional("rate");
    YamlValue hours = limit.optional("readingsAt");
    return new Limit(
        rate.isWritten()
            ? OptionalLong.of(rate.bytesPerSecond(MIN_RATE, MAX_BYTES))
            : OptionalLong.empty(),
        bytes(limit.optional("day")),
        bytes(limit.optional("month")),
        hours.isWritten() ? hours(hours) : List.of());
  }

  private static OptionalLong bytes(YamlValue value) {
    return value.isWritten()
        ? OptionalLong.of(value.bytes(MIN_BUDGET, MAX_BYTES))
        : OptionalLong.empty();
  }

  private static List<Hours> hours(YamlValue list) {
    List<Hours> all = new ArrayList<>();
    List<YamlValue> written = list.list();
    if (written.isEmpty() || written.size() > MAX_HOURS) {
      list.mistake(
          list.where() + " needs one to " + MAX_HOURS + " stretches of time",
          "write for example [\"02:00-04:00\"], or remove the key");
    }
    for (YamlValue value : written) {
      value.parsed(UplinkReader::hours, "write for example \"02:00-04:00\"").ifPresent(all::add);
    }
    return all;
  }

  private static Hours hours(String text) {
    Matcher matcher = HOURS.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not of the form hh:mm-hh:mm");
    }
    LocalTime from = LocalTime.parse(matcher.group(1));
    LocalTime to = LocalTime.parse(matcher.group(2));
    if (from.equals(to)) {
      throw new IllegalArgumentException("'" + text + "' is no time at all");
    }
    return new Hours(from, to);
  }
}
