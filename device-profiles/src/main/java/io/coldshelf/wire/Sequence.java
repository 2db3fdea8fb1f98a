package io.coldshelf.wire;

import java.util.Arrays;

/**
 * Writes a sequence of whole numbers from 0 to {@link Columns#MAX_NUMBER} in one of two ways,
 * whichever is shorter.
 *
 * <pre>
 *   0wwwww   each number in w bits; none at all when all are 0
 *   1kkkkk   Rice: number >> k as that many ones and a zero, then the lowest k bits;
 *            from 20 ones on instead: 20 ones, six bits for a length, the number in that length
 * </pre>
 *
 * <p>A sequence without numbers is not written at all, not even the six bits that say how.
 */
final class Sequence {

  /** Parameters that are tried below and above the one that fits the number in the middle. */
  private static final int TRIED_BELOW = 2;

  private static final int TRIED_ABOVE = 1;

  private final int[] lengths = new int[Long.SIZE + 1];
  private int way;

  /**
   * Decides how to write a sequence.
   *
   * @return how many bits that takes, with the six that say how
   */
  long plan(long[] numbers, int count) {
    way = 0;
    if (count <= 0) {
      return 0;
    }
    Arrays.fill(lengths, 0);
    long all = 0;
    for (int i = 0; i < count; i++) {
      long number = numbers[i];
      all |= number;
      lengths[length(number)]++;
    }
    int width = length(all);
    if (width > Columns.MAX_NUMBER_BITS) {
      throw new IllegalArgumentException("a number of " + width + " bits");
    }
    if (width == 0) {
      return Columns.SEQUENCE_BITS;
    }
    long least = Long.MAX_VALUE;
    if (width <= Columns.MAX_PARAMETER) {
      way = width;
      least = (long) width * count;
    }
    int middle = middle(count);
    int last = Math.min(middle + TRIED_ABOVE, Columns.MAX_PARAMETER);
    for (int k = Math.clamp(middle - TRIED_BELOW, 0, last); k <= last; k++) {
      long bits = riceBits(numbers, count, k);
      if (bits < least) {
        least = bits;
        way = Columns.RICE | k;
      }
    }
    return least + Columns.SEQUENCE_BITS;
  }

  /** The way that was decided on. */
  int way() {
    return way;
  }

  /** Writes a sequence in a way that was decided on for it. */
  static void write(long[] numbers, int count, int way, BitSink bits) {
    if (count <= 0) {
      return;
    }
    bits.put(way, Columns.SEQUENCE_BITS);
    int parameter = way & Columns.MAX_PARAMETER;
    if ((way & Columns.RICE) != 0) {
      for (int i = 0; i < count; i++) {
        rice(numbers[i], parameter, bits);
      }
    } else if (parameter > 0) {
      for (int i = 0; i < count; i++) {
        bits.put(numbers[i], parameter);
      }
    }
  }

  /** Decides and writes. */
  void write(long[] numbers, int count, BitSink bits) {
    plan(numbers, count);
    write(numbers, count, way, bits);
  }

  private static void rice(long number, int k, BitSink bits) {
    long ones = number >>> k;
    if (ones < Columns.RICE_ESCAPE) {
      long unary = (1L << (ones + 1)) - 2;
      bits.put((unary << k) | (number & ((1L << k) - 1)), (int) ones + 1 + k);
    } else {
      int length = length(number);
      bits.put((1L << Columns.RICE_ESCAPE) - 1, Columns.RICE_ESCAPE);
      bits.put(length, Columns.LENGTH_BITS);
      bits.put(number, length);
    }
  }

  private static long riceBits(long[] numbers, int count, int k) {
    long bits = (long) count * (1 + k);
    for (int i = 0; i < count; i++) {
      long ones = numbers[i] >>> k;
      bits +=
          ones < Columns.RICE_ESCAPE
              ? ones
              : Columns.RICE_ESCAPE + Columns.LENGTH_BITS + length(numbers[i]) - 1 - k;
    }
    return bits;
  }

  /** The length of the number in the middle: outliers do not move it. */
  private int middle(int count) {
    int below = 0;
    int length = 0;
    while (true) {
      below += lengths[length];
      if (2 * below >= count) {
        return length;
      }
      length++;
    }
  }

  private static int length(long number) {
    return Long.SIZE - Long.numberOfLeadingZeros(number);
  }
}
