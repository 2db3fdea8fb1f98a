package io.coldshelf.profile;

import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.util.OptionalInt;
import java.util.Set;

/** Reads where in which message of a vehicle a point is. */
final class SignalReader {

  private static final Set<Integer> BITS = Set.of(1, 2, 3, 4, 8, 16, 24, 32);

  private SignalReader() {}

  static J1939Signal signal(YamlMapping signal) {
    int pgn = integer(signal.required("pgn"), 0, 0x1FFFF);
    YamlValue first = signal.required("byte");
    int firstByte = integer(first, 1, 1_785);
    YamlValue bit = signal.optional("bit");
    int firstBit = bit.isWritten() ? integer(bit, 1, 8) : 1;
    YamlValue width = signal.optional("bits");
    int bits = width.isWritten() ? integer(width, 1, 32) : Byte.SIZE;
    YamlValue source = signal.optional("source");
    Linear linear = Linear.of(signal);
    if (!BITS.contains(bits)) {
      width.mistake(bits + " bits are no signal", "write 1, 2, 3, 4, 8, 16, 24 or 32");
      bits = Byte.SIZE;
    }
    if (bits >= Byte.SIZE ? firstBit > 1 : firstBit + bits > 9) {
      bit.mistake("the signal does not lie in byte " + firstByte, "write a lower 'bit'");
      firstBit = 1;
    }
    return new J1939Signal(
        pgn,
        Math.max(1, firstByte),
        Math.max(1, firstBit),
        bits,
        source.isWritten() ? OptionalInt.of(integer(source, 0, 253)) : OptionalInt.empty(),
        linear);
  }

  private static int integer(YamlValue value, int least, int greatest) {
    return (int) value.integer(least, greatest);
  }
}
