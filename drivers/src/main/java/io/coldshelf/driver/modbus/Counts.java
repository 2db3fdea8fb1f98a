package io.coldshelf.driver.modbus;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.ModbusRegister;
import io.coldshelf.profile.ModbusRegister.Factor;
import io.coldshelf.profile.ModbusRegister.Order;
import io.coldshelf.profile.PointProfile;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** From a register's bits to a value in the point's unit. */
final class Counts {

  private static final int DECIMAL_DIGIT_BITS = 4;
  private static final int DECIMAL_DIGIT = 0xF;

  private Counts() {}

  /**
   * Reads one point.
   *
   * @param id the point's name
   * @param point its profile, with a register
   * @param values hold all that the point needs
   * @param timeMillis when they came
   * @return good and in range, or bad
   */
  static Reading reading(PointId id, PointProfile point, Reply.Values values, long timeMillis) {
    ModbusRegister register = Span.register(point);
    return value(register, values)
        .map(value -> point.reading(id, timeMillis, value))
        .orElseGet(() -> Reading.missing(id, timeMillis, Quality.BAD_SENSOR_FAILURE));
  }

  /**
   * The value in the point's unit.
   *
   * @return nothing where the device says that it has none; beyond all numbers where the scale
   *     makes it so
   */
  static Optional<Double> value(ModbusRegister register, Reply.Values values) {
    long bits = bits(register, values);
    if (isError(register, bits)) {
      return Optional.empty();
    }
    return count(register, bits)
        .flatMap(count -> factor(register, values).map(count::multiply))
        .map(count ->
            count
                .multiply(decimal(register.scaling().scale()))
                .add(decimal(register.scaling().offset()))
                .doubleValue());
  }

  /** In decimals, as people write scales: 305 times 0.1 is 30.5 and not 30.500000000000004. */
  private static BigDecimal decimal(double number) {
    return BigDecimal.valueOf(number);
  }

  /** The bits of the value, the most significant first. */
  private static long bits(ModbusRegister register, Reply.Values values) {
    ModbusRegister.Type type = register.format().type();
    Order order = register.format().order();
    long bits = 0;
    for (int i = 0; i < type.registers(); i++) {
      int word = order.isLowWordFirst() ? type.registers() - 1 - i : i;
      int raw = values.at(register.address() + word);
      bits = (bits << Short.SIZE) | (order.areBytesSwapped() ? swapped(raw) : raw);
    }
    return bits;
  }

  private static int swapped(int word) {
    return ((word & 0xFF) << Byte.SIZE) | (word >>> Byte.SIZE);
  }

  /** The mark is a pattern of bits: a profile may write 0x8000 as 32768 or as -32768. */
  private static boolean isError(ModbusRegister register, long bits) {
    long mask = register.format().type().mask();
    return register.errors().stream().anyMatch(error -> (error & mask) == bits);
  }

  /** All factors together; nothing where one of them is not known by what was read. */
  private static Optional<BigDecimal> factor(ModbusRegister register, Reply.Values values) {
    BigDecimal product = BigDecimal.ONE;
    for (Factor factor : register.scaling().factors()) {
      long raw = values.at(factor.address());
      Double named = factor.values().get(factor.bits().map(bits -> bits.of(raw)).orElse(raw));
      if (named == null) {
        return Optional.empty();
      }
      product = product.multiply(decimal(named));
    }
    return Optional.of(product);
  }

  /** The number that the bits stand for; nothing where they stand for none. */
  private static Optional<BigDecimal> count(ModbusRegister register, long all) {
    long bits = register.format().bits().map(some -> some.of(all)).orElse(all);
    return switch (register.format().type()) {
      case BOOL -> Optional.of(bits == 0 ? BigDecimal.ZERO : BigDecimal.ONE);
      case INT16 -> Optional.of(BigDecimal.valueOf((short) bits));
      case INT32 -> Optional.of(new BigDecimal((int) bits));
      case UINT16, UINT32, INT64 -> Optional.of(BigDecimal.valueOf(bits));
      case UINT64 -> Optional.of(new BigDecimal(new BigInteger(Long.toUnsignedString(bits))));
      case FLOAT32 -> {
        float number = Float.intBitsToFloat((int) bits);
        yield Float.isFinite(number)
            ? Optional.of(new BigDecimal(Float.toString(number)))
            : Optional.empty();
      }
      case FLOAT64 -> {
        double number = Double.longBitsToDouble(bits);
        yield Double.isFinite(number) ? Optional.of(BigDecimal.valueOf(number)) : Optional.empty();
      }
      case BCD16, BCD32 -> digits(bits);
    };
  }

  private static Optional<BigDecimal> digits(long bits) {
    long number = 0;
    for (int shift = Integer.SIZE - DECIMAL_DIGIT_BITS; shift >= 0; shift -= DECIMAL_DIGIT_BITS) {
      long digit = (bits >>> shift) & DECIMAL_DIGIT;
      if (digit > 9) {
        return Optional.empty();
      }
      number = 10 * number + digit;
    }
    return Optional.of(BigDecimal.valueOf(number));
  }
}
