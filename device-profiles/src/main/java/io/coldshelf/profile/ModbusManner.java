package io.coldshelf.profile;

import java.time.Duration;
import java.util.Optional;

/**
 * How a Modbus model wants to be asked.
 *
 * @param most the most registers in one request, 1 to 125; 1 also means one bit a request, more
 *     leaves bits alone. A longer value is asked for whole nevertheless
 * @param holes whether addresses that the profile does not name may be read along
 * @param guard quiet on the wire before a request, beyond what the protocol wants
 * @param timeout how long an answer may take where nothing is configured
 */
public record ModbusManner(int most, boolean holes, Duration guard, Optional<Duration> timeout) {

  /** The most registers in one answer (MODBUS Application Protocol V1.1b3, 6.3). */
  public static final int MOST_REGISTERS = 125;

  /** The longest guard: a device that needs more is asked too often. */
  public static final Duration LONGEST_GUARD = Duration.ofSeconds(1);

  /** As the protocol allows it. */
  public static final ModbusManner PLAIN =
      new ModbusManner(MOST_REGISTERS, true, Duration.ZERO, Optional.empty());

  /** Ranges as said for the components. */
  public ModbusManner {
    if (most < 1 || most > MOST_REGISTERS) {
      throw new IllegalArgumentException(most + " registers in one request");
    }
    if (guard.isNegative() || guard.compareTo(LONGEST_GUARD) > 0) {
      throw new IllegalArgumentException("a guard of " + guard);
    }
  }
}
