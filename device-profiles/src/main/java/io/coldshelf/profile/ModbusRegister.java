package io.coldshelf.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a Modbus device keeps a value and how (MODBUS Application Protocol V1.1b3, 4.3).
 *
 * @param table which of the four tables
 * @param address of the first register or bit in the PDU, 0 to 65535
 * @param format how the bits are to be read
 * @param scaling from what was read to the point's unit
 * @param errors the raw values, as the type reads them, by which the device says that its sensor
 *     has failed
 * @param states what each value means, for a person, by the value in the point's unit; empty for a
 *     quantity
 * @param writable within which limits it may be set; nothing for a value that is only read
 */
public record ModbusRegister(
    Table table,
    int address,
    Format format,
    Scaling scaling,
    List<Long> errors,
    Map<Long, String> states,
    Optional<Writable> writable)
    implements PointSource {

  /** The last address of each table. */
  public static final int LAST_ADDRESS = 0xFFFF;

  /** Ranges as said for the components; copies the collections. */
  public ModbusRegister {
    if (address < 0 || address > LAST_ADDRESS) {
      throw new IllegalArgumentException(
          "register address " + address + " is not within 0 to " + LAST_ADDRESS);
    }
    errors = List.copyOf(errors);
    states = java.util.Collections.unmodifiableMap(new TreeMap<>(states));
  }

  /**
   * A plain quantity.
   *
   * @param table which of the four tables
   * @param address of the first register or bit, 0 to 65535
   * @param type how the bits are to be read, high word first
   * @param scale what one count is worth in the point's unit, not 0
   */
  public ModbusRegister(Table table, int address, Type type, double scale) {
    this(table, address, Format.of(type), Scaling.by(scale), List.of(), Map.of(), Optional.empty());
  }

  /**
   * The same value elsewhere.
   *
   * @param by added to every address; a gateway that shows a device's registers shifted
   * @return the shifted register
   * @throws IllegalArgumentException when that is beyond the table
   */
  public ModbusRegister shifted(int by) {
    List<Factor> factors =
        scaling.factors().stream()
            .map(factor -> new Factor(factor.address() + by, factor.bits(), factor.values()))
            .toList();
    return new ModbusRegister(
        table,
        address + by,
        format,
        new Scaling(scaling.scale(), scaling.offset(), factors),
        errors,
        states,
        writable);
  }

  /**
   * The least address that must be read for the value.
   *
   * @return the address of the value or of one of its factors
   */
  public int first() {
    return scaling.factors().stream().mapToInt(Factor::address).reduce(address, Math::min);
  }

  /**
   * The address behind the last one that must be read for the value.
   *
   * @return more than {@link #first}
   */
  public int end() {
    return scaling.factors().stream()
        .mapToInt(factor -> factor.address() + 1)
        .reduce(address + format.type().registers(), Math::max);
  }

  @Override
  public String described() {
    List<String> words = new ArrayList<>();
    words.add(lower(table));
    words.add(address + " (0x" + Integer.toHexString(address).toUpperCase(Locale.ROOT) + ")");
    if (!table.isBits()) {
      words.add(lower(format.type()));
    }
    if (format.type().registers() > 1 && format.order() != Order.ABCD) {
      words.add(format.order().name());
    }
    format.bits().map(Bits::described).ifPresent(words::add);
    if (scaling.scale() != 1) {
      words.add("x " + scaling.scale());
    }
    if (scaling.offset() != 0) {
      words.add((scaling.offset() < 0 ? "- " : "+ ") + Math.abs(scaling.offset()));
    }
    scaling.factors().forEach(factor -> words.add("x " + factor.described()));
    return String.join(" ", words);
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  /** The four tables. */
  public enum Table {
    /** Single bits that may be written, function 01. */
    COIL,
    /** Single bits, read only, function 02. */
    DISCRETE,
    /** Registers of 16 bits, read only, function 04. */
    INPUT,
    /** Registers of 16 bits that may be written, function 03. */
    HOLDING;

    /**
     * Whether it holds bits and no registers.
     *
     * @return true for coils and discrete inputs
     */
    public boolean isBits() {
      return this == COIL || this == DISCRETE;
    }

    /**
     * Whether the protocol can write to it.
     *
     * @return true for coils and holding registers
     */
    public boolean isWritable() {
      return this == COIL || this == HOLDING;
    }
  }

  /** How the bits are to be read. */
  public enum Type {
    /** One bit of a table of bits; in a register everything but 0 is 1. */
    BOOL(1),
    /** One register, two's complement. */
    INT16(1),
    /** One register. */
    UINT16(1),
    /** Two registers, two's complement. */
    INT32(2),
    /** Two registers. */
    UINT32(2),
    /** Four registers, two's complement. */
    INT64(4),
    /** Four registers. */
    UINT64(4),
    /** Two registers, IEEE 754. */
    FLOAT32(2),
    /** Four registers, IEEE 754. */
    FLOAT64(4),
    /** One register of four decimal digits. */
    BCD16(1),
    /** Two registers of eight decimal digits. */
    BCD32(2);

    private final int registers;

    Type(int registers) {
      this.registers = registers;
    }

    /**
     * The length.
     *
     * @return in registers of 16 bits; 1 for a bit
     */
    public int registers() {
      return registers;
    }

    /**
     * The bits of a value.
     *
     * @return all ones where the value has them
     */
    public long mask() {
      return registers == Long.SIZE / Short.SIZE ? -1L : (1L << (Short.SIZE * registers)) - 1;
    }

    /**
     * Whether it is a number with a binary point.
     *
     * @return true for the two of IEEE 754
     */
    public boolean isFloat() {
      return this == FLOAT32 || this == FLOAT64;
    }
  }

  /**
   * In which order the bytes of a value come, named as the field does it: A is the highest byte of
   * the value. Of four registers the words go in the same way.
   */
  public enum Order {
    /** High word first, high byte first, as the protocol has it. */
    ABCD(false, false),
    /** Low word first. */
    CDAB(true, false),
    /** High word first, the bytes of each word swapped. */
    BADC(false, true),
    /** Low word first, the bytes of each word swapped. */
    DCBA(true, true);

    private final boolean lowWordFirst;
    private final boolean bytesSwapped;

    Order(boolean lowWordFirst, boolean bytesSwapped) {
      this.lowWordFirst = lowWordFirst;
      this.bytesSwapped = bytesSwapped;
    }

    /**
     * Whether the least significant word has the lowest address.
     *
     * @return false where it has the highest
     */
    public boolean isLowWordFirst() {
      return lowWordFirst;
    }

    /**
     * Whether the bytes within each word are swapped.
     *
     * @return true for a value written by a machine of the other end
     */
    public boolean areBytesSwapped() {
      return bytesSwapped;
    }
  }

  /**
   * Some bits of a value.
   *
   * @param lowest the lowest of them, 0 for the least significant
   * @param highest the highest of them, as great or greater
   */
  public record Bits(int lowest, int highest) {

    /** Not empty, at most 32. */
    public Bits {
      if (lowest < 0 || highest < lowest || highest > 31) {
        throw new IllegalArgumentException("bits " + lowest + " to " + highest);
      }
    }

    /**
     * Takes the bits out of a value.
     *
     * @param value all of it
     * @return these bits alone, shifted down
     */
    public long of(long value) {
      return (value >>> lowest) & ((1L << (highest - lowest + 1)) - 1);
    }

    String described() {
      return lowest == highest ? "bit " + lowest : "bits " + lowest + " to " + highest;
    }
  }

  /**
   * How the bits are to be read.
   *
   * @param type the kind of number
   * @param order of its bytes
   * @param bits which of the bits are meant; nothing for all
   */
  public record Format(Type type, Order order, Optional<Bits> bits) {

    /**
     * All bits, high word first.
     *
     * @param type the kind of number
     * @return the format
     */
    public static Format of(Type type) {
      return new Format(type, Order.ABCD, Optional.empty());
    }
  }

  /**
   * From what was read to the point's unit: {@code raw * scale * factors + offset}.
   *
   * @param scale what one count is worth
   * @param offset added last
   * @param factors what other registers have to say: a sign, a decimal point, a unit
   */
  public record Scaling(double scale, double offset, List<Factor> factors) {

    /** As it is. */
    public static final Scaling NONE = by(1);

    /** Copies the list. */
    public Scaling {
      if (!(Math.abs(scale) > 0) || !Double.isFinite(scale) || !Double.isFinite(offset)) {
        throw new IllegalArgumentException("scale " + scale + " and offset " + offset);
      }
      factors = List.copyOf(factors);
    }

    /**
     * A plain scale.
     *
     * @param scale what one count is worth, not 0
     * @return without offset and factors
     */
    public static Scaling by(double scale) {
      return new Scaling(scale, 0, List.of());
    }
  }

  /**
   * A factor that another register of the same table names by a code.
   *
   * @param address of that register or bit
   * @param bits which of its bits are the code; nothing for all
   * @param values the factors by their codes; with any other code there is no value to be had
   */
  public record Factor(int address, Optional<Bits> bits, Map<Long, Double> values) {

    /** Ranges as said for the components; copies the map. */
    public Factor {
      if (address < 0 || address > LAST_ADDRESS) {
        throw new IllegalArgumentException("register address " + address);
      }
      values = java.util.Collections.unmodifiableMap(new TreeMap<>(values));
    }

    String described() {
      return "factor by "
          + address
          + bits.map(some -> " " + some.described()).orElse("")
          + " "
          + values;
    }
  }

  /**
   * Within which limits a value may be set.
   *
   * @param min the least, in the point's unit
   * @param max the greatest, in the point's unit
   * @param step the value is a multiple of this above {@code min}, in the point's unit
   */
  public record Writable(double min, double max, double step) {

    /** Not empty. */
    public Writable {
      if (!(min < max) || !(step > 0) || !Double.isFinite(min) || !Double.isFinite(max)) {
        throw new IllegalArgumentException("from " + min + " to " + max + " by " + step);
      }
    }
  }
}
