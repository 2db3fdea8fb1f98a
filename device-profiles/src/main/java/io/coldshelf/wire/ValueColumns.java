package io.coldshelf.wire;

import java.util.Arrays;

/**
 * Writes a column's values: as whole numbers with a decimal point where that gives each back to the
 * last bit, with the few that do not fit beside them, or as raw doubles.
 */
final class ValueColumns {

  /** What a value costs that stands beside the others: its place and eight bytes. */
  private static final int STRANGER_BITS = 72;

  /** Tenths of a bit that a decimal place costs at most. */
  private static final int DECIMAL_TENTHS = 33;

  /** More decimals than instruments show: whether raw is shorter is then worth a look. */
  private static final int MANY_DECIMALS = 7;

  /** No number of decimals gives the value back. */
  private static final int NONE = Columns.MAX_SCALE + 1;

  private static final int RAW_HEAD_BITS = 12;

  private final Sequence sequence = new Sequence();
  private final int[] scales = new int[NONE + 1];
  private long[] scaled = new long[64];
  private long[] differences = new long[64];
  private int[] strangers = new int[64];
  private int strange;
  private int fitting;

  /**
   * Decides how to write values, all of them finite.
   *
   * @return the form's byte
   */
  int plan(double[] values, int count) {
    if (scaled.length < count) {
      scaled = new long[2 * count];
      differences = new long[2 * count];
      strangers = new int[2 * count];
    }
    int scale = scale(values, count);
    if (scale == NONE) {
      return Columns.RAW;
    }
    scale(values, count, scale);
    if ((strange > 0 || scale >= MANY_DECIMALS) && rawBits(values, count) < scaledBits()) {
      return Columns.RAW;
    }
    return strange > 0 ? Columns.STRANGERS | scale : scale;
  }

  /** Writes values in the form that was decided on for them. */
  void write(double[] values, int count, int form, ByteSink head, BitSink bits) {
    if (form == Columns.RAW) {
      raw(values, count, head, bits);
      return;
    }
    if (strange > 0) {
      head.number(strange);
      int before = 0;
      for (int i = 0; i < strange; i++) {
        head.number(strangers[i] - before);
        head.real(values[strangers[i]]);
        before = strangers[i] + 1;
      }
    }
    if (fitting > 0) {
      head.signed(scaled[0]);
      differences();
      sequence.write(differences, fitting - 1, bits);
    }
  }

  /** The number of decimals that costs least, given that some values may stand beside. */
  private int scale(double[] values, int count) {
    Arrays.fill(scales, 0);
    int guess = 0;
    for (int i = 0; i < count; i++) {
      int scale = decimals(values[i], guess);
      scales[scale]++;
      guess = scale == NONE ? guess : scale;
    }
    int best = NONE;
    long least = (long) count * (RAW_HEAD_BITS + Double.SIZE);
    int fit = 0;
    for (int scale = 0; scale <= Columns.MAX_SCALE; scale++) {
      fit += scales[scale];
      long bits = (long) (count - fit) * STRANGER_BITS + (long) fit * scale * DECIMAL_TENTHS / 10;
      if (scales[scale] > 0 && bits < least) {
        least = bits;
        best = scale;
      }
    }
    return best;
  }

  /** The fewest decimals that give a value back to the last bit. */
  private static int decimals(double value, int guess) {
    if (Double.doubleToRawLongBits(value) == Long.MIN_VALUE) {
      return NONE; // there is no whole number -0
    }
    int scale = guess;
    if (fits(value, scale)) {
      while (scale > 0 && fits(value, scale - 1)) {
        scale--;
      }
      return scale;
    }
    while (++scale <= Columns.MAX_SCALE) {
      if (fits(value, scale)) {
        return scale;
      }
    }
    return NONE;
  }

  private static boolean fits(double value, int scale) {
    double power = Columns.power(scale);
    double whole = Math.rint(value * power);
    return Math.abs(whole) <= Columns.MAX_SCALED && whole / power == value;
  }

  private void scale(double[] values, int count, int scale) {
    double power = Columns.power(scale);
    strange = 0;
    fitting = 0;
    for (int i = 0; i < count; i++) {
      double whole = Math.rint(values[i] * power);
      if (Math.abs(whole) <= Columns.MAX_SCALED
          && Double.doubleToRawLongBits((long) whole / power)
              == Double.doubleToRawLongBits(values[i])) {
        scaled[fitting++] = (long) whole;
      } else {
        strangers[strange++] = i;
      }
    }
  }

  /** What each number adds to the one before it. */
  private void differences() {
    for (int i = 1; i < fitting; i++) {
      differences[i - 1] = Columns.zigzag(scaled[i] - scaled[i - 1]);
    }
  }

  private long scaledBits() {
    differences();
    return (long) strange * STRANGER_BITS + sequence.plan(differences, fitting - 1);
  }

  private static long rawBits(double[] values, int count) {
    long bits = Double.SIZE;
    for (int i = 1; i < count; i++) {
      long changed = changed(values, i);
      bits += changed == 0 ? 1 : 1 + RAW_HEAD_BITS + meaningful(changed);
    }
    return bits;
  }

  private static void raw(double[] values, int count, ByteSink head, BitSink bits) {
    head.real(values[0]);
    for (int i = 1; i < count; i++) {
      long changed = changed(values, i);
      if (changed == 0) {
        bits.put(0, 1);
      } else {
        int length = meaningful(changed);
        bits.put(1, 1);
        bits.put(Long.numberOfLeadingZeros(changed), 6);
        bits.put(length - 1L, 6);
        bits.putLong(changed >>> Long.numberOfTrailingZeros(changed), length);
      }
    }
  }

  private static long changed(double[] values, int i) {
    return Double.doubleToRawLongBits(values[i]) ^ Double.doubleToRawLongBits(values[i - 1]);
  }

  private static int meaningful(long changed) {
    return Long.SIZE - Long.numberOfLeadingZeros(changed) - Long.numberOfTrailingZeros(changed);
  }
}
