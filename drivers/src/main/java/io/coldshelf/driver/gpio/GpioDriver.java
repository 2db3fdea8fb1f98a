package io.coldshelf.driver.gpio;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.board.Board;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.PinContact;
import io.coldshelf.profile.PointProfile;
import io.coldshelf.profile.Wiring;
import java.util.Set;

/**
 * Contacts at pins of the gateway itself: doors, defrosts, the mains.
 *
 * <pre>
 *   gpio:17                           from GPIO17 to ground, held at 3.3 V while it is open
 *   gpio:17?pull=down                 from GPIO17 to 3.3 V, held at ground
 *   gpio:17?debounce=200              a level counts once it has held for 200 ms
 *   gpio:17?closed=high               a contact that works the other way round
 * </pre>
 *
 * <p>A change is told once its level has held, with the time at which it began; and the state is
 * said again each interval, so that one that stands still is known to live. A pin that cannot be
 * had is a fault, unreachable.
 */
public final class GpioDriver implements Driver {

  private final Board board;

  /**
   * A driver.
   *
   * @param board what has the pins
   */
  public GpioDriver(Board board) {
    this.board = board;
  }

  @Override
  public String protocol() {
    return "gpio";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("gpio");
  }

  @Override
  public String bus(Connection connection) {
    return "gpio-" + wiring(connection).line();
  }

  @Override
  public Device.Listening open(DeviceSetup setup) {
    Wiring.Pin wiring = wiring(setup.connection());
    if (setup.profile().points().size() != 1) {
      throw new IllegalArgumentException(
          "'" + setup.profile().name() + "' has more points than a pin has contacts");
    }
    PointProfile point = setup.profile().points().getFirst();
    if (point.source().orElse(null) instanceof PinContact contact) {
      return new WiredContact(setup, wiring, point, contact, board);
    }
    throw new IllegalArgumentException(
        "point '" + point.name() + "' of '" + setup.profile().name() + "' names no contact");
  }

  private static Wiring.Pin wiring(Connection connection) {
    if (Wiring.of(connection) instanceof Wiring.Pin wiring) {
      return wiring;
    }
    throw new IllegalArgumentException("'" + connection.url() + "' is no pin");
  }
}
