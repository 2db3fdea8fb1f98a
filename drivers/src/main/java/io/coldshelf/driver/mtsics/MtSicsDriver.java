package io.coldshelf.driver.mtsics;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.line.Dialogue;
import io.coldshelf.driver.line.Lines;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.PointProfile;
import java.time.Duration;
import java.util.Set;

/**
 * Scales that speak MT-SICS, Mettler Toledo's and others', on a serial line or over TCP.
 *
 * <pre>
 *   serial:/dev/ttyUSB1?baud=9600&amp;parity=none    a serial line
 *   tcp://10.0.0.8:4305                          a network plug, or a converter
 * </pre>
 *
 * <p>Asks {@code SI}, the weight of this moment, so a shelf that people touch is heard too: at rest
 * a reading is good, in motion uncertain. Whatever unit the scale is set to, the point is in
 * kilograms. Its profile has one point, {@code weight}.
 *
 * <table>
 * <caption>What becomes of an answer</caption>
 * <tr><td>{@code S S}</td><td>good</td></tr>
 * <tr><td>{@code S D}</td><td>uncertain, unstable</td></tr>
 * <tr><td>{@code S +}, {@code S -}</td><td>bad, out of range</td></tr>
 * <tr><td>{@code S I}</td><td>bad for now</td></tr>
 * <tr><td>{@code S S Error ...}</td><td>bad, sensor failure</td></tr>
 * <tr><td>pieces, percent</td><td>bad, configuration</td></tr>
 * <tr><td>{@code S L}, {@code ES}, {@code EL}</td><td>fault, refused</td></tr>
 * <tr><td>{@code ET}, nothing but noise</td><td>fault, garbled</td></tr>
 * </table>
 */
public final class MtSicsDriver implements Driver {

  /** The name of the one point. */
  public static final String POINT = "weight";

  private static final String UNIT = "kg";
  private static final int PORT = 4305;

  /** Quiet to wait for after an answer that did not come in time: several lines' worth at 9600. */
  private static final Duration LONG_GAP = Duration.ofMillis(100);

  private final Lines lines;

  /** A driver for real scales. */
  public MtSicsDriver() {
    this(Lines.real());
  }

  /**
   * A driver on other lines.
   *
   * @param lines makes them
   */
  public MtSicsDriver(Lines lines) {
    this.lines = lines;
  }

  @Override
  public String protocol() {
    return "mt-sics";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("serial", "tcp");
  }

  @Override
  public String bus(Connection connection) {
    Lines.checkOptions(connection, Set.of());
    return Lines.wire(connection, PORT);
  }

  @Override
  public Device open(DeviceSetup setup) {
    String profile = setup.profile().name();
    PointProfile point =
        setup
            .profile()
            .point(POINT)
            .orElseThrow(
                () -> new IllegalArgumentException(profile + ": a scale has a point " + POINT));
    if (setup.profile().points().size() != 1 || !point.unit().equals(UNIT)) {
      throw new IllegalArgumentException(
          profile + ": a scale has the one point " + POINT + ", in " + UNIT);
    }
    Lines.checkOptions(setup.connection(), Set.of());
    Dialogue dialogue = new Dialogue(lines.line(setup.connection(), PORT), Duration.ZERO, LONG_GAP);
    return new MtSicsScale(setup, point, dialogue);
  }
}
