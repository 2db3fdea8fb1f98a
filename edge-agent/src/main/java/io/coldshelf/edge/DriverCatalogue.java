package io.coldshelf.edge;

import io.coldshelf.driver.Driver;
import io.coldshelf.driver.llrp.LlrpDriver;
import io.coldshelf.driver.modbus.ModbusDriver;
import io.coldshelf.driver.mtsics.MtSicsDriver;
import io.coldshelf.driver.sysfs.SysfsDriver;
import io.coldshelf.driver.w1.W1Driver;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The drivers, by their protocol's name in profiles. Each is made when the first device asks for
 * it: a protocol that the configuration does not use costs no memory.
 */
public final class DriverCatalogue {

  private static final String LLRP = "llrp";
  private static final String MODBUS = "modbus";
  private static final String MT_SICS = "mt-sics";
  private static final String SYSFS = "sysfs";
  private static final String W1 = "w1";

  private final Map<String, Driver> made = new HashMap<>();

  /** All drivers of this gateway. */
  public DriverCatalogue() {}

  /**
   * The driver of a protocol.
   *
   * @param protocol as in a profile
   * @return the one driver for it
   * @throws IllegalArgumentException when there is none
   */
  public Driver driver(String protocol) {
    return made.computeIfAbsent(protocol, this::make);
  }

  /** No references to constructors: linking one loads its class, used or not. */
  private Driver make(String protocol) {
    return switch (protocol) {
      case LLRP -> new LlrpDriver();
      case MODBUS -> new ModbusDriver();
      case MT_SICS -> new MtSicsDriver();
      case SYSFS -> new SysfsDriver();
      case W1 -> new W1Driver();
      default ->
          throw new IllegalArgumentException(
              "no driver speaks '" + protocol + "'; there are " + protocols());
    };
  }

  /**
   * What can be spoken.
   *
   * @return the protocols' names, sorted
   */
  public Set<String> protocols() {
    return new TreeSet<>(Set.of(LLRP, MODBUS, MT_SICS, SYSFS, W1));
  }
}
