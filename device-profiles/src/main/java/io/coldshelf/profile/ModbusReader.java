package io.coldshelf.profile;

import io.coldshelf.profile.ModbusRegister.Bits;
import io.coldshelf.profile.ModbusRegister.Factor;
import io.coldshelf.profile.ModbusRegister.Format;
import io.coldshelf.profile.ModbusRegister.Order;
import io.coldshelf.profile.ModbusRegister.Scaling;
import io.coldshelf.profile.ModbusRegister.Table;
import io.coldshelf.profile.ModbusRegister.Writable;
import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what a profile says of Modbus: registers, and how a model wants to be asked. */
final class ModbusReader {

  private static final double GREATEST = 1e9;

  /** A factor further off than this costs a request of its own or reads far beside the value. */
  private static final int FARTHEST_FACTOR = 64;

  private static final int REGISTER_BITS = 16;
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(50);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

  private static final Map<String, Table> TABLES = lowerCase(Table.values());
  private static final Map<String, ModbusRegister.Type> TYPES =
      lowerCase(ModbusRegister.Type.values());
  private static final Map<String, Order> ORDERS =
      Arrays.stream(Order.values()).collect(Collectors.toMap(Order::name, Function.identity()));

  private ModbusReader() {}

  private static <E extends Enum<E>> Map<String, E> lowerCase(E[] values) {
    return Arrays.stream(values)
        .collect(
            Collectors.toMap(value -> value.name().toLowerCase(Locale.ROOT), Function.identity()));
  }

  static ModbusRegister register(YamlMapping mapping) {
    Table table = table(mapping);
    YamlValue at = mapping.required("address");
    int address = (int) at.integer(0, ModbusRegister.LAST_ADDRESS);
    Format format = format(mapping, table);
    if (address + format.type().registers() - 1 > ModbusRegister.LAST_ADDRESS) {
      at.mistake("the value goes beyond register 65535", "check the address and the type");
      address = 0;
    }
    return new ModbusRegister(
        table,
        address,
        format,
        scaling(mapping, table, address),
        errors(mapping.optional("error"), format.type()),
        states(mapping.optional("states")),
        writable(mapping, table, format));
  }

  private static Table table(YamlMapping mapping) {
    return mapping.required("table").named("table", TABLES).orElse(Table.INPUT);
  }

  private static Format format(YamlMapping mapping, Table table) {
    YamlValue type = mapping.optional("type");
    YamlValue order = mapping.optional("order");
    if (table.isBits()) {
      mapping
          .optional("bit")
          .mistake("a table of bits has no registers to take bits from", "remove 'bit'");
      mapping
          .optional("bits")
          .mistake("a table of bits has no registers to take bits from", "remove 'bits'");
      order.mistake("a single bit has no order", "remove 'order'");
      if (type.isWritten()
          && type.named("type", TYPES).filter(t -> t != ModbusRegister.Type.BOOL).isPresent()) {
        type.mistake("a table of bits holds nothing but 'bool'", "remove 'type'");
      }
      return Format.of(ModbusRegister.Type.BOOL);
    }
    boolean oneBit = mapping.optional("bit").isWritten();
    ModbusRegister.Type known =
        (oneBit && !type.isWritten() ? type : mapping.required("type")).isWritten()
            ? type.named("type", TYPES).orElse(ModbusRegister.Type.UINT16)
            : ModbusRegister.Type.UINT16;
    return new Format(known, order(order, known), bits(mapping, known));
  }

  private static Order order(YamlValue value, ModbusRegister.Type type) {
    if (!value.isWritten()) {
      return Order.ABCD;
    }
    Order order = value.named("order", ORDERS).orElse(Order.ABCD);
    if (type.registers() == 1 && order.isLowWordFirst()) {
      value.mistake(
          "one register has no order of words", "remove 'order', or write BADC to swap its bytes");
    }
    return order;
  }

  private static Optional<Bits> bits(YamlMapping mapping, ModbusRegister.Type type) {
    YamlValue bit = mapping.optional("bit");
    YamlValue bits = mapping.optional("bits");
    int last = Math.min(REGISTER_BITS * type.registers(), Integer.SIZE) - 1;
    if (bit.isWritten()) {
      bits.mistake("both 'bit' and 'bits' are written", "keep one of the two");
      checkBits(bit, type);
      int one = (int) bit.integer(0, last);
      return Optional.of(new Bits(one, one));
    }
    if (!bits.isWritten()) {
      return Optional.empty();
    }
    checkBits(bits, type);
    List<YamlValue> ends = bits.list();
    int low = ends.size() == 2 ? (int) ends.get(0).integer(0, last) : 0;
    int high = ends.size() == 2 ? (int) ends.get(1).integer(0, last) : -1;
    if (low > high) {
      if (ends.stream().allMatch(YamlValue::isUsable)) {
        bits.mistake(bits.where() + " are no bits", "write [lowest, highest], counted from 0");
      }
      return Optional.empty();
    }
    return Optional.of(new Bits(low, high));
  }

  private static void checkBits(YamlValue value, ModbusRegister.Type type) {
    if (type != ModbusRegister.Type.UINT16 && type != ModbusRegister.Type.UINT32) {
      value.mistake("bits can be taken from uint16 and uint32 only", "write 'type: uint16'");
    }
  }

  private static Scaling scaling(YamlMapping mapping, Table table, int address) {
    YamlValue written = mapping.optional("scale");
    double scale = written.isWritten() ? written.number(-GREATEST, GREATEST) : 1;
    if (scale == 0) {
      written.mistake("'scale' is 0", "write what one count is worth, for example 0.1");
      scale = 1;
    }
    YamlValue offset = mapping.optional("offset");
    return new Scaling(
        scale,
        offset.isWritten() ? offset.number(-GREATEST, GREATEST) : 0,
        factors(mapping.optional("factors"), table, address));
  }

  private static List<Factor> factors(YamlValue value, Table table, int address) {
    List<Factor> factors = new ArrayList<>();
    if (!value.isWritten()) {
      return factors;
    }
    if (table.isBits()) {
      value.mistake("a single bit has no factors", "remove 'factors'");
    }
    for (YamlValue each : value.list()) {
      YamlMapping mapping = each.mapping();
      YamlValue at = mapping.required("address");
      int where = (int) at.integer(0, ModbusRegister.LAST_ADDRESS);
      if (Math.abs(where - address) > FARTHEST_FACTOR) {
        at.mistake(
            "a factor stands at most %d registers from its value".formatted(FARTHEST_FACTOR),
            "make it a point of its own");
        where = address;
      }
      Optional<Bits> bits = bits(mapping, ModbusRegister.Type.UINT16);
      Map<Long, Double> values = new TreeMap<>();
      for (YamlMapping.Entry entry : mapping.required("values").mapping().entries()) {
        values.put(entry.name().integer(0, 0xFFFF), entry.value().number(-GREATEST, GREATEST));
      }
      factors.add(new Factor(where, bits, values));
    }
    return factors;
  }

  /** The raw values as the type reads them: -32768 for an int16 of 0x8000. */
  private static List<Long> errors(YamlValue value, ModbusRegister.Type type) {
    if (!value.isWritten()) {
      return List.of();
    }
    List<YamlValue> each = value.isList() ? value.list() : List.of(value);
    return switch (type) {
      case INT16 -> integers(each, Short.MIN_VALUE, Short.MAX_VALUE);
      case UINT16 -> integers(each, 0, 0xFFFF);
      case INT32 -> integers(each, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case UINT32 -> integers(each, 0, 0xFFFF_FFFFL);
      case INT64 -> integers(each, Long.MIN_VALUE, Long.MAX_VALUE);
      case UINT64 -> integers(each, 0, Long.MAX_VALUE);
      case FLOAT32, FLOAT64, BCD16, BCD32, BOOL -> {
        value.mistake(
            "a %s has no error value".formatted(type.name().toLowerCase(Locale.ROOT)),
            "use 'valid' instead: what is no number is always bad");
        yield List.of();
      }
    };
  }

  private static List<Long> integers(List<YamlValue> values, long low, long high) {
    return values.stream().map(value -> value.integer(low, high)).toList();
  }

  private static Map<Long, String> states(YamlValue value) {
    Map<Long, String> states = new TreeMap<>();
    if (value.isWritten()) {
      for (YamlMapping.Entry entry : value.mapping().entries()) {
        states.put(
            entry.name().integer(Integer.MIN_VALUE, Integer.MAX_VALUE), entry.value().text());
      }
    }
    return states;
  }

  private static Optional<Writable> writable(YamlMapping mapping, Table table, Format format) {
    YamlValue value = mapping.optional("writable");
    if (!value.isWritten()) {
      return Optional.empty();
    }
    if (!table.isWritable()) {
      value.mistake("only coils and holding registers can be written", "remove 'writable'");
    }
    if (format.bits().isPresent() || mapping.optional("factors").isWritten()) {
      value.mistake(
          "what shares its register with others, or needs others, is not written",
          "remove 'writable'");
    }
    YamlMapping limits = value.mapping();
    double min = limits.required("min").number(-GREATEST, GREATEST);
    double max = limits.required("max").number(-GREATEST, GREATEST);
    double step = limits.required("step").number(-GREATEST, GREATEST);
    if (!(min < max) || !(step > 0)) {
      value.mistake(
          "nothing can be written within these limits", "write {min: -30, max: 10, step: 0.1}");
      return Optional.empty();
    }
    return Optional.of(new Writable(min, max, step));
  }

  /**
   * What a profile says of asking.
   *
   * @param manner how the model wants to be asked
   * @param shift by how much the addresses of the extended profile are shifted
   */
  record Manner(ModbusManner manner, int shift) {}

  /**
   * Reads the key {@code modbus}.
   *
   * @param base what is inherited
   * @param extending whether there is something to shift
   */
  static Manner manner(YamlMapping mapping, ModbusManner base, boolean extending) {
    YamlValue most = mapping.optional("most");
    YamlValue holes = mapping.optional("holes");
    YamlValue guard = mapping.optional("guard");
    YamlValue timeout = mapping.optional("timeout");
    YamlValue shift = mapping.optional("shift");
    if (!extending) {
      shift.mistake("there is nothing to shift", "extend a profile, or remove 'shift'");
    }
    return new Manner(
        new ModbusManner(
            most.isWritten() ? (int) most.integer(1, ModbusManner.MOST_REGISTERS) : base.most(),
            holes.isWritten() ? holes.truth() : base.holes(),
            guard.isWritten()
                ? guard.duration(Duration.ZERO, ModbusManner.LONGEST_GUARD)
                : base.guard(),
            timeout.isWritten()
                ? Optional.of(timeout.duration(SHORTEST_TIMEOUT, LONGEST_TIMEOUT))
                : base.timeout()),
        shift.isUsable()
            ? (int) shift.integer(-ModbusRegister.LAST_ADDRESS, ModbusRegister.LAST_ADDRESS)
            : 0);
  }

  /** One value by which the model may be known. */
  static DeviceFacts.Sign sign(YamlMapping mapping) {
    Table table = table(mapping);
    YamlValue at = mapping.required("address");
    int address = (int) at.integer(0, ModbusRegister.LAST_ADDRESS);
    Format format = format(mapping, table);
    ModbusRegister register =
        new ModbusRegister(
            table,
            address,
            format,
            scaling(mapping, table, address),
            List.of(),
            Map.of(),
            Optional.empty());
    YamlValue value = mapping.optional("value");
    YamlValue between = mapping.optional("between");
    if (value.isWritten()) {
      between.mistake("both 'value' and 'between' are written", "keep one of the two");
      double exact = value.number(-GREATEST, GREATEST);
      return new DeviceFacts.Sign(register, exact, exact);
    }
    if (!between.isWritten()) {
      mapping.mistake(
          "nothing says which value the model has there", "add 'value: …' or 'between: [a, b]'");
      return new DeviceFacts.Sign(register, 0, 0);
    }
    PointProfile.Range range = PointReader.range(between);
    return new DeviceFacts.Sign(register, range.low(), range.high());
  }
}
