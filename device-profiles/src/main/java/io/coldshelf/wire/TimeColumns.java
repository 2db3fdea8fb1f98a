package io.coldshelf.wire;

import java.util.Arrays;

/**
 * Writes each column's times in the shortest of these ways, and remembers what the next column may
 * refer to.
 *
 * <ul>
 *   <li>steps: the first time, then each step against the column's period;
 *   <li>grid: each time against a grid of that period, for devices that are polled at fixed times
 *       and answer a little early or late;
 *   <li>the same as the column before;
 *   <li>near the times of an earlier column, each against its counterpart there.
 * </ul>
 */
final class TimeColumns {

  /** Steps that are looked at to find the period. */
  private static final int SAMPLES = 15;

  /** Periods that people choose, in ms: one of these serves many columns. */
  private static final long[] ROUND = {60_000, 10_000, 1_000, 500, 100, 50, 10, 5};

  /** Steps that far apart are no jitter around one period, ms. */
  private static final long MAX_TOLERANCE = 10_000;

  private final Sequence sequence = new Sequence();
  private final long[] samples = new long[SAMPLES];
  private long[] trial = new long[64];
  private long[] best = new long[64];
  private Plan plan = new Plan(0, 0, 0, 0, Long.MAX_VALUE);
  private int count;
  private int way;

  private long base;
  private long period;
  private int previousFrom;
  private int previousCount;
  private int ownFrom;
  private int ownCount;
  private int sinceOwn;

  /**
   * A way to write a column's times.
   *
   * @param form one of those in the flags
   * @param base where it starts: the first time, the grid's origin, or the distance to its like
   * @param period of steps and grid, ms
   * @param distance how many columns before stands the one that is referred to
   * @param bits what it costs
   */
  private record Plan(int form, long base, long period, int distance, long bits) {}

  /** Forgets all columns. */
  void clear() {
    base = 0;
    period = 0;
    previousCount = 0;
    ownCount = 0;
    sinceOwn = 0;
  }

  /** The time that the next one written is relative to. */
  long base() {
    return base;
  }

  /**
   * Writes a column's times: the column's head and the bits that belong to it.
   *
   * @return the flags that say how
   */
  int write(long[] times, int from, int rows, ByteSink head, BitSink bits) {
    boolean known = previousCount == rows;
    sinceOwn++;
    int flags;
    if (known && equal(times, from, previousFrom, rows)) {
      flags = Columns.SAME_TIMES;
    } else if (rows == 1) {
      flags = Columns.STEPS;
      head.signed(times[from] - base);
      base = times[from];
      own(from, rows);
    } else {
      decide(times, from, rows);
      flags = write(head, bits);
      if (plan.form != Columns.NEAR_TIMES) {
        own(from, rows);
      }
    }
    previousFrom = from;
    previousCount = rows;
    return flags;
  }

  private void own(int from, int rows) {
    ownFrom = from;
    ownCount = rows;
    sinceOwn = 0;
  }

  private int write(ByteSink head, BitSink bits) {
    int flags = plan.form;
    if (plan.form == Columns.NEAR_TIMES) {
      head.number(plan.distance - 1);
      head.signed(plan.base);
    } else {
      head.signed(plan.base - base);
      base = plan.base;
      if (plan.period == period) {
        flags |= Columns.SAME_PERIOD;
      } else {
        head.signed(plan.period);
        period = plan.period;
      }
    }
    Sequence.write(best, count, way, bits);
    return flags;
  }

  private void decide(long[] times, int from, int rows) {
    if (trial.length < rows) {
      trial = new long[2 * rows];
      best = new long[2 * rows];
    }
    plan = new Plan(0, 0, 0, 0, Long.MAX_VALUE);
    int sampled = sample(times, from, rows);
    long middle = samples[sampled / 2];
    long spread = Math.min(samples[3 * sampled / 4] - samples[sampled / 4], MAX_TOLERANCE);
    trySteps(times, from, rows, round(middle, spread / 2));
    long mean = Math.round((double) (times[from + rows - 1] - times[from]) / (rows - 1));
    tryGrid(times, from, rows, round(mean, 2 * spread / (rows - 1)));
    if (previousCount == rows) {
      tryNear(times, from, rows, previousFrom, 1);
    }
    if (ownCount == rows && sinceOwn > 1) {
      tryNear(times, from, rows, ownFrom, sinceOwn);
    }
  }

  /** Sorts a few steps, evenly taken; returns how many. */
  private int sample(long[] times, int from, int rows) {
    int sampled = Math.min(rows - 1, SAMPLES);
    for (int i = 0; i < sampled; i++) {
      int at = from + (int) ((long) i * (rows - 1) / sampled);
      samples[i] = times[at + 1] - times[at];
    }
    Arrays.sort(samples, 0, sampled);
    return sampled;
  }

  /** The last column's period where it does, else a round one near by, else the number itself. */
  private long round(long number, long tolerance) {
    if (Math.abs(period - number) <= tolerance) {
      return period;
    }
    for (long unit : ROUND) {
      long rounded = Math.floorDiv(number + unit / 2, unit) * unit;
      if (Math.abs(rounded - number) <= tolerance) {
        return rounded;
      }
    }
    return number;
  }

  private void trySteps(long[] times, int from, int rows, long step) {
    for (int i = 1; i < rows; i++) {
      trial[i - 1] = Columns.zigzag(times[from + i] - times[from + i - 1] - step);
    }
    compare(new Plan(Columns.STEPS, times[from], step, 0, periodBits(step)), rows - 1);
  }

  private void tryGrid(long[] times, int from, int rows, long step) {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    long expected = times[from];
    for (int i = 0; i < rows; i++) {
      long off = times[from + i] - expected;
      trial[i] = off;
      least = Math.min(least, off);
      most = Math.max(most, off);
      expected += step;
    }
    long middle = least + (most - least) / 2;
    for (int i = 0; i < rows; i++) {
      trial[i] = Columns.zigzag(trial[i] - middle);
    }
    compare(new Plan(Columns.GRID, times[from] + middle, step, 0, periodBits(step)), rows);
  }

  private void tryNear(long[] times, int from, int rows, int reference, int distance) {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int i = 0; i < rows; i++) {
      long off = times[from + i] - times[reference + i];
      trial[i] = off;
      least = Math.min(least, off);
      most = Math.max(most, off);
    }
    long middle = least + (most - least) / 2;
    for (int i = 0; i < rows; i++) {
      trial[i] = Columns.zigzag(trial[i] - middle);
    }
    compare(new Plan(Columns.NEAR_TIMES, middle, 0, distance, Byte.SIZE), rows);
  }

  private void compare(Plan candidate, int numbers) {
    long bits = candidate.bits + sequence.plan(trial, numbers);
    if (bits < plan.bits) {
      plan = new Plan(candidate.form, candidate.base, candidate.period, candidate.distance, bits);
      way = sequence.way();
      count = numbers;
      long[] swap = best;
      best = trial;
      trial = swap;
    }
  }

  private long periodBits(long step) {
    return step == period ? 0 : 2 * Byte.SIZE;
  }

  private static boolean equal(long[] times, int from, int other, int rows) {
    return Arrays.equals(times, from, from + rows, times, other, other + rows);
  }
}
