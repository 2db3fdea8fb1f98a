package io.coldshelf.driver.scale;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.line.Dialogue;
import io.coldshelf.driver.line.Lines;
import io.coldshelf.driver.line.SerialSettings;
import io.coldshelf.driver.line.SharedWires;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.Protocol;
import io.coldshelf.profile.ScaleQuestions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Scales on a serial line or over TCP, each maker's in its own dialect.
 *
 * <pre>
 *   serial:/dev/ttyUSB1?baud=9600&amp;parity=none    a serial line
 *   tcp://10.0.0.8:4305                          a network plug, or a converter
 *   ask=READ                                     the question, where it is not the usual one
 *   ask=none                                     the scale talks by itself: listen
 *   address=1                                    several scales on one wire
 * </pre>
 *
 * <p>A scale is read, nothing more: no command that sets, zeroes or tares is ever sent. It gives
 * one reading each time that it is read, also where it talks by itself, ten or fifty times a
 * second: then it is the first whole frame that begins after the call, so neither a shelf's every
 * tremor fills the journal nor a value that has waited in a buffer passes for a fresh one.
 *
 * <p>Whatever unit the scale is set to, the point is in kilograms. A profile has one point, {@code
 * weight}.
 *
 * <table>
 * <caption>What becomes of a frame</caption>
 * <tr><td>a weight at rest</td><td>good</td></tr>
 * <tr><td>a weight in motion</td><td>uncertain, unstable</td></tr>
 * <tr><td>overload, underload</td><td>bad, overload</td></tr>
 * <tr><td>not now: busy, held, being calibrated</td><td>bad for now</td></tr>
 * <tr><td>a fault of the scale's own</td><td>bad, sensor failure</td></tr>
 * <tr><td>pieces, percent, an unknown unit</td><td>fault, refused</td></tr>
 * <tr><td>an unknown command, one that can't be carried out</td><td>fault, refused</td></tr>
 * <tr><td>a damaged command, nothing but noise</td><td>fault, garbled</td></tr>
 * </table>
 */
public final class ScaleDriver implements Driver {

  /** The name of the one point. */
  public static final String POINT = "weight";

  private static final String UNIT = "kg";
  private static final int PORT = 4305;

  private static final String ASK = "ask";
  private static final String ADDRESS = "address";

  /** Quiet to wait for after an answer that did not come in time: several lines' worth at 9600. */
  private static final Duration LONG_GAP = Duration.ofMillis(100);

  /** At slow lines a gap is longer than the dialect's: so many characters. */
  private static final int GAP_CHARACTERS = 3;

  private final Dialect dialect;
  private final Lines lines;
  private final SharedWires<Dialogue> wires = new SharedWires<>(Dialogue::close);

  /**
   * A driver for real scales.
   *
   * @param protocol their dialect
   * @throws IllegalArgumentException when it is not one of scales
   */
  public ScaleDriver(Protocol protocol) {
    this(protocol, Lines.real());
  }

  /**
   * A driver on other lines.
   *
   * @param protocol the scales' dialect
   * @param lines makes them
   * @throws IllegalArgumentException when it is not one of scales
   */
  public ScaleDriver(Protocol protocol, Lines lines) {
    this.dialect = dialect(protocol);
    this.lines = lines;
  }

  private static Dialect dialect(Protocol protocol) {
    return switch (protocol) {
      case AD -> new Ad();
      case CAS -> new Cas();
      case DINI_ARGEO -> new DiniArgeo();
      case MT_SICS -> new MtSics();
      case OHAUS -> new Ohaus();
      case RADWAG -> new Radwag();
      case SARTORIUS -> new Sartorius();
      case SMA -> new Sma();
      case TOLEDO -> new Toledo();
      default -> throw new IllegalArgumentException(protocol.code() + " is no dialect of scales");
    };
  }

  @Override
  public String protocol() {
    return dialect.protocol().code();
  }

  @Override
  public Set<String> schemes() {
    return Set.of("serial", "tcp");
  }

  @Override
  public String bus(Connection connection) {
    Lines.checkOptions(
        connection, dialect.greatestAddress().isPresent() ? Set.of(ADDRESS, ASK) : Set.of(ASK));
    Scale.Manner _ = manner(connection);
    return Lines.wire(connection, PORT);
  }

  private Scale.Manner manner(Connection connection) {
    return new Scale.Manner(dialect, command(connection), address(connection));
  }

  private Optional<String> command(Connection connection) {
    Optional<String> written = connection.option(ASK);
    if (written.isEmpty()) {
      return dialect.standard();
    }
    if (written.get().equals(ScaleQuestions.NONE)) {
      return Optional.empty();
    }
    if (!dialect.questions().contains(written.get())) {
      throw new IllegalArgumentException(
          "'%s': ask=%s is no command that reads a weight in %s; there are %s"
              .formatted(
                  connection.url(),
                  written.get(),
                  protocol(),
                  String.join(", ", dialect.questions()) + " and " + ScaleQuestions.NONE));
    }
    return written;
  }

  private Optional<Integer> address(Connection connection) {
    Optional<Integer> greatest = dialect.greatestAddress();
    if (greatest.isEmpty() || connection.option(ADDRESS).isEmpty()) {
      return Optional.empty();
    }
    int address = connection.intOption(ADDRESS, 0);
    if (address < 0 || address > greatest.get()) {
      throw new IllegalArgumentException(
          "'%s': address=%d is not within 0 to %d"
              .formatted(connection.url(), address, greatest.get()));
    }
    return Optional.of(address);
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
    SharedWires.Share<Dialogue> share =
        wires.join(bus(setup.connection()), () -> dialogue(setup.connection()));
    return new Scale(setup, manner(setup.connection()), point, share.wire(), share.leave());
  }

  private Dialogue dialogue(Connection connection) {
    Duration characters = SerialSettings.of(connection).time(GAP_CHARACTERS);
    Duration least = dialect.gap();
    boolean slow = !least.isZero() && characters.compareTo(least) > 0;
    return new Dialogue(lines.line(connection, PORT), slow ? characters : least, LONG_GAP);
  }
}
