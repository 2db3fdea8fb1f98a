package io.coldshelf.driver.line;

import io.coldshelf.profile.Connection;
import java.util.Set;
import java.util.TreeSet;

/** Makes lines; the place where a test puts its own. */
@FunctionalInterface
public interface Lines {

  /**
   * Makes a line; touches nothing yet.
   *
   * @param connection where to
   * @param standardPort the TCP port where the connection names none
   * @return a line, not open
   * @throws IllegalArgumentException with a message for a person when the options make no sense
   */
  Line line(Connection connection, int standardPort);

  /**
   * Real ones: a serial port for a path, a TCP socket for a host.
   *
   * @return the maker
   */
  static Lines real() {
    return (connection, standardPort) ->
        connection.host().isEmpty()
            ? new SerialLine(connection.path(), SerialSettings.of(connection))
            : new TcpLine(connection.host(), connection.portOr(standardPort));
  }

  /**
   * The name of the wire, equal for whatever shares it.
   *
   * @param connection where to
   * @param standardPort the TCP port where the connection names none
   * @return the serial port's path or {@code host:port}
   */
  static String wire(Connection connection, int standardPort) {
    return connection.host().isEmpty()
        ? connection.path()
        : connection.host() + ":" + connection.portOr(standardPort);
  }

  /**
   * Refuses options that nobody reads: a typing error must not pass for a default. A serial port's
   * own options are always known, as the same URL serves a serial port behind a converter.
   *
   * @param connection as configured
   * @param further what the driver reads besides
   * @throws IllegalArgumentException with a message for a person
   */
  static void checkOptions(Connection connection, Set<String> further) {
    Set<String> known = new TreeSet<>(SerialSettings.OPTIONS);
    known.addAll(further);
    for (String option : connection.options().keySet()) {
      if (!known.contains(option)) {
        throw new IllegalArgumentException(
            "'%s': unknown option '%s'; known are %s"
                .formatted(connection.url(), option, String.join(", ", known)));
      }
    }
    SerialSettings.of(connection);
  }
}
