package io.coldshelf.edge.detect;

/**
 * One tag: the probabilities that it lies clear before its antenna, that it is shadowed, and that
 * it is gone; how often it is read while clear; and which antenna it is nearest to.
 */
final class Tag {

  /** Of a tag that was remembered and not heard since. */
  static final int UNKNOWN_ANTENNA = -1;

  /** A tag is gone when the odds for that are so many to one. */
  private static final double GONE_ODDS = 800;

  /** The rate in a shadow: a reflection now and then. */
  private static final double SHADOW_RATE = 0.02;

  private static final double RATE_AT_FIRST = 0.7;
  private static final double RATE_LEAST = 0.05;
  private static final double RATE_MOST = 0.995;
  private static final double RATE_STEP = 0.03;

  /** A silence that is this unlikely by chance, in nats, was a shadow. */
  private static final double NO_CHANCE = 14;

  /** Where a tag lies is the antenna that hears it most, by this weight of the latest. */
  private static final float PLACE_STEP = 0.1f;

  private static final float ELSEWHERE = 0.35f;
  private static final float HERE = 0.65f;

  private double clear = 1;
  private double shadowed;
  private float rate = (float) RATE_AT_FIRST;
  private float silentSeconds;
  private short misses;
  private short antenna;
  private short heardBy = UNKNOWN_ANTENNA;
  private float share;
  private boolean own;
  private boolean foreign;
  private short heardOwn;
  private short heardOther;

  /** Found before an antenna; the share of its reads that came from this shelf's antennas. */
  Tag(int antenna, double share) {
    this.antenna = (short) antenna;
    this.share = (float) share;
    this.own = share > HERE;
  }

  int antenna() {
    return antenna;
  }

  double rate() {
    return rate;
  }

  /** Whether it counts for this shelf. */
  boolean isHere() {
    return own && !foreign;
  }

  /** Whether it lies here and should not. */
  boolean isMisplaced() {
    return own && foreign;
  }

  /** It is on an item of another product. */
  void belongsElsewhere() {
    foreign = true;
  }

  boolean isHeard() {
    return heardOwn + heardOther > 0;
  }

  boolean isGone() {
    return (clear + shadowed) * GONE_ODDS < 1;
  }

  double clear() {
    return clear;
  }

  double shadowed() {
    return shadowed;
  }

  /** After how many missed slots a silence is no chance any more. */
  double chanceSlots() {
    return NO_CHANCE / -Math.log1p(-rate);
  }

  double silentSeconds() {
    return silentSeconds;
  }

  /** The probability that it is read in a round. */
  double expected() {
    return clear * rate;
  }

  void hear(int by, boolean isOwn) {
    heardBy = (short) by;
    if (isOwn) {
      heardOwn = (short) Math.min(heardOwn + 1, Short.MAX_VALUE);
    } else {
      heardOther = (short) Math.min(heardOther + 1, Short.MAX_VALUE);
    }
  }

  /**
   * One slot: first what may have happened, then what was heard. Answers for how long it turned out
   * to have been silent by no chance, in seconds; mostly 0.
   *
   * @param falls probability that a shadow has fallen on it
   * @param lifts probability that its shadow has gone
   * @param taken probability that it was taken
   * @param seconds the slot's length
   */
  double step(double falls, double lifts, double taken, double seconds) {
    double shadow = 0;
    double stays = 1 - taken;
    double nowClear = (clear * (1 - falls) + shadowed * lifts) * stays;
    double nowShadowed = (clear * falls + shadowed * (1 - lifts)) * stays;
    double gone = 1 - nowClear - nowShadowed;
    if (isHeard()) {
      nowClear *= rate;
      nowShadowed *= SHADOW_RATE;
      gone = 0;
      boolean byChance = -misses * Math.log1p(-rate) < NO_CHANCE;
      shadow = byChance ? 0 : silentSeconds;
      learn(byChance);
      silentSeconds = 0;
    } else {
      nowClear *= 1 - rate;
      nowShadowed *= 1 - SHADOW_RATE;
      misses = (short) Math.min(misses + 1, Short.MAX_VALUE);
      silentSeconds += (float) seconds;
    }
    double sum = nowClear + nowShadowed + gone;
    clear = nowClear / sum;
    shadowed = nowShadowed / sum;
    return shadow;
  }

  /** One slot in which it was heard as it was in the last. */
  void isThere() {
    clear = 1;
    shadowed = 0;
    learn(true);
    silentSeconds = 0;
  }

  /**
   * The misses that came before this read are learnt only now that they are known to have been
   * misses: a tag that was taken must not talk its own rate down while it leaves.
   */
  private void learn(boolean byChance) {
    double learnt = rate;
    if (byChance && misses > 0) {
      learnt *= Math.pow(1 - RATE_STEP, misses);
    }
    learnt += RATE_STEP * (1 - learnt);
    rate = (float) Math.clamp(learnt, RATE_LEAST, RATE_MOST);
    misses = 0;
  }

  /** It was thought gone, and was only silent for so many slots. */
  void readRarely(long slots) {
    rate = (float) Math.clamp(2.0 / (slots + 2), RATE_LEAST, RATE_AT_FIRST);
  }

  /** Nothing is held against it any more. */
  void doubt() {
    clear = 1;
    shadowed = 0;
    misses = 0;
    silentSeconds = 0;
  }

  /**
   * The slot is over: where is it? While its own antenna says nothing at all, that others hear it
   * proves nothing.
   */
  void endSlot(boolean antennaSpeaks) {
    if (isHeard() && (antennaSpeaks || heardOwn > 0)) {
      float latest = (float) heardOwn / (heardOwn + heardOther);
      share += PLACE_STEP * (latest - share);
      boolean was = own;
      own = own ? share > ELSEWHERE : share > HERE;
      if (was != own || antenna == UNKNOWN_ANTENNA) {
        antenna = heardBy;
      }
    }
    heardOwn = 0;
    heardOther = 0;
  }

  /** One that lay on this shelf in a former life. */
  static Tag remembered(int antenna, double rate) {
    Tag tag = new Tag(antenna, 1);
    tag.rate = (float) Math.clamp(rate, RATE_LEAST, RATE_MOST);
    return tag;
  }
}
