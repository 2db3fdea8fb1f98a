package io.coldshelf.edge;

import io.coldshelf.edge.config.Uplink.Certificates;
import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.uplink.Acknowledge;
import io.coldshelf.edge.uplink.Broker;
import io.coldshelf.edge.uplink.Patience;
import io.coldshelf.edge.uplink.Uplink;
import io.coldshelf.edge.uplink.UplinkSetup;
import io.coldshelf.wire.Status;
import io.coldshelf.wire.Topics;
import io.coldshelf.yaml.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Starts the uplink that a configuration describes. */
final class UplinkStart {

  private UplinkStart() {}

  static Uplink of(
      io.coldshelf.edge.config.Uplink settings,
      Topics topics,
      Journal journal,
      InstantSource clock,
      RandomGenerator random) {
    UplinkSetup setup =
        new UplinkSetup(
            broker(settings),
            topics,
            new Status(true, AgentVersion.TEXT, clock.millis()),
            acknowledge(settings),
            isNear(settings.broker().host()) ? Patience.local() : Patience.remote());
    return Uplink.start(setup, journal, new Uplink.Clocks(clock, System::nanoTime), random);
  }

  private static Broker broker(io.coldshelf.edge.config.Uplink settings) {
    io.coldshelf.edge.config.Uplink.Broker broker = settings.broker();
    Certificates certificates = settings.certificates();
    String scheme = broker.tls() ? "mqtts" : "mqtt";
    String host = broker.host().indexOf(':') >= 0 ? "[" + broker.host() + "]" : broker.host();
    Optional<Broker.Login> login =
        settings
            .login()
            .username()
            .map(user ->
                new Broker.Login(user, settings.login().password().map(Secret::reveal).orElse("")));
    return new Broker(
        URI.create(scheme + "://" + host + ":" + broker.port()),
        login,
        new Broker.TlsFiles(
            certificates.authority(), certificates.certificate(), certificates.key()));
  }

  private static Acknowledge acknowledge(io.coldshelf.edge.config.Uplink settings) {
    return switch (settings.acknowledge()) {
      case BRIDGE -> Acknowledge.BRIDGE;
      case BROKER -> Acknowledge.BROKER;
    };
  }

  /**
   * Whether the broker is on this machine or in the building: then it is worth trying again soon.
   */
  private static boolean isNear(String host) {
    if (!host.matches("[0-9.]+|.*:.*|localhost")) {
      return false;
    }
    try {
      InetAddress address = InetAddress.getByName(host);
      return address.isLoopbackAddress()
          || address.isSiteLocalAddress()
          || address.isLinkLocalAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
