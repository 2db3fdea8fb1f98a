package io.coldshelf.edge;

import io.coldshelf.driver.Driver;
import io.coldshelf.driver.llrp.LlrpDriver;
import io.coldshelf.driver.modbus.ModbusDriver;
import io.coldshelf.driver.scale.ScaleDriver;
import io.coldshelf.profile.Protocol;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The drivers, by their protocol's name in profiles. Each is made when the first device asks for
 * it: a protocol that the configuration does not use costs no memory.
 */
public final class DriverCatalogue {

  private static final String AD = "ad";
  private static final String CAS = "cas";
  private static final String DINI_ARGEO = "dini-argeo";
  private static final String LLRP = "llrp";
  private static final String MODBUS = "modbus";
  private static final String MT_SICS = "mt-sics";
  private static final String OHAUS = "ohaus";
  private static final String RADWAG = "radwag";
  private static final String SARTORIUS = "sartorius";
  private static final String SMA = "sma";
  private static final String TOLEDO = "toledo";

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
      case AD -> new ScaleDriver(Protocol.AD);
      case CAS -> new ScaleDriver(Protocol.CAS);
      case DINI_ARGEO -> new ScaleDriver(Protocol.DINI_ARGEO);
      case LLRP -> new LlrpDriver();
      case MODBUS -> new ModbusDriver();
      case MT_SICS -> new ScaleDriver(Protocol.MT_SICS);
      case OHAUS -> new ScaleDriver(Protocol.OHAUS);
      case RADWAG -> new ScaleDriver(Protocol.RADWAG);
      case SARTORIUS -> new ScaleDriver(Protocol.SARTORIUS);
      case SMA -> new ScaleDriver(Protocol.SMA);
      case TOLEDO -> new ScaleDriver(Protocol.TOLEDO);
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
    return new TreeSet<>(
        Set.of(AD, CAS, DINI_ARGEO, LLRP, MODBUS, MT_SICS, OHAUS, RADWAG, SARTORIUS, SMA, TOLEDO));
  }
}
