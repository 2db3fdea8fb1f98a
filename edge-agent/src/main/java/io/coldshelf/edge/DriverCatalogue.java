package io.coldshelf.edge;

import io.coldshelf.driver.Driver;
import io.coldshelf.driver.llrp.LlrpDriver;
import io.coldshelf.driver.magicrf.MagicRfDriver;
import io.coldshelf.driver.mercury.MercuryDriver;
import io.coldshelf.driver.modbus.ModbusDriver;
import io.coldshelf.driver.mtsics.MtSicsDriver;
import io.coldshelf.driver.r2000.R2000Driver;
import io.coldshelf.driver.uhfreader.UhfReaderDriver;
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
  private static final String MAGICRF = "magicrf";
  private static final String MERCURY = "mercury";
  private static final String MODBUS = "modbus";
  private static final String MT_SICS = "mt-sics";
  private static final String R2000 = "r2000";
  private static final String UHFREADER = "uhfreader";

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
      case MAGICRF -> new MagicRfDriver();
      case MERCURY -> new MercuryDriver();
      case MODBUS -> new ModbusDriver();
      case MT_SICS -> new MtSicsDriver();
      case R2000 -> new R2000Driver();
      case UHFREADER -> new UhfReaderDriver();
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
    return new TreeSet<>(Set.of(LLRP, MAGICRF, MERCURY, MODBUS, MT_SICS, R2000, UHFREADER));
  }
}
