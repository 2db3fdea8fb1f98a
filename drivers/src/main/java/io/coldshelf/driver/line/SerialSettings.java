package io.coldshelf.driver.line;

import io.coldshelf.profile.Connection;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * How characters travel on a serial line, from a connection's options {@code baud}, {@code data},
 * {@code parity} and {@code stop}; 9600 8N1 where nothing is said.
 *
 * @param baud bits a second, 300 to 4,000,000
 * @param dataBits in a character, 7 or 8
 * @param parity the check bit
 * @param stopBits after a character, 1 or 2
 */
public record SerialSettings(int baud, int dataBits, Parity parity, int stopBits) {

  static final Set<String> OPTIONS = Set.of("baud", "data", "parity", "stop");

  private static final int LEAST_BAUD = 300;
  private static final int GREATEST_BAUD = 4_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** The check bit of a character. */
  public enum Parity {
    /** No check bit. */
    NONE,
    /** The number of ones is made even. */
    EVEN,
    /** The number of ones is made odd. */
    ODD
  }

  /** Ranges as said for the components. */
  public SerialSettings {
    require(baud >= LEAST_BAUD && baud <= GREATEST_BAUD, "baud=" + baud + " is not 300 to 4000000");
    require(dataBits == 7 || dataBits == 8, "data=" + dataBits + " is neither 7 nor 8");
    require(stopBits == 1 || stopBits == 2, "stop=" + stopBits + " is neither 1 nor 2");
  }

  /**
   * Reads the options.
   *
   * @param connection as configured
   * @return the settings
   * @throws IllegalArgumentException with a message for a person when they make no sense
   */
  public static SerialSettings of(Connection connection) {
    try {
      return new SerialSettings(
          connection.intOption("baud", 9600),
          connection.intOption("data", 8),
          parity(connection.option("parity").orElse("none")),
          connection.intOption("stop", 1));
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      String url = "'" + connection.url() + "': ";
      throw new IllegalArgumentException(message.startsWith(url) ? message : url + message, e);
    }
  }

  private static Parity parity(String word) {
    for (Parity parity : Parity.values()) {
      if (parity.name().toLowerCase(Locale.ROOT).equals(word)) {
        return parity;
      }
    }
    throw new IllegalArgumentException("parity=" + word + " is not none, even or odd");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * How long a number of characters takes, start, check and stop bits included.
   *
   * @param characters how many, fractions allowed
   * @return the time on the wire
   */
  public Duration time(double characters) {
    int bits = 1 + dataBits + (parity == Parity.NONE ? 0 : 1) + stopBits;
    return Duration.ofNanos(Math.round(characters * bits * NANOS_PER_SECOND / baud));
  }

  @Override
  public String toString() {
    return baud + " " + dataBits + parity.name().charAt(0) + stopBits;
  }
}
