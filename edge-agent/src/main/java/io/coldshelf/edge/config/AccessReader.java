package io.coldshelf.edge.config;

import io.coldshelf.driver.Access;
import io.coldshelf.driver.PresharedKey;
import io.coldshelf.profile.Connection;
import io.coldshelf.yaml.Secret;
import io.coldshelf.yaml.Secrets;
import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads how a device lets the gateway in: {@code username}, {@code password} and {@code ca}.
 * Devices behind one broker share a connection and so a login, which need be written for one of
 * them only.
 */
final class AccessReader {

  private final Secrets secrets;
  private final Path directory;
  private final Map<String, Written> byBroker = new HashMap<>();
  private final Map<String, Keyed> byIdentity = new HashMap<>();

  AccessReader(Secrets secrets, Path directory) {
    this.secrets = secrets;
    this.directory = directory;
  }

  /** Who wrote it, and what. */
  private record Written(String device, Access access) {}

  /** Whose key it is. */
  private record Keyed(String device, PresharedKey key) {}

  Access read(String name, YamlMapping device, YamlValue connect, Optional<Connection> connection) {
    Optional<Scheme> scheme = connection.flatMap(Scheme::of);
    boolean byKey = scheme.equals(Optional.of(Scheme.COAPS));
    YamlValue username = byKey ? device.required("username") : device.optional("username");
    YamlValue password = byKey ? device.required("password") : device.optional("password");
    YamlValue authority = device.optional("ca");
    if (scheme.isPresent() && !scheme.get().takesLogin()) {
      refuse(List.of(username, password, authority), connection.get().scheme());
      return Access.OPEN;
    }
    if (byKey) {
      authority.mistake("a CoAP sensor shows no certificate", "remove 'ca'");
    }
    if (scheme.equals(Optional.of(Scheme.LLRPS))) {
      username.mistake("a reader of tags asks for no user", "remove 'username'");
    }
    boolean inTheClear = scheme.filter(known -> !known.isEncrypted()).isPresent();
    if (inTheClear) {
      authority.mistake("certificates have no use without TLS", "use mqtts://");
    }
    Optional<Secret> secret = password.secret(secrets);
    if (!username.isWritten()) {
      password.mistake("a password without a user name", "add 'username: …'");
    }
    Access access =
        new Access(
            username.isWritten() ? Optional.of(username.text()) : Optional.empty(),
            secret,
            authority.isWritten()
                ? authority.parsed(text -> directory.resolve(text), "write a path")
                : Optional.empty());
    if (byKey && secret.isPresent()) {
      checkKey(name, access, password, connection.get());
    }
    if (scheme.filter(Scheme::sharesLogin).isPresent()) {
      connection.ifPresent(place -> share(name, access, connect, place));
    }
    return access;
  }

  /** At a port of the gateway's an identity has one key, however many paths it may post to. */
  private void checkKey(String name, Access access, YamlValue password, Connection place) {
    PresharedKey key;
    try {
      key = PresharedKey.of(access.password().orElseThrow());
    } catch (IllegalArgumentException e) {
      password.mistake(String.valueOf(e.getMessage()), PresharedKey.SUGGESTION);
      return;
    }
    Keyed first =
        byIdentity.putIfAbsent(
            access.username().orElse("") + "@" + broker(place), new Keyed(name, key));
    if (first != null && !first.key().equals(key)) {
      password.mistake(
          "'" + name + "' and '" + first.device() + "' have one identity and two keys",
          "give each its own 'username', or the same 'password'");
    }
  }

  private static void refuse(List<YamlValue> values, String scheme) {
    for (YamlValue value : values) {
      value.mistake(value.where() + " has no use: '" + scheme + "' asks for no login", "remove it");
    }
  }

  private void share(String name, Access access, YamlValue connect, Connection place) {
    if (access.equals(Access.OPEN)) {
      return;
    }
    Written first = byBroker.putIfAbsent(broker(place), new Written(name, access));
    if (first != null && !first.access().equals(access)) {
      connect.mistake(
          "'" + name + "' and '" + first.device() + "' log in at one broker differently",
          "they share a connection: write the login for one of them only");
    }
  }

  /** The entries, each with the login of its broker. */
  List<DeviceEntry> shared(List<DeviceEntry> entries) {
    return entries.stream().map(this::shared).toList();
  }

  private DeviceEntry shared(DeviceEntry entry) {
    Written written = byBroker.get(broker(entry.connection()));
    return written == null
        ? entry
        : new DeviceEntry(
            entry.name(),
            entry.profile(),
            entry.connection(),
            entry.every(),
            entry.timeout(),
            written.access());
  }

  private static String broker(Connection place) {
    return place.scheme() + "://" + place.host() + ":" + place.port();
  }
}
