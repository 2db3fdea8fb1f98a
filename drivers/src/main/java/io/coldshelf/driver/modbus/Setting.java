package io.coldshelf.driver.modbus;

import io.coldshelf.profile.ModbusRegister;
import io.coldshelf.profile.ModbusRegister.Format;
import io.coldshelf.profile.ModbusRegister.Scaling;
import io.coldshelf.profile.ModbusRegister.Table;
import io.coldshelf.profile.ModbusRegister.Writable;
import io.coldshelf.profile.PointProfile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A value for a point, as the registers that hold it.
 *
 * @param register where it goes
 * @param words 0 to 65535 each, or 0 and 1 for a coil
 */
record Setting(ModbusRegister register, List<Integer> words) {

  /** Of a step: a value that is further from a step than this is not on it. */
  private static final double SLACK = 1e-6;

  Setting {
    words = List.copyOf(words);
  }

  /**
   * Makes it, if the profile allows it.
   *
   * @throws IllegalArgumentException with the reason, for a person
   */
  static Setting of(PointProfile point, double value) {
    ModbusRegister register = Span.register(point);
    Writable limits =
        register
            .writable()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "the profile does not allow '" + point.name() + "' to be set"));
    if (!(value >= limits.min() && value <= limits.max())) {
      throw new IllegalArgumentException(
          "%s is not within %s to %s, as the profile allows for '%s'"
              .formatted(value, limits.min(), limits.max(), point.name()));
    }
    double steps = (value - limits.min()) / limits.step();
    if (Math.abs(steps - Math.rint(steps)) > SLACK) {
      throw new IllegalArgumentException(
          "%s is not on a step: '%s' goes from %s in steps of %s"
              .formatted(value, point.name(), limits.min(), limits.step()));
    }
    return new Setting(register, words(register.format(), bits(register, value, point.name())));
  }

  private static long bits(ModbusRegister register, double value, String point) {
    Scaling scaling = register.scaling();
    BigDecimal raw =
        BigDecimal.valueOf(value)
            .subtract(BigDecimal.valueOf(scaling.offset()))
            .divide(BigDecimal.valueOf(scaling.scale()), 9, RoundingMode.HALF_EVEN);
    return switch (register.format().type()) {
      case FLOAT32 -> Float.floatToIntBits(raw.floatValue());
      case FLOAT64 -> Double.doubleToLongBits(raw.doubleValue());
      case BOOL -> integer(raw, 0, 1, point);
      case INT16 -> integer(raw, Short.MIN_VALUE, Short.MAX_VALUE, point);
      case UINT16 -> integer(raw, 0, 0xFFFF, point);
      case INT32 -> integer(raw, Integer.MIN_VALUE, Integer.MAX_VALUE, point);
      case UINT32 -> integer(raw, 0, 0xFFFF_FFFFL, point);
      case INT64 -> integer(raw, Long.MIN_VALUE, Long.MAX_VALUE, point);
      case UINT64 -> integer(raw, 0, Long.MAX_VALUE, point);
      case BCD16, BCD32 ->
          throw new IllegalArgumentException(
              "'" + point + "' is decimal digits: nobody sets those");
    };
  }

  private static long integer(BigDecimal raw, long low, long high, String point) {
    BigDecimal whole = raw.setScale(0, RoundingMode.HALF_EVEN);
    if (whole.compareTo(BigDecimal.valueOf(low)) < 0
        || whole.compareTo(BigDecimal.valueOf(high)) > 0) {
      throw new IllegalArgumentException(
          "the register of '%s' cannot hold %s".formatted(point, whole.toPlainString()));
    }
    return whole.longValueExact();
  }

  private static List<Integer> words(Format format, long bits) {
    ModbusRegister.Type type = format.type();
    List<Integer> words = new ArrayList<>();
    for (int i = type.registers() - 1; i >= 0; i--) {
      int word = (int) (bits >>> (Short.SIZE * i)) & 0xFFFF;
      words.add(
          format.order().areBytesSwapped()
              ? ((word & 0xFF) << Byte.SIZE) | (word >>> Byte.SIZE)
              : word);
    }
    if (format.order().isLowWordFirst()) {
      Collections.reverse(words);
    }
    return words;
  }

  Write write(int unit) {
    return new Write(unit, register.table(), register.address(), words);
  }

  Request readBack(int unit) {
    return new Request(unit, register.table(), register.address(), words.size());
  }

  /** What is sent, for a person. */
  String described() {
    List<String> shown =
        words.stream()
            .map(
                word -> register.table() == Table.COIL ? word.toString() : "0x%04X".formatted(word))
            .toList();
    return "function %d, %s %d = %s"
        .formatted(
            write(1).function(),
            register.table().name().toLowerCase(Locale.ROOT),
            register.address(),
            String.join(" ", shown));
  }
}
