package io.coldshelf.driver.spi;

/**
 * The curve of platinum thermometers (IEC 60751, 4.2), after Callendar and Van Dusen.
 *
 * <pre>
 *   R(t) = R0 (1 + A t + B t^2)                          from 0 to 850 °C
 *   R(t) = R0 (1 + A t + B t^2 + C (t - 100) t^3)        from -200 to 0 °C
 * </pre>
 */
final class Platinum {

  private static final double A = 3.9083e-3;
  private static final double B = -5.775e-7;
  private static final double C = -4.183e-12;
  private static final int MOST_STEPS = 20;
  private static final double CLOSE = 1e-9;

  private Platinum() {}

  /** Its resistance, relative to that at 0 °C. */
  static double ratio(double celsius) {
    double cold = celsius < 0 ? C * (celsius - 100) * celsius * celsius * celsius : 0;
    return 1 + A * celsius + B * celsius * celsius + cold;
  }

  /** The temperature at which it has a resistance; the curve rises everywhere, so there is one. */
  static double celsius(double ratio) {
    double celsius = (ratio - 1) / A;
    for (int step = 0; step < MOST_STEPS; step++) {
      double off = (ratio(celsius) - ratio) / slope(celsius);
      celsius -= off;
      if (Math.abs(off) < CLOSE) {
        break;
      }
    }
    return celsius;
  }

  private static double slope(double celsius) {
    double cold = celsius < 0 ? C * celsius * celsius * (4 * celsius - 300) : 0;
    return A + 2 * B * celsius + cold;
  }
}
