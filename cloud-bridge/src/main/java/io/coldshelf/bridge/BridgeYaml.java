package io.coldshelf.bridge;

import io.coldshelf.bridge.alert.Webhook;
import io.coldshelf.bridge.api.HttpSettings;
import io.coldshelf.bridge.api.Role;
import io.coldshelf.bridge.broker.BrokerSettings;
import io.coldshelf.bridge.ingest.MqttSettings;
import io.coldshelf.bridge.store.Retention;
import io.coldshelf.model.EventKind;
import io.coldshelf.yaml.Quantity;
import io.coldshelf.yaml.Secret;
import io.coldshelf.yaml.Secrets;
import io.coldshelf.yaml.YamlDocument;
import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code bridge.yaml}; every key may be left out:
 *
 * <pre>
 * http:
 *   listen: 127.0.0.1:8080
 *   tokens: [{name: shop, token: "${file:/etc/coldshelf/shop}", role: store, sites: [store-0042]}]
 * mqtt:
 *   embedded:
 *     listen: 127.0.0.1:1883
 *     users: [{name: gw1, password: "${env:GW1}", sites: [store-0042]}]
 *   # or: url: mqtts://broker.example:8883, username: …, password: …, ca: /etc/ssl/ca.pem
 * store: {path: bridge.db}
 * keep: {blocks: 30d, blockBytes: 50GB, readings: 400d}
 * webhooks: [{url: "https://example.com/hook", secret: "${file:…}", kinds: [stockout]}]
 * </pre>
 */
public final class BridgeYaml {

  private static final Secret NO_SECRET = new Secret("");
  private static final Pattern BYTES = Pattern.compile("(\\d{1,6}) ?(MB|GB|TB)");

  private final Path data;
  private final Secrets secrets;

  private BridgeYaml(Path data, Secrets secrets) {
    this.data = data;
    this.secrets = secrets;
  }

  /**
   * Reads a file.
   *
   * @param document the file
   * @param data what relative paths of the store begin at
   * @param secrets finds what the file only names
   * @return the configuration
   * @throws io.coldshelf.yaml.ConfigurationException with all that is wrong, one line each
   */
  public static BridgeConfiguration read(YamlDocument document, Path data, Secrets secrets) {
    BridgeYaml reader = new BridgeYaml(data, secrets);
    YamlMapping root = document.root();
    BridgeConfiguration configuration =
        new BridgeConfiguration(
            reader.http(root.optional("http")),
            reader.mqtt(root.optional("mqtt")),
            reader.store(root.optional("store")),
            reader.webhooks(root.optional("webhooks")),
            keep(root.optional("keep")));
    document.check();
    return configuration;
  }

  private HttpSettings http(YamlValue value) {
    InetSocketAddress listen =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), BridgeConfiguration.HTTP_PORT);
    List<HttpSettings.Token> tokens = new ArrayList<>();
    if (value.isUsable()) {
      YamlMapping http = value.mapping();
      listen = listen(http.optional("listen"), listen);
      for (YamlValue token : list(http.optional("tokens"))) {
        tokens.add(token(token.mapping()));
      }
    }
    return new HttpSettings(listen, tokens);
  }

  private HttpSettings.Token token(YamlMapping token) {
    Map<String, Role> roles = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      roles.put(role.name().toLowerCase(Locale.ROOT), role);
    }
    return new HttpSettings.Token(
        token.required("name").text(),
        token.required("token").secret(secrets).orElse(NO_SECRET),
        token.required("role").named("role", roles).orElse(Role.STORE),
        texts(token.optional("sites")));
  }

  private BridgeConfiguration.Mqtt mqtt(YamlValue value) {
    InetSocketAddress listen =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), BridgeConfiguration.MQTT_PORT);
    List<BrokerSettings.User> users = new ArrayList<>();
    if (value.isUsable()) {
      YamlMapping mqtt = value.mapping();
      YamlValue url = mqtt.optional("url");
      YamlValue embedded = mqtt.optional("embedded");
      if (url.isWritten() && embedded.isWritten()) {
        url.mistake("'url' and 'embedded' exclude each other", "keep one of the two");
      }
      if (url.isUsable()) {
        return external(mqtt, url);
      }
      if (embedded.isUsable()) {
        YamlMapping broker = embedded.mapping();
        listen = listen(broker.optional("listen"), listen);
        list(broker.optional("users")).forEach(user -> users.add(user(user.mapping())));
      }
    }
    return new BridgeConfiguration.Embedded(new BrokerSettings(listen, users));
  }

  private BridgeConfiguration.Mqtt external(YamlMapping mqtt, YamlValue url) {
    YamlValue username = mqtt.optional("username");
    YamlValue password = mqtt.optional("password");
    YamlValue ca = mqtt.optional("ca");
    Optional<String> user = username.isUsable() ? Optional.of(username.text()) : Optional.empty();
    Optional<Secret> secret = password.isUsable() ? password.secret(secrets) : Optional.empty();
    Optional<Path> trusted = ca.isUsable() ? Optional.of(Path.of(ca.text())) : Optional.empty();
    return new BridgeConfiguration.External(
        url.parsed(
                text -> new MqttSettings(text, user, secret, trusted),
                "write mqtt://host:1883 or mqtts://host:8883")
            .orElse(MqttSettings.open("mqtt://127.0.0.1")));
  }

  private BrokerSettings.User user(YamlMapping user) {
    return new BrokerSettings.User(
        user.required("name").text(),
        user.required("password").secret(secrets).orElse(NO_SECRET),
        texts(user.optional("sites")));
  }

  private Path store(YamlValue value) {
    String path = "bridge.db";
    if (value.isUsable()) {
      path = value.mapping().optional("path").textOr(path);
    }
    return data.resolve(path);
  }

  private static Retention keep(YamlValue value) {
    Retention usual = Retention.USUAL;
    if (!value.isUsable()) {
      return usual;
    }
    YamlMapping keep = value.mapping();
    YamlValue bytes = keep.optional("blockBytes");
    return new Retention(
        age(keep.optional("blocks"), usual.blocks()),
        bytes.isUsable()
            ? bytes
                .parsed(BridgeYaml::bytes, "write a number and MB, GB or TB, for instance 50GB")
                .orElse(usual.blockBytes())
            : usual.blockBytes(),
        age(keep.optional("readings"), usual.readings()));
  }

  private static Duration age(YamlValue value, Duration usual) {
    return value.isUsable()
        ? value.parsed(BridgeYaml::age, "write a number of days, for instance 30d").orElse(usual)
        : usual;
  }

  private static Duration age(String text) {
    Duration age = Quantity.duration(text);
    if (age.isZero()) {
      throw new IllegalArgumentException("nothing would be kept");
    }
    return age;
  }

  /** Decimal units, as disks are sold. */
  static long bytes(String text) {
    Matcher parts = BYTES.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a number of bytes");
    }
    long unit =
        switch (parts.group(2)) {
          case "MB" -> 1_000_000L;
          case "GB" -> 1_000_000_000L;
          default -> 1_000_000_000_000L;
        };
    return Math.multiplyExact(Long.parseLong(parts.group(1)), unit);
  }

  private List<Webhook> webhooks(YamlValue value) {
    List<Webhook> webhooks = new ArrayList<>();
    for (YamlValue each : list(value)) {
      YamlMapping hook = each.mapping();
      URI url =
          hook.required("url")
              .parsed(Webhook::url, "write https://host/path")
              .orElse(URI.create("http://localhost"));
      webhooks.add(
          new Webhook(
              "cfg_" + UUID.nameUUIDFromBytes(url.toString().getBytes(StandardCharsets.UTF_8)),
              url,
              hook.required("secret").secret(secrets).orElse(NO_SECRET),
              kinds(hook.optional("kinds")),
              Optional.empty()));
    }
    return webhooks;
  }

  private static Set<String> kinds(YamlValue value) {
    Map<String, EventKind> known = new LinkedHashMap<>();
    for (EventKind kind : EventKind.values()) {
      known.put(kind.code(), kind);
    }
    Set<String> kinds = new LinkedHashSet<>();
    for (YamlValue each : list(value)) {
      each.named("kind", known).ifPresent(kind -> kinds.add(kind.code()));
    }
    return kinds;
  }

  private static List<YamlValue> list(YamlValue value) {
    return value.isUsable() ? value.list() : List.of();
  }

  private static List<String> texts(YamlValue value) {
    return list(value).stream().map(YamlValue::text).toList();
  }

  private static InetSocketAddress listen(YamlValue value, InetSocketAddress otherwise) {
    return value.isUsable()
        ? value
            .parsed(BridgeYaml::address, "write host:port, for instance 127.0.0.1:8080")
            .orElse(otherwise)
        : otherwise;
  }

  /** {@code host:port}, {@code [::1]:port}; an empty host stands for all addresses. */
  static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || !text.substring(colon + 1).matches("\\d{1,5}")) {
      throw new IllegalArgumentException("'" + text + "' is not of the form host:port");
    }
    String host = text.substring(0, colon);
    int port = Integer.parseInt(text.substring(colon + 1));
    if (port > 65_535) {
      throw new IllegalArgumentException("there is no port " + port);
    }
    return new InetSocketAddress(host.isEmpty() ? "0.0.0.0" : host, port);
  }
}
