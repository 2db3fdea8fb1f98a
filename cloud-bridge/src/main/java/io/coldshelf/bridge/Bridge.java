package io.coldshelf.bridge;

import io.coldshelf.bridge.alert.AlertFeed;
import io.coldshelf.bridge.alert.Deliverer;
import io.coldshelf.bridge.alert.Webhook;
import io.coldshelf.bridge.alert.Webhooks;
import io.coldshelf.bridge.api.Api;
import io.coldshelf.bridge.broker.BrokerSettings;
import io.coldshelf.bridge.broker.EmbeddedBroker;
import io.coldshelf.bridge.ingest.Ingest;
import io.coldshelf.bridge.ingest.MqttSettings;
import io.coldshelf.bridge.store.Database;
import io.coldshelf.bridge.store.Totals;
import io.coldshelf.yaml.Secret;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * The bridge, put together in the order of the flow:
 *
 * <pre>
 *   broker ──▶ ingest ──▶ store ──▶ alerts ──▶ webhooks
 *                           └──────────┴─────▶ interface and page
 * </pre>
 */
public final class Bridge implements AutoCloseable {

  private static final int PASSWORD_BYTES = 16;

  private final Database database;
  private final Optional<EmbeddedBroker> broker;
  private final Ingest ingest;
  private final Deliverer deliverer;
  private final Api api;

  private Bridge(
      Database database,
      Optional<EmbeddedBroker> broker,
      Ingest ingest,
      Deliverer deliverer,
      Api api) {
    this.database = database;
    this.broker = broker;
    this.ingest = ingest;
    this.deliverer = deliverer;
    this.api = api;
  }

  /**
   * Starts a bridge with the machine's clock.
   *
   * @param configuration how it is set up
   * @return the running bridge
   * @throws IllegalArgumentException when the configuration is refused, with what to change
   * @throws IllegalStateException when a port is taken
   * @throws io.coldshelf.bridge.store.StoreException when the store cannot be opened
   */
  public static Bridge start(BridgeConfiguration configuration) {
    return start(configuration, InstantSource.system(), new SecureRandom());
  }

  /**
   * Starts a bridge.
   *
   * @param configuration how it is set up
   * @param clock what time it is
   * @param random for passwords, ids and jitter; nobody must be able to predict it, and several
   *     threads use it
   * @return the running bridge
   * @throws IllegalArgumentException when the configuration is refused, with what to change
   * @throws IllegalStateException when a port is taken
   * @throws io.coldshelf.bridge.store.StoreException when the store cannot be opened
   */
  public static Bridge start(
      BridgeConfiguration configuration, InstantSource clock, RandomGenerator random) {
    configuration.http().check();
    List<AutoCloseable> parts = new ArrayList<>();
    boolean started = false;
    try {
      Database database = part(parts, Database.open(configuration.store()));
      boolean _ = database.write(sql -> put(sql, configuration.webhooks(), clock.millis()));
      Broker broker = broker(parts, configuration, random);
      AlertFeed feed = new AlertFeed();
      Deliverer deliverer = part(parts, new Deliverer(database, clock, random));
      deliverer.start();
      Ingest ingest =
          part(
              parts,
              Ingest.start(
                  broker.settings(),
                  new Ingest.Store(database, configuration.keep()),
                  clock,
                  random,
                  alerts -> {
                    feed.publish(alerts);
                    deliverer.wake();
                  }));
      Api api =
          Api.start(
              configuration.http(),
              new Api.Sources(database, feed, ingest::isConnected),
              clock,
              random);
      started = true;
      return new Bridge(database, broker.embedded(), ingest, deliverer, api);
    } finally {
      if (!started) {
        parts.reversed().forEach(Bridge::closeQuietly);
      }
    }
  }

  private static <T extends AutoCloseable> T part(List<AutoCloseable> parts, T part) {
    parts.add(part);
    return part;
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      System.getLogger(Bridge.class.getName())
          .log(System.Logger.Level.WARNING, "While a start was given up", e);
    }
  }

  /** How the bridge itself reaches its broker, and the broker where it is inside. */
  private record Broker(MqttSettings settings, Optional<EmbeddedBroker> embedded) {}

  private static Broker broker(
      List<AutoCloseable> parts, BridgeConfiguration configuration, RandomGenerator random) {
    return switch (configuration.mqtt()) {
      case BridgeConfiguration.External external ->
          new Broker(external.settings(), Optional.empty());
      case BridgeConfiguration.Embedded embedded ->
          embedded(parts, embedded.settings(), configuration.store(), random);
    };
  }

  private static Broker embedded(
      List<AutoCloseable> parts, BrokerSettings settings, Path store, RandomGenerator random) {
    byte[] bytes = new byte[PASSWORD_BYTES];
    random.nextBytes(bytes);
    Secret password = new Secret(HexFormat.of().formatHex(bytes));
    List<BrokerSettings.User> users = new ArrayList<>(settings.users());
    if (!users.isEmpty()) {
      users.add(new BrokerSettings.User("coldshelf-bridge", password, List.of()));
    }
    EmbeddedBroker broker =
        part(
            parts,
            EmbeddedBroker.start(
                new BrokerSettings(settings.listen(), users),
                store.toAbsolutePath().resolveSibling("broker")));
    InetAddress address = settings.listen().getAddress();
    String host =
        address.isAnyLocalAddress()
            ? InetAddress.getLoopbackAddress().getHostAddress()
            : address.getHostAddress();
    return new Broker(
        new MqttSettings(
            "mqtt://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + broker.port(),
            Optional.of("coldshelf-bridge"),
            Optional.of(password),
            Optional.empty()),
        Optional.of(broker));
  }

  private static boolean put(io.coldshelf.bridge.store.Sql sql, List<Webhook> webhooks, long now)
      throws java.sql.SQLException {
    boolean all = true;
    for (Webhook webhook : webhooks) {
      all &= Webhooks.put(sql, webhook, now);
    }
    return all;
  }

  /**
   * Where the page and the interface are.
   *
   * @return the TCP port
   */
  public int httpPort() {
    return api.port();
  }

  /**
   * Where gateways connect.
   *
   * @return the TCP port of the broker inside, or nothing where it is elsewhere
   */
  public OptionalInt mqttPort() {
    return broker.isPresent() ? OptionalInt.of(broker.get().port()) : OptionalInt.empty();
  }

  /**
   * What the store holds.
   *
   * @return the figures of this moment
   */
  public Totals totals() {
    return database.read(Totals::of);
  }

  /**
   * The store, for whoever wants to ask it more.
   *
   * @return open until this bridge is closed
   */
  public Database database() {
    return database;
  }

  /** Stops it in order: nobody asks any more, nothing comes in, everything is written. */
  @Override
  public void close() {
    api.close();
    ingest.close();
    deliverer.close();
    broker.ifPresent(EmbeddedBroker::close);
    database.close();
  }
}
