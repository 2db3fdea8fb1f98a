package io.coldshelf.simulator.detection;

import io.coldshelf.model.EventKind;
import io.coldshelf.simulator.truth.Detected;
import io.coldshelf.simulator.truth.Evaluation;
import io.coldshelf.simulator.truth.TruthEpisode;
import java.util.Arrays;
import java.util.List;

/** How well one kind of alert told the truth, over many worlds. */
public final class Score {

  private static final double WEEK_MILLIS = 604_800_000;
  private static final double PERCENT = 100;

  private final EventKind kind;
  private final long lastingMillis;
  private double weeks;
  private int detected;
  private int missed;
  private int falseAlerts;
  private int repeats;
  private double[] delays = new double[16];
  private double[] ratios = new double[16];

  /** Of one kind; what is over sooner than this need not be told. */
  Score(EventKind kind, long lastingMillis) {
    this.kind = kind;
    this.lastingMillis = lastingMillis;
  }

  void add(List<TruthEpisode> truth, List<Detected> raised, Scene scene) {
    Evaluation.Result result = Evaluation.of(truth, raised, scene.endMillis()).of(kind);
    double millis = (double) (scene.endMillis() - scene.startMillis());
    weeks += scene.subjects() * millis / WEEK_MILLIS;
    falseAlerts +=
        (int)
            result.falseAlerts().stream()
                .filter(alert -> scene.welcome().stream().noneMatch(at -> isAbout(alert, at)))
                .count();
    repeats += result.repeats().size();
    missed +=
        (int)
            result.missed().stream()
                .filter(this::isLasting)
                .filter(episode -> raised.stream().noneMatch(alert -> isOpen(alert, episode)))
                .count();
    for (int i = 0; i < result.detected().size(); i++) {
      double delay = (double) result.delays().millis().get(i);
      remember(delay, scene.oracleMillis(result.detected().get(i)));
    }
  }

  /** What began while an alert about the last one was open still needs no other. */
  private boolean isOpen(Detected alert, TruthEpisode episode) {
    return alert.kind() == kind
        && alert.subject().equals(episode.subject())
        && alert.openedAtMillis() <= episode.startMillis()
        && alert.closedAtMillis().isPresent()
        && alert.closedAtMillis().getAsLong() >= episode.sinceMillis();
  }

  private static boolean isAbout(Detected alert, TruthEpisode episode) {
    return alert.kind() == episode.kind()
        && alert.subject().equals(episode.subject())
        && alert.openedAtMillis() >= episode.sinceMillis()
        && alert.openedAtMillis() <= episode.endMillis().orElse(Long.MAX_VALUE);
  }

  private boolean isLasting(TruthEpisode episode) {
    return episode.endMillis().orElse(Long.MAX_VALUE) - episode.startMillis() >= lastingMillis;
  }

  private void remember(double delay, double oracle) {
    if (detected == delays.length) {
      delays = Arrays.copyOf(delays, 2 * detected);
      ratios = Arrays.copyOf(ratios, 2 * detected);
    }
    delays[detected] = delay;
    ratios[detected] = oracle > 0 ? delay / oracle : 0;
    detected++;
  }

  /**
   * True episodes that were told, or should have been.
   *
   * @return how many
   */
  public int episodes() {
    return detected + missed;
  }

  /**
   * The part of the alerts that told something true; 1 without any.
   *
   * @return 0 to 1
   */
  public double precision() {
    return detected + falseAlerts == 0 ? 1 : (double) detected / (detected + falseAlerts);
  }

  /**
   * The part of the true episodes that were told; 1 without any.
   *
   * @return 0 to 1
   */
  public double recall() {
    return episodes() == 0 ? 1 : (double) detected / episodes();
  }

  /**
   * Further alerts about what was told already.
   *
   * @return how many
   */
  public int repeats() {
    return repeats;
  }

  /**
   * Subjects times weeks.
   *
   * @return weeks of one subject
   */
  public double weeks() {
    return weeks;
  }

  /**
   * False alerts a subject-week.
   *
   * @return how many a week
   */
  public double falsePerWeek() {
    return weeks == 0 ? 0 : falseAlerts / weeks;
  }

  /**
   * With 95 % confidence there are no more than so many false alerts a subject-week: the upper
   * bound of a Poisson mean (Wilson and Hilferty 1931 for the chi-squared quantile).
   *
   * @return how many a week
   */
  public double falsePerWeekAtMost() {
    double degrees = 2.0 * (falseAlerts + 1);
    double z = 1.6449;
    double cube = 1 - 2 / (9 * degrees) + z * Math.sqrt(2 / (9 * degrees));
    return weeks == 0 ? Double.POSITIVE_INFINITY : degrees * cube * cube * cube / 2 / weeks;
  }

  /**
   * What so many in a hundred delays do not exceed.
   *
   * @param percent 0 to 100
   * @return milliseconds; 0 where nothing was told
   */
  public double delay(double percent) {
    return rank(delays, percent);
  }

  /**
   * The same for delays divided by the oracle's.
   *
   * @param percent 0 to 100
   * @return a ratio
   */
  public double ratio(double percent) {
    return rank(ratios, percent);
  }

  private double rank(double[] values, double percent) {
    if (detected == 0) {
      return 0;
    }
    double[] sorted = Arrays.copyOf(values, detected);
    Arrays.sort(sorted);
    int index = (int) Math.ceil(percent / PERCENT * detected) - 1;
    return sorted[Math.clamp(index, 0, detected - 1)];
  }
}
