package io.coldshelf.driver.j1939;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.J1939Signal;
import io.coldshelf.profile.PointProfile;
import java.math.BigDecimal;

/** Takes a signal out of a message. What a unit marks as no value is none (SAE J1939-71, 5.1.5). */
final class SignalValue {

  // The highest byte of signals of whole bytes.
  private static final int NOT_AVAILABLE = 0xFF;
  private static final int ERROR = 0xFE;
  private static final int FIRST_RESERVED = 0xFB;

  private SignalValue() {}

  static Reading reading(
      PointId id, PointProfile point, J1939Signal signal, byte[] message, long timeMillis) {
    int bytes = (signal.bits() + 7) / 8;
    if (message.length < signal.firstByte() - 1 + bytes) {
      return Reading.missing(id, timeMillis, Quality.BAD_ENCODING);
    }
    long raw = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      raw = (raw << 8) | (message[signal.firstByte() - 1 + i] & 0xFF);
    }
    if (signal.bits() < Byte.SIZE) {
      raw = (raw >>> (signal.firstBit() - 1)) & ((1L << signal.bits()) - 1);
    }
    Quality mark = mark(raw, signal.bits());
    if (mark.isBad()) {
      return Reading.missing(id, timeMillis, mark);
    }
    return point.reading(id, timeMillis, signal.scaling().value(BigDecimal.valueOf(raw)));
  }

  private static Quality mark(long raw, int bits) {
    if (bits >= Byte.SIZE) {
      int highest = (int) (raw >>> (bits - Byte.SIZE));
      if (highest < FIRST_RESERVED) {
        return Quality.GOOD;
      }
      return switch (highest) {
        case NOT_AVAILABLE -> Quality.BAD;
        case ERROR -> Quality.BAD_SENSOR_FAILURE;
        default -> Quality.BAD_OUT_OF_RANGE;
      };
    }
    long greatest = (1L << bits) - 1;
    if (bits == 1 || raw < greatest - 1) {
      return Quality.GOOD;
    }
    return raw == greatest ? Quality.BAD : Quality.BAD_SENSOR_FAILURE;
  }
}
