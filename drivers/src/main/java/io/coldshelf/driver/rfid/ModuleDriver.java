package io.coldshelf.driver.rfid;

import io.coldshelf.driver.Device;
import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import io.coldshelf.driver.line.Lines;
import io.coldshelf.profile.Connection;
import java.util.Set;

/** What the drivers of all families of modules are: one family, on a line or behind a converter. */
public abstract class ModuleDriver implements Driver {

  private final Family family;
  private final Lines lines;

  /**
   * A family of modules.
   *
   * @param protocol its name in profiles
   * @param port of TCP, where the connection names none
   * @param baud the speed as delivered
   * @param limits what its modules can be set to
   * @param talking how to talk to one
   */
  public record Family(
      String protocol, int port, int baud, ReaderOptions.Limits limits, Talking talking) {}

  /** Makes the dialect for one module. */
  @FunctionalInterface
  public interface Talking {

    /**
     * Makes it.
     *
     * @param setup the device
     * @param options read from its connection
     * @return for this device alone
     */
    Dialect dialect(DeviceSetup setup, ReaderOptions options);
  }

  /**
   * A driver for a family.
   *
   * @param family which
   * @param lines makes the lines
   */
  protected ModuleDriver(Family family, Lines lines) {
    this.family = family;
    this.lines = lines;
  }

  @Override
  public final String protocol() {
    return family.protocol();
  }

  @Override
  public final Set<String> schemes() {
    return Set.of("serial", "tcp");
  }

  @Override
  public String bus(Connection connection) {
    ReaderOptions _ = ReaderOptions.of(connection, family.limits());
    return Lines.wire(connection, family.port());
  }

  @Override
  public final Device.Listening open(DeviceSetup setup) {
    ReaderOptions options = ReaderOptions.of(setup.connection(), family.limits());
    return new ModuleReader(
        setup,
        lines.line(ReaderOptions.atSpeed(setup.connection(), family.baud()), family.port()),
        family.talking().dialect(setup, options));
  }
}
