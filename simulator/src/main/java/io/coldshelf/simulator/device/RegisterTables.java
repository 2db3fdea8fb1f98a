package io.coldshelf.simulator.device;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A Modbus device that keeps just what was put into it: the four tables of any model. May be filled
 * while it is asked.
 */
public final class RegisterTables implements Registers {

  private final Map<Integer, Integer> coils = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> discretes = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> inputs = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> holdings = new ConcurrentHashMap<>();
  private final int most;

  /**
   * An empty one.
   *
   * @param most the most registers in one answer, 1 to 125
   */
  public RegisterTables(int most) {
    this.most = most;
  }

  /**
   * Puts bits or registers into a table, in place of what is there.
   *
   * @param function of the table: 1 coils, 2 discrete inputs, 3 holding, 4 input registers
   * @param address of the first
   * @param raw 16 bits each, or 1 and 0
   * @return this
   */
  public RegisterTables put(int function, int address, int... raw) {
    Map<Integer, Integer> table =
        switch (function) {
          case 1 -> coils;
          case 2 -> discretes;
          case 3 -> holdings;
          case 4 -> inputs;
          default -> throw new IllegalArgumentException("no table has function " + function);
        };
    for (int i = 0; i < raw.length; i++) {
      table.put(address + i, raw[i]);
    }
    return this;
  }

  @Override
  public int most() {
    return most;
  }

  @Override
  public OptionalInt coil(int address) {
    return of(coils, address);
  }

  @Override
  public OptionalInt discrete(int address) {
    return of(discretes, address);
  }

  @Override
  public OptionalInt input(int address) {
    return of(inputs, address);
  }

  @Override
  public OptionalInt holding(int address) {
    return of(holdings, address);
  }

  /** Only what is there can be set. */
  @Override
  public boolean setHolding(int address, int value) {
    return holdings.replace(address, value) != null;
  }

  @Override
  public boolean setCoil(int address, int value) {
    return coils.replace(address, value) != null;
  }

  private static OptionalInt of(Map<Integer, Integer> table, int address) {
    Integer raw = table.get(address);
    return raw == null ? OptionalInt.empty() : OptionalInt.of(raw);
  }
}
