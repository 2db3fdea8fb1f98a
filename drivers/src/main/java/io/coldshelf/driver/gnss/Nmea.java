package io.coldshelf.driver.gnss;

import io.coldshelf.driver.gnss.Dialect.Heard;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * NMEA 0183: RMC for position, speed and course, GGA for altitude, satellites and the kind of fix,
 * whichever system they speak for. Dates and times are not looked at, so neither midnight nor a
 * receiver that counts weeks modulo 1024 moves a reading.
 */
final class Nmea implements Dialect {

  /** The standard says 82; receivers write more. */
  private static final int LONGEST = 256;

  /** A nautical mile an hour, in m/s. */
  private static final double KNOT = 1852.0 / 3600;

  private static final int MAX_QUALITY = 8;

  /** Set by hand and simulated positions (GGA qualities 7 and 8) are none. */
  private static final int FIRST_UNREAL = 7;

  private static final Heard NOISE = new Heard.Noise();
  private static final Heard OTHER = new Heard.Other();

  @Override
  public byte[] greeting() {
    return new byte[0];
  }

  @Override
  public int longestLine() {
    return LONGEST;
  }

  @Override
  public Heard heard(String line) {
    return Sentence.parse(line)
        .map(sentence ->
            switch (sentence.type()) {
              case "RMC" -> rmc(sentence).<Heard>map(Heard.Values::new).orElse(NOISE);
              case "GGA" -> gga(sentence).<Heard>map(Heard.Values::new).orElse(NOISE);
              default -> OTHER;
            })
        .orElse(NOISE);
  }

  /**
   * <pre>
   *   0 time | 1 A or V | 2-3 latitude | 4-5 longitude | 6 knots | 7 course | 8 date | 9-10 variation | 11 mode
   * </pre>
   */
  private static Optional<Map<String, OptionalDouble>> rmc(Sentence sentence) {
    String mode = sentence.field(11);
    boolean isFix =
        sentence.field(1).equals("A")
            && !mode.equals("N")
            && !mode.equals("M")
            && !mode.equals("S");
    Map<String, OptionalDouble> said = new LinkedHashMap<>();
    if (!isFix) {
      for (String point : new String[] {Points.LAT, Points.LON, Points.SPEED, Points.COURSE}) {
        said.put(point, OptionalDouble.empty());
      }
      return Optional.of(said);
    }
    boolean good =
        position(sentence, 2, said)
            && number(sentence.field(6), KNOT, Points.SPEED, said)
            && number(sentence.field(7), 1, Points.COURSE, said);
    return good ? Optional.of(said) : Optional.empty();
  }

  /**
   * <pre>
   *   0 time | 1-2 latitude | 3-4 longitude | 5 quality | 6 satellites | 7 HDOP | 8-9 altitude, M | …
   * </pre>
   */
  private static Optional<Map<String, OptionalDouble>> gga(Sentence sentence) {
    String written = sentence.field(5);
    if (!written.matches("[0-9]") || written.charAt(0) - '0' > MAX_QUALITY) {
      return Optional.empty();
    }
    int quality = written.charAt(0) - '0';
    Map<String, OptionalDouble> said = new LinkedHashMap<>();
    said.put(Points.FIX, OptionalDouble.of(quality >= FIRST_UNREAL ? 0 : quality));
    if (quality == 0 || quality >= FIRST_UNREAL) {
      said.put(Points.LAT, OptionalDouble.empty());
      said.put(Points.LON, OptionalDouble.empty());
      said.put(Points.ALTITUDE, OptionalDouble.empty());
      return Optional.of(said);
    }
    boolean good =
        position(sentence, 1, said)
            && number(sentence.field(6), 1, Points.SATELLITES, said)
            && (!sentence.field(9).equals("M")
                || number(sentence.field(8), 1, Points.ALTITUDE, said));
    return good ? Optional.of(said) : Optional.empty();
  }

  private static boolean position(Sentence sentence, int first, Map<String, OptionalDouble> said) {
    OptionalDouble latitude = degrees(sentence.field(first), 2);
    OptionalDouble longitude = degrees(sentence.field(first + 2), 3);
    String northOrSouth = sentence.field(first + 1);
    String eastOrWest = sentence.field(first + 3);
    if (latitude.isEmpty()
        || longitude.isEmpty()
        || latitude.getAsDouble() > 90
        || longitude.getAsDouble() > 180
        || !northOrSouth.matches("[NS]")
        || !eastOrWest.matches("[EW]")) {
      return false;
    }
    said.put(Points.LAT, signed(latitude, northOrSouth.equals("S")));
    said.put(Points.LON, signed(longitude, eastOrWest.equals("W")));
    return true;
  }

  private static OptionalDouble signed(OptionalDouble value, boolean isNegative) {
    return isNegative ? OptionalDouble.of(-value.getAsDouble()) : value;
  }

  /** Degrees of so many digits, and minutes directly behind them: 4124.8963 is 41° 24.8963'. */
  private static OptionalDouble degrees(String written, int digits) {
    if (!written.matches("[0-9]{" + (digits + 2) + "}(\\.[0-9]{0,12})?")) {
      return OptionalDouble.empty();
    }
    double minutes = Double.parseDouble(written.substring(digits));
    return minutes < 60
        ? OptionalDouble.of(Integer.parseInt(written.substring(0, digits)) + minutes / 60)
        : OptionalDouble.empty();
  }

  /** An empty field says nothing: who stands still has no course. */
  private static boolean number(
      String written, double scale, String point, Map<String, OptionalDouble> said) {
    if (written.isEmpty()) {
      return true;
    }
    if (!written.matches("-?[0-9]{1,6}(\\.[0-9]{0,9})?")) {
      return false;
    }
    said.put(point, OptionalDouble.of(Double.parseDouble(written) * scale));
    return true;
  }
}
