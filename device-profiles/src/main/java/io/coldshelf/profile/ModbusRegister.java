package io.coldshelf.profile;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * Where a Modbus device keeps a value and how (MODBUS Application Protocol V1.1b3, 4.3).
 *
 * @param table which of the tables
 * @param address of the first register in the PDU, 0 to 65535
 * @param type how the bits are to be read
 * @param scale what one count is worth in the point's unit
 * @param offset added after scaling, in the point's unit
 * @param error the raw value by which the device says that its sensor has failed
 */
public record ModbusRegister(
    Table table, int address, Type type, double scale, double offset, OptionalInt error)
    implements PointSource {

  /** Ranges as said for the components. */
  public ModbusRegister {
    if (address < 0 || address > 0xFFFF) {
      throw new IllegalArgumentException(
          "register address " + address + " is not within 0 to 65535");
    }
    if (!(Math.abs(scale) > 0) || !Double.isFinite(scale) || !Double.isFinite(offset)) {
      throw new IllegalArgumentException("scale " + scale + " and offset " + offset);
    }
  }

  @Override
  public String described() {
    return "%s %d %s x %s"
        .formatted(
            table.name().toLowerCase(Locale.ROOT),
            address,
            type.name().toLowerCase(Locale.ROOT),
            scale);
  }

  /** The two tables of 16-bit registers. */
  public enum Table {
    /** Read only, function 04. */
    INPUT,
    /** Function 03. */
    HOLDING
  }

  /** How the registers' bits are to be read; high word first. */
  public enum Type {
    /** One register, two's complement. */
    INT16(1),
    /** One register. */
    UINT16(1),
    /** Two registers, two's complement. */
    INT32(2),
    /** Two registers. */
    UINT32(2),
    /** Two registers, IEEE 754. */
    FLOAT32(2);

    private final int registers;

    Type(int registers) {
      this.registers = registers;
    }

    /**
     * The length.
     *
     * @return in registers of 16 bits
     */
    public int registers() {
      return registers;
    }
  }
}
