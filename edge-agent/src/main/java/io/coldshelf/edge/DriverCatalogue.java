package io.coldshelf.edge;

import io.coldshelf.driver.Driver;
import io.coldshelf.driver.llrp.LlrpDriver;
import io.coldshelf.driver.modbus.ModbusDriver;
import io.coldshelf.driver.mtsics.MtSicsDriver;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The drivers, by their protocol's name in profiles. Each is made when the first device asks for
 * it: a protocol that the configuration does not use costs no memory.
 */
public final class DriverCatalogue {

  private final Map<String, Supplier<Driver>> makers =
      Map.of("modbus", ModbusDriver::new, "llrp", LlrpDriver::new, "mt-sics", MtSicsDriver::new);

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
    Supplier<Driver> maker = makers.get(protocol);
    if (maker == null) {
      throw new IllegalArgumentException(
          "no driver speaks '" + protocol + "'; there are " + protocols());
    }
    return made.computeIfAbsent(protocol, _ -> maker.get());
  }

  /**
   * What can be spoken.
   *
   * @return the protocols' names, sorted
   */
  public Set<String> protocols() {
    return new TreeSet<>(makers.keySet());
  }
}
