package io.coldshelf.edge;

import io.coldshelf.edge.config.Nearness;
import io.coldshelf.edge.config.Uplink.Certificates;
import io.coldshelf.edge.config.Uplink.Limit;
import io.coldshelf.edge.journal.Journal;
import io.coldshelf.edge.uplink.Acknowledge;
import io.coldshelf.edge.uplink.Broker;
import io.coldshelf.edge.uplink.DataPlan;
import io.coldshelf.edge.uplink.Patience;
import io.coldshelf.edge.uplink.Uplink;
import io.coldshelf.edge.uplink.UplinkSetup;
import io.coldshelf.wire.Status;
import io.coldshelf.wire.Topics;
import io.coldshelf.yaml.Secret;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Starts the uplink that a configuration describes. */
final class UplinkStart {

  private UplinkStart() {}

  static Uplink of(
      io.coldshelf.edge.config.Uplink settings,
      Topics topics,
      ZoneId zone,
      Journal journal,
      InstantSource clock,
      RandomGenerator random) {
    UplinkSetup setup =
        new UplinkSetup(
            broker(settings),
            topics,
            new Status(true, AgentVersion.TEXT, clock.millis()),
            acknowledge(settings),
            Nearness.ofHost(settings.broker().host()) ? Patience.local() : Patience.remote(),
            plan(settings.limit(), zone));
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

  private static DataPlan plan(Limit limit, ZoneId zone) {
    return new DataPlan(
        limit.bytesPerSecond(),
        limit.dayBytes(),
        limit.monthBytes(),
        limit.readingsAt().stream()
            .map(hours -> new DataPlan.Hours(hours.from(), hours.to()))
            .toList(),
        zone);
  }
}
