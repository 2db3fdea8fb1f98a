package io.coldshelf.driver.modbus;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.ModbusRegister;
import io.coldshelf.profile.PointProfile;
import java.math.BigDecimal;

/** From a register's bits to a reading in the point's unit. */
final class Counts {

  private Counts() {}

  /**
   * Reads one point.
   *
   * @param id the point's name
   * @param point its profile, with a register
   * @param registers hold the point's
   * @param timeMillis when they came
   * @return good and in range, or bad
   */
  static Reading reading(
      PointId id, PointProfile point, Reply.Registers registers, long timeMillis) {
    ModbusRegister register = Span.register(point);
    int bits = bits(register, registers);
    if (isError(register, bits) || isNoNumber(register.type(), bits)) {
      return Reading.missing(id, timeMillis, Quality.BAD_SENSOR_FAILURE);
    }
    double value = scaled(register, bits);
    return point.valid().contains(value) && Double.isFinite(value)
        ? Reading.good(id, timeMillis, value)
        : Reading.missing(id, timeMillis, Quality.BAD_OUT_OF_RANGE);
  }

  private static int bits(ModbusRegister register, Reply.Registers registers) {
    int high = registers.at(register.address());
    return switch (register.type()) {
      case INT16, UINT16 -> high;
      case INT32, UINT32, FLOAT32 -> (high << 16) | registers.at(register.address() + 1);
    };
  }

  /** The mark is a pattern of bits: a profile may write 0x8000 as 32768 or as -32768. */
  private static boolean isError(ModbusRegister register, int bits) {
    int mask = register.type().registers() == 1 ? 0xFFFF : 0xFFFF_FFFF;
    return register.error().isPresent() && (register.error().getAsInt() & mask) == bits;
  }

  private static boolean isNoNumber(ModbusRegister.Type type, int bits) {
    return type == ModbusRegister.Type.FLOAT32 && !Float.isFinite(Float.intBitsToFloat(bits));
  }

  /** In decimals, as people write scales: 305 times 0.1 is 30.5 and not 30.500000000000004. */
  private static double scaled(ModbusRegister register, int bits) {
    return count(register.type(), bits)
        .multiply(BigDecimal.valueOf(register.scale()))
        .add(BigDecimal.valueOf(register.offset()))
        .doubleValue();
  }

  private static BigDecimal count(ModbusRegister.Type type, int bits) {
    return switch (type) {
      case INT16 -> BigDecimal.valueOf((short) bits);
      case UINT16, INT32 -> BigDecimal.valueOf(bits);
      case UINT32 -> BigDecimal.valueOf(Integer.toUnsignedLong(bits));
      case FLOAT32 -> new BigDecimal(Float.toString(Float.intBitsToFloat(bits)));
    };
  }
}
