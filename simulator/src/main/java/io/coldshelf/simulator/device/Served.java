package io.coldshelf.simulator.device;

import java.util.List;

/**
 * The truth about one good answer of a simulated Modbus device.
 *
 * @param unit which device
 * @param function which table, 1 to 4
 * @param address the first register or bit
 * @param raw the values as sent, in order: 16 bits, or 1 and 0
 * @param timeMillis when, milliseconds since 1970
 */
public record Served(int unit, int function, int address, List<Integer> raw, long timeMillis) {

  /** Copies the list. */
  public Served {
    raw = List.copyOf(raw);
  }
}
