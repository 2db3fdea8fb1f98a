package io.coldshelf.simulator.device;

import java.util.OptionalInt;

/**
 * What a simulated Modbus device keeps, by address as in the PDU (MODBUS Application Protocol
 * V1.1b3, 4.3). Asked anew for each request, from the slave's own threads; whatever is absent is
 * answered with exception 02.
 */
public interface Registers {

  /**
   * An input register, function 04.
   *
   * @param address 0 to 65535
   * @return 16 bits, of which higher ones are cut off; nothing where the device has no such
   *     register
   */
  OptionalInt input(int address);

  /**
   * A holding register, function 03.
   *
   * @param address 0 to 65535
   * @return 16 bits, of which higher ones are cut off; nothing where the device has no such
   *     register
   */
  OptionalInt holding(int address);

  /**
   * A coil, function 01.
   *
   * @param address 0 to 65535
   * @return 1 or 0; nothing where the device has no such coil
   */
  default OptionalInt coil(int address) {
    return OptionalInt.empty();
  }

  /**
   * A discrete input, function 02.
   *
   * @param address 0 to 65535
   * @return 1 or 0; nothing where the device has no such input
   */
  default OptionalInt discrete(int address) {
    return OptionalInt.empty();
  }

  /**
   * The most registers that the device gives in one answer; a request for more is refused with
   * exception 02. A device that gives one register also gives one bit at a time.
   *
   * @return 1 to 125
   */
  default int most() {
    return ModbusPdu.MAX_REGISTERS;
  }

  /**
   * Sets a holding register, functions 06 and 16.
   *
   * @param address 0 to 65535
   * @param value 16 bits
   * @return false where the device does not let itself be set; answered with exception 02
   */
  default boolean setHolding(int address, int value) {
    return false;
  }

  /**
   * Sets a coil, function 05.
   *
   * @param address 0 to 65535
   * @param value 1 or 0
   * @return false where the device does not let itself be set; answered with exception 02
   */
  default boolean setCoil(int address, int value) {
    return false;
  }
}
