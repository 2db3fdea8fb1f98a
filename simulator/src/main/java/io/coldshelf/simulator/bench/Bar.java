package io.coldshelf.simulator.bench;

import java.util.OptionalDouble;

/**
 * What a figure must reach. One that asks for nothing is met by anything.
 *
 * @param side which side of the bar is the good one
 * @param value for the figure itself, in its unit
 * @param ratio for the figure divided by its reference
 */
public record Bar(Side side, OptionalDouble value, OptionalDouble ratio) {

  /** Which side is the good one. */
  public enum Side {
    /** The more, the better. */
    AT_LEAST("at-least", ">="),
    /** The less, the better. */
    AT_MOST("at-most", "<=");

    private final String code;
    private final String sign;

    Side(String code, String sign) {
      this.code = code;
      this.sign = sign;
    }

    /**
     * The word in JSON.
     *
     * @return lower case, words joined by hyphens
     */
    public String code() {
      return code;
    }

    /**
     * The sign for people.
     *
     * @return two characters
     */
    public String sign() {
      return sign;
    }

    boolean isMet(double found, double bar) {
      return switch (this) {
        case AT_LEAST -> found >= bar;
        case AT_MOST -> found <= bar;
      };
    }
  }

  /** For figures that are there for orientation. */
  public static final Bar NONE =
      new Bar(Side.AT_LEAST, OptionalDouble.empty(), OptionalDouble.empty());

  /**
   * A figure that may not be lower.
   *
   * @param value in the figure's unit
   * @return the bar
   */
  public static Bar atLeast(double value) {
    return new Bar(Side.AT_LEAST, OptionalDouble.of(value), OptionalDouble.empty());
  }

  /**
   * A figure that may not be higher.
   *
   * @param value in the figure's unit
   * @return the bar
   */
  public static Bar atMost(double value) {
    return new Bar(Side.AT_MOST, OptionalDouble.of(value), OptionalDouble.empty());
  }

  /**
   * A figure that may not fall too far below its reference.
   *
   * @param ratio of the figure to its reference
   * @return the bar
   */
  public static Bar ratioAtLeast(double ratio) {
    return new Bar(Side.AT_LEAST, OptionalDouble.empty(), OptionalDouble.of(ratio));
  }

  /**
   * A figure that may not rise too far above its reference.
   *
   * @param ratio of the figure to its reference
   * @return the bar
   */
  public static Bar ratioAtMost(double ratio) {
    return new Bar(Side.AT_MOST, OptionalDouble.empty(), OptionalDouble.of(ratio));
  }

  /**
   * Both at once.
   *
   * @param more for the ratio, on the same side
   * @return a bar that is met where both are
   */
  public Bar andRatio(double more) {
    return new Bar(side, value, OptionalDouble.of(more));
  }

  /**
   * Whether anything is asked for.
   *
   * @return false for {@link #NONE}
   */
  public boolean isSet() {
    return value.isPresent() || ratio.isPresent();
  }

  boolean isMet(double found, OptionalDouble foundRatio) {
    boolean byValue = value.isEmpty() || side.isMet(found, value.getAsDouble());
    boolean byRatio =
        ratio.isEmpty()
            || (foundRatio.isPresent()
                && side.isMet(foundRatio.getAsDouble(), ratio.getAsDouble()));
    return byValue && byRatio;
  }
}
