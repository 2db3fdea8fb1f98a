package io.coldshelf.profile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a device is to be found, read from its {@code connect} URL.
 *
 * <pre>
 *   modbus-rtu:/dev/ttyUSB0?baud=9600&amp;unit=1     path with a serial port, options
 *   serial:/dev/ttyUSB1?baud=9600
 *   modbus-tcp://10.0.0.7:502?unit=1             host, port, options
 *   tcp://10.0.0.8:4305                          a serial device behind a converter
 *   llrp://10.0.0.20:5084
 * </pre>
 *
 * @param url as written
 * @param scheme {@code modbus-tcp}
 * @param host empty for a serial port
 * @param port 0 where none is written
 * @param path the serial port's path; empty for a host
 * @param options in the order written
 */
public record Connection(
    String url, String scheme, String host, int port, String path, Map<String, String> options) {

  /** Copies the options, keeping their order. */
  public Connection {
    options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /**
   * Reads a URL.
   *
   * @param url as in the configuration
   * @return its parts
   * @throws IllegalArgumentException with a message for a person when it cannot be one
   */
  public static Connection parse(String url) {
    int colon = url.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException(
          "'" + url + "' does not begin with a scheme such as modbus-tcp:// or serial:");
    }
    String scheme = url.substring(0, colon);
    String rest = url.substring(colon + 1);
    int question = rest.indexOf('?');
    Map<String, String> options =
        question < 0 ? Map.of() : options(url, rest.substring(question + 1));
    String place = question < 0 ? rest : rest.substring(0, question);
    if (!place.startsWith("//")) {
      if (place.isEmpty()) {
        throw new IllegalArgumentException("'" + url + "' names no port");
      }
      return new Connection(url, scheme, "", 0, place, options);
    }
    return host(url, scheme, place.substring(2), options);
  }

  private static Connection host(
      String url, String scheme, String place, Map<String, String> options) {
    int slash = place.indexOf('/');
    String path = slash < 0 ? "" : place.substring(slash);
    String authority = slash < 0 ? place : place.substring(0, slash);
    int colon = authority.lastIndexOf(':');
    boolean bare = colon < 0 || authority.endsWith("]");
    String host = bare ? authority : authority.substring(0, colon);
    if (host.isEmpty()) {
      throw new IllegalArgumentException("'" + url + "' names no host");
    }
    return new Connection(
        url, scheme, host, bare ? 0 : port(url, authority.substring(colon + 1)), path, options);
  }

  private static int port(String url, String digits) {
    try {
      int port = Integer.parseInt(digits);
      if (port >= 1 && port <= 0xFFFF) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below, in the same words as a number out of range.
    }
    throw new IllegalArgumentException(
        "'" + url + "': '" + digits + "' is no port from 1 to 65535");
  }

  private static Map<String, String> options(String url, String query) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException(
            "'" + url + "': '" + pair + "' is not of the form key=value");
      }
      options.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return options;
  }

  /**
   * An option's value.
   *
   * @param name {@code unit}
   * @return as written, if it is
   */
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /**
   * An option that is a number.
   *
   * @param name {@code unit}
   * @param otherwise where it is not written
   * @return the number
   * @throws IllegalArgumentException with a message for a person when it is none
   */
  public int intOption(String name, int otherwise) {
    String value = options.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + url + "': " + name + " is no number: '" + value + "'", e);
    }
  }

  /**
   * The same with options that are taken where none is written.
   *
   * @param defaults by name
   * @return a connection of the same URL
   */
  public Connection withDefaults(Map<String, String> defaults) {
    Map<String, String> all = new LinkedHashMap<>(options);
    defaults.forEach(all::putIfAbsent);
    return new Connection(url, scheme, host, port, path, all);
  }

  /**
   * The port, or the protocol's own.
   *
   * @param standard the protocol's registered port
   * @return the port to connect to
   */
  public int portOr(int standard) {
    return port == 0 ? standard : port;
  }
}
