package io.coldshelf.driver.coap;

import io.coldshelf.driver.Access;
import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.driver.PresharedKey;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.Endpoint;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedMultiPskStore;

/**
 * A port at which the gateway listens, for all sensors that post there. It is open while at least
 * one of them is listened to.
 */
final class Receiver {

  private final int port;
  private final boolean secure;
  private final AdvancedMultiPskStore keys = new AdvancedMultiPskStore();
  private final Gate gate;

  /** By path. Guarded by {@code this}, as all below. */
  private final Map<String, PostingSensor> sensors = new HashMap<>();

  private int listened;
  private Optional<CoapServer> server = Optional.empty();

  Receiver(int port, boolean secure, InstantSource clock) {
    this.port = port;
    this.secure = secure;
    this.gate = new Gate(clock);
  }

  boolean isSecure() {
    return secure;
  }

  /** Before anything is heard. A path is one sensor's; an identity has one key. */
  synchronized void add(PostingSensor sensor, Access access) {
    if (sensors.containsKey(sensor.path())) {
      throw new IllegalArgumentException(
          "two sensors post to " + sensor.path() + " at port " + port);
    }
    if (secure) {
      String identity = access.username().orElseThrow();
      PresharedKey key = PresharedKey.of(access.password().orElseThrow());
      for (PostingSensor other : sensors.values()) {
        if (other.isFrom(identity) && !other.hasKey(key)) {
          throw new IllegalArgumentException(
              "'%s' and '%s' have the same 'username' at port %d and another 'password'"
                  .formatted(other.title(), sensor.title(), port));
        }
      }
      keys.setKey(identity, key.reveal());
    }
    sensors.put(sensor.path(), sensor);
    server.ifPresent(running -> plant(running.getRoot(), sensor));
  }

  /** What came from there is in the journal. */
  void prove(EndpointContext from) {
    gate.prove(from);
  }

  /** Opens the port where nobody did so yet; a fault where that cannot be. */
  synchronized Optional<Fault> join() {
    if (server.isEmpty()) {
      CoapServer made = make();
      try {
        made.start();
      } catch (IllegalStateException e) {
        made.destroy();
        return Optional.of(
            new Fault(
                Fault.Kind.UNREACHABLE,
                "The gateway cannot listen at UDP port " + port + ".",
                "Look which program has it, with 'ss -ulpn', or write another port."));
      }
      server = Optional.of(made);
    }
    listened++;
    return Optional.empty();
  }

  synchronized void leave() {
    listened--;
    if (listened == 0) {
      server.ifPresent(CoapServer::destroy);
      server = Optional.empty();
    }
  }

  synchronized void remove(PostingSensor sensor) {
    boolean _ = sensors.remove(sensor.path(), sensor);
  }

  private CoapServer make() {
    Configuration configuration = Settings.configuration();
    CoapServer made =
        new CoapServer(configuration) {
          @Override
          protected Resource createRoot() {
            // Californium's own says what it is to whoever asks.
            return new CoapResource("", false);
          }
        };
    CoapEndpoint.Builder endpoint = CoapEndpoint.builder().setConfiguration(configuration);
    InetSocketAddress address = new InetSocketAddress(port);
    if (secure) {
      endpoint.setConnector(
          new DTLSConnector(
              DtlsConnectorConfig.builder(configuration)
                  .setAddress(address)
                  .set(DtlsConfig.DTLS_ROLE, DtlsConfig.DtlsRole.SERVER_ONLY)
                  .setAdvancedPskStore(keys)
                  .setDatagramFilter(gate.hellos(configuration))
                  .build()));
    } else {
      endpoint.setInetSocketAddress(address);
    }
    Endpoint built = endpoint.build();
    built.addInterceptor(gate);
    made.addEndpoint(built);
    // The shorter path first: one sensor's may lie below another's.
    sensors.values().stream()
        .sorted(Comparator.comparingInt(sensor -> sensor.path().length()))
        .forEach(sensor -> plant(made.getRoot(), sensor));
    return made;
  }

  /** A resource for each level of the path; the last is the sensor's. */
  private static void plant(Resource root, PostingSensor sensor) {
    String[] names = sensor.path().substring(1).split("/", -1);
    Resource parent = root;
    for (int i = 0; i < names.length - 1; i++) {
      Resource child = parent.getChild(names[i]);
      if (child == null) {
        child = new CoapResource(names[i], false);
        parent.add(child);
      }
      parent = child;
    }
    parent.add(new Inlet(names[names.length - 1], sensor));
  }
}
