package io.coldshelf.driver.coap;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.profile.Connection;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Sensors that speak CoAP. {@code coap://0.0.0.0:5683/fridge}: the gateway listens there, and the
 * sensor posts to the path. {@code coap://10.0.0.7/temperature}: the sensor listens, and the
 * gateway observes it. With {@code coaps} by DTLS, {@code username} being the identity and {@code
 * password} the key that both share.
 */
public final class CoapDriver implements Driver {

  /** The registered port without DTLS. */
  public static final int PORT = 5683;

  /** The registered port with DTLS. */
  public static final int SECURE_PORT = 5684;

  static final String PLAIN = "coap";
  static final String SECURE = "coaps";

  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "[::]");

  /** What a path may consist of without a thought about escapes (RFC 3986, 2.3). */
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]{1,64}){1,8}");

  private final InstantSource wall;
  private final Map<String, Receiver> receivers = new HashMap<>();

  /**
   * A driver.
   *
   * @param wall the time of day, to which the times in packs are compared
   */
  public CoapDriver(InstantSource wall) {
    this.wall = wall;
  }

  @Override
  public String protocol() {
    return "coap";
  }

  @Override
  public Set<String> schemes() {
    return Set.of(PLAIN, SECURE);
  }

  @Override
  public String bus(Connection connection) {
    check(connection);
    return place(connection) + connection.path();
  }

  @Override
  public synchronized Device.Listening open(DeviceSetup setup) {
    Connection connection = setup.connection();
    check(connection);
    boolean isSecure = connection.scheme().equals(SECURE);
    if (isSecure && (setup.access().username().isEmpty() || setup.access().password().isEmpty())) {
      throw new IllegalArgumentException(
          "'"
              + connection.url()
              + "' needs 'username', the sensor's identity, and 'password', the"
              + " key that it shares with the gateway");
    }
    Pack pack = new Pack(setup, wall);
    if (!EVERYWHERE.contains(connection.host())) {
      return new ObservedSensor(setup, pack);
    }
    Receiver receiver =
        receivers.computeIfAbsent(
            place(connection), _ -> new Receiver(port(connection), isSecure, setup.clock()));
    return new PostingSensor(setup, pack, receiver);
  }

  private static String place(Connection connection) {
    return connection.scheme() + "://" + connection.host() + ":" + port(connection);
  }

  static int port(Connection connection) {
    return connection.portOr(connection.scheme().equals(SECURE) ? SECURE_PORT : PORT);
  }

  private void check(Connection connection) {
    if (!schemes().contains(connection.scheme()) || connection.host().isEmpty()) {
      throw wrong(connection, "is not of the form coap://0.0.0.0:5683/path");
    }
    for (String option : connection.options().keySet()) {
      throw wrong(connection, "has an option '" + option + "'; there is none");
    }
    if (!PATH.matcher(connection.path()).matches()) {
      throw wrong(connection, "needs a path of the sensor's own, as in coap://0.0.0.0/fridge-1");
    }
  }

  private static IllegalArgumentException wrong(Connection connection, String what) {
    return new IllegalArgumentException("'" + connection.url() + "' " + what);
  }
}
