package io.coldshelf.edge.detect;

import java.util.Arrays;

/**
 * How the air of one probe goes: how high it comes in an ordinary hour, how fast it rises now, and
 * what its excursions were like that ended by themselves. From that follows whether a rise is one
 * of those, a defrost or a door, or one that nothing explains.
 *
 * <p>It learns in time that is known and forgets nothing in a gap.
 */
final class Course {

  /** Values fade from the trend with this time constant. */
  private static final double FADE_MILLIS = 300_000;

  private static final long HOUR_MILLIS = 3_600_000;
  private static final int HOURS = 12;
  private static final int LEAST_HOURS = 4;

  /** Nothing that ends sooner is worth a word. */
  private static final long PASSING_MILLIS = 480_000;

  /** As long as no whole day was seen, each rise may be a defrost. */
  private static final long LONGEST_DEFROST_MILLIS = HOUR_MILLIS;

  /** A rise that lasted longer was no habit. */
  private static final long HABITUAL_MILLIS = 2 * HOUR_MILLIS;

  private static final int DAYS = 7;
  private static final int LEAST_DAYS = 1;
  private static final long DAY_MILLIS = 24 * HOUR_MILLIS;
  private static final double LONGER = 1.4;

  /** From its highest it has fallen, and does not rise any more, once by so much. */
  private static final double FALL_KELVIN = 0.3;

  private static final double UNSTEADY = 1.4;

  /** It rises as long as its highest is no older. */
  private static final long PAUSE_MILLIS = 60_000;

  /** So far above its usual height nothing is an excursion yet, in kelvin. */
  private static final double LEAST_MARGIN = 0.3;

  private final Trend trend = new Trend(FADE_MILLIS);

  private long hourMillis;
  private double hourTop = Double.NEGATIVE_INFINITY;
  private final Recent tops = new Recent(HOURS);

  // These two follow from the tops.
  private double usual = Double.NaN;
  private double top = Double.NaN;

  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;
  private long riseMillis;
  private long highAfterMillis;

  // The longest rise that came back by itself, by day.
  private long dayMillis;
  private long longestToday;
  private final Recent days = new Recent(DAYS);

  /** The last few of something, in a ring. */
  private static final class Recent {
    private final double[] values;
    private int count;

    Recent(int most) {
      values = new double[most];
    }

    void add(double value) {
      values[count % values.length] = value;
      count++;
    }

    int size() {
      return Math.min(count, values.length);
    }

    /** In ascending order. */
    double[] sorted() {
      double[] sorted = Arrays.copyOf(values, size());
      Arrays.sort(sorted);
      return sorted;
    }

    /** Zero without any. */
    double greatest() {
      double greatest = 0;
      for (int i = 0; i < size(); i++) {
        greatest = Math.max(greatest, values[i]);
      }
      return greatest;
    }

    void save(Snapshot into, String prefix) {
      into.put(prefix + "count", count);
      for (int i = 0; i < size(); i++) {
        into.put(prefix + i, values[i]);
      }
    }

    void restore(Snapshot from, String prefix) {
      count = (int) Math.max(0, from.number(prefix + "count", 0));
      for (int i = 0; i < size(); i++) {
        values[i] = from.decimal(prefix + i, 0);
      }
    }
  }

  /** Takes a value and how much time is known to have gone by since the last. */
  void accept(long knownMillis, double celsius) {
    trend.accept(knownMillis, celsius);
    hourMillis += knownMillis;
    hourTop = Math.max(hourTop, celsius);
    if (hourMillis >= HOUR_MILLIS) {
      hourIsOver();
    }
    if (Double.isNaN(top)) {
      return;
    }
    dayMillis += knownMillis;
    if (dayMillis >= DAY_MILLIS) {
      days.add((double) longestToday);
      dayMillis = 0;
      longestToday = 0;
    }
    riseMillis += knownMillis;
    double level = level();
    if (level > high) {
      high = level;
      highAfterMillis = riseMillis;
    } else if (level < low || level < high - FALL_KELVIN) {
      riseIsOver();
      low = level;
      high = level;
      riseMillis = 0;
      highAfterMillis = 0;
    }
  }

  private void hourIsOver() {
    tops.add(hourTop);
    hourMillis = 0;
    hourTop = Double.NEGATIVE_INFINITY;
    learnTop();
  }

  private void learnTop() {
    if (tops.size() >= LEAST_HOURS) {
      double[] sorted = tops.sorted();
      usual = sorted[sorted.length / 2];
      double quarter = sorted[sorted.length / 4];
      double threeQuarters = sorted[sorted.length * 3 / 4];
      top = threeQuarters + Math.max(LEAST_MARGIN, threeQuarters - quarter);
    }
  }

  private void riseIsOver() {
    if (high > top && highAfterMillis <= HABITUAL_MILLIS) {
      longestToday = Math.max(longestToday, highAfterMillis);
    }
  }

  /** Where the trend is now, in degrees Celsius. */
  double level() {
    return trend.level();
  }

  /** Kelvin a millisecond. */
  double slopePerMilli() {
    return trend.slopePerMilli();
  }

  /** The most that is ordinary, in degrees Celsius; not a number as long as that is not known. */
  double top() {
    return top;
  }

  /** Whether it is no warmer than in an ordinary hour. */
  boolean isOrdinary() {
    return level() < usual;
  }

  /** Whether it rises for longer than it ever did before it came back by itself. */
  boolean isUnexplained() {
    if (Double.isNaN(top)
        || level() <= top
        || riseMillis < PASSING_MILLIS
        || riseMillis - highAfterMillis > PAUSE_MILLIS) {
      return false;
    }
    double unseen = days.size() < LEAST_DAYS ? LONGEST_DEFROST_MILLIS : 0;
    double longest = Math.max(Math.max((double) longestToday, unseen), days.greatest());
    return riseMillis > LONGER * longest && isSteady();
  }

  /** A door upon the rest makes a rise longer and steeper; a failure goes on as it began. */
  private boolean isSteady() {
    double mean = (level() - low) / riseMillis;
    double slope = slopePerMilli();
    return slope > mean / UNSTEADY && slope < mean * UNSTEADY;
  }

  void save(Snapshot into, String prefix) {
    trend.save(into, prefix);
    into.put(prefix + "hour", hourMillis);
    into.put(prefix + "hourTop", hourTop);
    into.put(prefix + "low", low);
    into.put(prefix + "high", high);
    into.put(prefix + "rise", riseMillis);
    into.put(prefix + "highAfter", highAfterMillis);
    tops.save(into, prefix + "tops.");
    into.put(prefix + "day", dayMillis);
    into.put(prefix + "longestToday", longestToday);
    days.save(into, prefix + "days.");
  }

  void restore(Snapshot from, String prefix) {
    trend.restore(from, prefix);
    hourMillis = from.number(prefix + "hour", 0);
    hourTop = from.decimal(prefix + "hourTop", Double.NEGATIVE_INFINITY);
    low = from.decimal(prefix + "low", Double.POSITIVE_INFINITY);
    high = from.decimal(prefix + "high", Double.NEGATIVE_INFINITY);
    riseMillis = from.number(prefix + "rise", 0);
    highAfterMillis = from.number(prefix + "highAfter", 0);
    tops.restore(from, prefix + "tops.");
    learnTop();
    dayMillis = from.number(prefix + "day", 0);
    longestToday = from.number(prefix + "longestToday", 0);
    days.restore(from, prefix + "days.");
  }
}
