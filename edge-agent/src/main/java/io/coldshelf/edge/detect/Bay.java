package io.coldshelf.edge.detect;

/**
 * What the tags of one bay share: people who come between them and their antennas. Learns how often
 * that happens here.
 */
final class Bay {

  /** Before anything is learned of this bay: half a shadow in so many seconds of one tag. */
  private static final double PRIOR_SHADOWS = 0.5;

  private static final double PRIOR_TAG_SECONDS = 500;

  /** And one item taken in so many seconds of one shelf. */
  private static final double PRIOR_TAKEN = 0.5;

  private static final double PRIOR_SHELF_SECONDS = 1800;

  /** What was learned is half forgotten after so many seconds of one tag, about a week of ten. */
  private static final double MEMORY_SECONDS = 6e6;

  /** People stay for a log-normal time of median 8 s, p99 60 s; its hazard is 1/(8 + 0.19 t). */
  private static final double STAY_SECONDS = 8;

  private static final double STAY_GROWTH = 0.19;

  private static final double MOST_UNSEEN = 10;

  /** Each further item is so much less likely to have been taken within the same slot. */
  private static final double ONE_MORE = 0.05;

  /** Once the neighbours are back a shadow is over, at so much a second. */
  private static final double OVER_A_SECOND = 1.6;

  /** A share of the neighbours in shadow from which on somebody is surely there. */
  private static final double SURELY_NEAR = 0.08;

  /** Who covers a share of the neighbours covers this one too, as likely, within seconds. */
  private static final double FOLLOWS_A_SECOND = 0.3;

  /** A deficit of reads is chance up to so many deviations. */
  private static final double CHANCE_DEVIATIONS = 2.5;

  private static final double LEAST_EXPECTED = 2;

  private static final double LIKELIEST = 0.5;

  private static final double SURELY_CLEAR = 0.9;

  private double tagSeconds = PRIOR_TAG_SECONDS;
  private double shadows = PRIOR_SHADOWS;
  private double shelfSeconds = PRIOR_SHELF_SECONDS;
  private double taken = PRIOR_TAKEN;

  private double seconds;
  private double present;
  private double shadowed;
  private double expected;
  private double variance;
  private int read;

  /** A slot begins to be judged, of so many seconds, with items on so many shelves. */
  void begin(double slotSeconds, long shelves) {
    seconds = slotSeconds;
    present = 0;
    shadowed = 0;
    expected = 0;
    variance = 0;
    read = 0;
    shelfSeconds += shelves * seconds;
    if (tagSeconds > MEMORY_SECONDS) {
      tagSeconds /= 2;
      shadows /= 2;
      shelfSeconds /= 2;
      taken /= 2;
    }
  }

  /** An item was taken. */
  void left() {
    taken++;
  }

  /** A witness. */
  void add(Tag tag) {
    present += tag.clear() + tag.shadowed();
    shadowed += tag.shadowed();
    expected += tag.expected();
    variance += tag.expected() * (1 - tag.rate());
    read += tag.isHeard() ? 1 : 0;
  }

  /** Judges one of so many tags of a shelf by what all the others say. */
  void judge(Tag tag, int items) {
    if (tag.isHeard() && tag.clear() > SURELY_CLEAR) {
      // Most tags in most slots: it lies there, and nothing else is to be weighed.
      tagSeconds += seconds;
      tag.isThere();
      return;
    }
    double others = Math.max(0, present - tag.clear() - tag.shadowed());
    double comes = shadows / tagSeconds;
    double goes = taken / shelfSeconds / Math.max(1, items);
    double missing = missing(tag, comes, goes);
    double inShadow = others > 0 ? Math.max(0, shadowed - tag.shadowed()) / others : 0;
    double near = Math.min(1, Math.max(inShadow, missing) / SURELY_NEAR);
    double lonely = lonely(others);
    double follows = FOLLOWS_A_SECOND * comes / (comes + goes) * near * inShadow;
    double falls = (comes * (near + (1 - near) * lonely) + follows) * seconds + missing;
    double stay = 1 / (STAY_SECONDS + STAY_GROWTH * tag.silentSeconds());
    double lifts = near * stay + (1 - near) * (lonely * stay + (1 - lonely) * OVER_A_SECOND);
    learn(
        tag,
        tag.step(
            Math.min(LIKELIEST, falls),
            -Math.expm1(-lifts * seconds),
            Math.min(LIKELIEST, goes * seconds),
            seconds));
  }

  /**
   * What share of the others fell silent just now, as far as somebody who stands before them is
   * more likely than hands that took so many at once.
   */
  private double missing(Tag tag, double comes, double goes) {
    double due = expected - tag.expected();
    if (due < LEAST_EXPECTED) {
      return 0;
    }
    double came = read - (tag.isHeard() ? 1 : 0);
    double many = due - came - CHANCE_DEVIATIONS * Math.sqrt(Math.max(0, variance));
    if (many <= 0) {
      return 0;
    }
    double hands = goes * Math.pow(ONE_MORE, due - came);
    return Math.min(1, many / due) * comes / (comes + hands);
  }

  /**
   * The probability that a person who covers one tag covers none of so many others: 10 to 60 % of
   * the neighbours are covered, so that it is the mean of (1 - c)^n, close to (1 + n/2)^-1.5.
   */
  private static double lonely(double others) {
    double x = 1 + others / 2;
    return 1 / (x * Math.sqrt(x));
  }

  /**
   * A shadow that was short enough to be chance is not seen as one: those that are seen stand for
   * them too.
   */
  private void learn(Tag tag, double shadowSeconds) {
    tagSeconds += seconds;
    if (shadowSeconds > 0) {
      double unseen = STAY_SECONDS + STAY_GROWTH * tag.chanceSlots() * seconds;
      shadows += Math.min(MOST_UNSEEN, Math.pow(unseen / STAY_SECONDS, 1 / STAY_GROWTH));
    }
  }
}
