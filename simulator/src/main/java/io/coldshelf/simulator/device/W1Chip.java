package io.coldshelf.simulator.device;

import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/**
 * A DS18B20 (or DS18S20 by its family code) as the kernel's {@code w1_therm} shows it (data sheets
 * 19-7487 and 19-5474; Linux Documentation/w1/slaves/w1_therm.rst).
 */
final class W1Chip {

  private static final int DS18S20 = 0x10;
  private static final int NOISE_CHARACTERS = 80;
  private static final int[] POWER_ON = {0x50, 0x05, 0x4B, 0x46, 0x7F, 0xFF, 0x0C, 0x10};
  private static final int[] STARVED = {0xFF, 0x07, 0x4B, 0x46, 0x7F, 0xFF, 0x01, 0x10};

  private final int family;
  private final DoubleSupplier celsius;
  private final RandomGenerator random;
  private volatile W1Fault fault = W1Fault.NONE;

  W1Chip(int family, DoubleSupplier celsius, RandomGenerator random) {
    this.family = family;
    this.celsius = celsius;
    this.random = random;
  }

  void fault(W1Fault fault) {
    this.fault = fault;
  }

  /** The text of {@code w1_slave} now. */
  String slave() {
    return switch (fault) {
      case NONE -> text(scratchpad(), "YES");
      case SMALL_LETTERS -> text(scratchpad(), "yes");
      case EMPTY -> "";
      case WRONG_CHECK -> damaged();
      case SHORTED -> line(new int[8], 0) + ": crc=00 YES\n" + line(new int[8], 0) + "t=0\n";
      case ALL_ONES -> allOnes();
      case POWER_ON -> text(POWER_ON, "YES");
      case STARVED -> text(STARVED, "YES");
      case NOISE -> noise();
    };
  }

  private int[] scratchpad() {
    double value = Math.clamp(celsius.getAsDouble(), -55, 125);
    if (family == DS18S20) {
      // Halves with a quarter taken off, and what remains of a degree in sixteenths, backwards.
      int sixteenths = (int) Math.round(value * 16) + 4;
      int whole = Math.floorDiv(sixteenths, 16);
      int halves = whole * 2;
      int remain = 16 - Math.floorMod(sixteenths, 16);
      return new int[] {halves & 0xFF, halves >> 8 & 0xFF, 0x4B, 0x46, 0xFF, 0xFF, remain, 0x10};
    }
    int counts = (int) Math.round(value * 16);
    int mark = 0x10 - (counts & 0xF);
    return new int[] {counts & 0xFF, counts >> 8 & 0xFF, 0x4B, 0x46, 0x7F, 0xFF, mark, 0x10};
  }

  private int millis(int[] pad) {
    int register = (short) (pad[1] << 8 | pad[0]);
    return family == DS18S20
        ? (register >> 1) * 1000 - 250 + 1000 * (pad[7] - pad[6]) / pad[7]
        : register * 1000 / 16;
  }

  private String text(int[] pad, String verdict) {
    String line = line(pad, check(pad));
    return "%s: crc=%02x %s\n%st=%d\n".formatted(line, check(pad), verdict, line, millis(pad));
  }

  private String damaged() {
    int[] good = scratchpad();
    int[] bad = good.clone();
    bad[0] ^= 0x80;
    return "%s: crc=%02x NO\n%st=%d\n"
        .formatted(line(bad, check(good)), check(bad), line(good, check(good)), millis(bad));
  }

  private String allOnes() {
    int[] ones = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
    int[] good = scratchpad();
    return line(ones, 0xFF) + ": crc=c9 NO\n" + line(good, check(good)) + "t=-62\n";
  }

  private String noise() {
    StringBuilder noise = new StringBuilder();
    for (int i = 0; i < NOISE_CHARACTERS; i++) {
      noise.append((char) random.nextInt(1, 256));
    }
    return noise.toString();
  }

  private static String line(int[] eight, int check) {
    StringBuilder line = new StringBuilder();
    for (int each : eight) {
      line.append(String.format(Locale.ROOT, "%02x ", each));
    }
    return line.append(String.format(Locale.ROOT, "%02x ", check)).toString();
  }

  /** The remainder of a division, bits in the order of the wire: low bit first. */
  private static int check(int[] bytes) {
    int remainder = 0;
    for (int i = 0; i < bytes.length * 8; i++) {
      int in = bytes[i / 8] >> i % 8 & 1;
      int out = remainder >> 7 & 1;
      remainder = remainder << 1 & 0xFF;
      if ((in ^ out) == 1) {
        remainder ^= 0x31;
      }
    }
    return Integer.reverse(remainder) >>> 24;
  }
}
