package io.coldshelf.simulator.device;

import java.time.Duration;

/** What can be wrong with a simulated Modbus device. */
public sealed interface ModbusFault {

  /** Nothing. */
  record None() implements ModbusFault {}

  /** It does not answer. */
  record Silent() implements ModbusFault {}

  /** It answers with random bytes. */
  record Noise() implements ModbusFault {}

  /** It answers with a broken checksum; over TCP, which has none, with another transaction. */
  record Spoiled() implements ModbusFault {}

  /** It answers with the first half of a frame. */
  record Truncated() implements ModbusFault {}

  /** It answers in the name of another unit. */
  record WrongUnit() implements ModbusFault {}

  /**
   * It answers late.
   *
   * @param by how much
   */
  record Slow(Duration by) implements ModbusFault {}

  /**
   * Every register holds the value by which the device says that its sensor has failed.
   *
   * @param raw 16 bits, {@code 0x7FFF}
   */
  record Sentinel(int raw) implements ModbusFault {}

  /**
   * It refuses.
   *
   * @param code the exception, 4 for a device failure, 6 for busy
   */
  record Refusal(int code) implements ModbusFault {}
}
