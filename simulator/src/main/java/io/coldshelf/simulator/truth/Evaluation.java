package io.coldshelf.simulator.truth;

import io.coldshelf.model.EventKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How well alerts told the truth, kind by kind.
 *
 * <p>An alert matches an episode of its kind and subject when it was raised between the time from
 * which the episode was to be seen and one minute after its end; where two would fit, it matches
 * the later. A second alert for an episode is a repeat and not false. One for a breach that comes
 * within the grace matches too, since a probe's error may pass a limit before the air does, and is
 * counted as early. An episode that starts after the run's end is no episode, and one that starts
 * so shortly before that nobody could have told is pending, not missed.
 */
public final class Evaluation {

  /** An alert may come so long after the end of its episode, in milliseconds. */
  public static final long LATE_MILLIS = 60_000;

  /** An episode younger than this at the run's end is not missed yet, in milliseconds. */
  public static final long PENDING_MILLIS = 10_000;

  private final Map<EventKind, Result> results;

  private Evaluation(Map<EventKind, Result> results) {
    this.results = Collections.unmodifiableMap(results);
  }

  /**
   * What came of one kind of alert. The number of true episodes is those detected and missed.
   *
   * @param detected episodes that an alert matched
   * @param missed episodes without one
   * @param pending episodes without one that started too shortly before the run's end
   * @param falseAlerts alerts without an episode
   * @param repeats further alerts for a detected episode
   * @param delays from an episode's start to its first alert
   */
  public record Result(
      List<TruthEpisode> detected,
      List<TruthEpisode> missed,
      List<TruthEpisode> pending,
      List<Detected> falseAlerts,
      List<Detected> repeats,
      Delays delays) {

    /** Copies the lists. */
    public Result {
      detected = List.copyOf(detected);
      missed = List.copyOf(missed);
      pending = List.copyOf(pending);
      falseAlerts = List.copyOf(falseAlerts);
      repeats = List.copyOf(repeats);
    }

    /**
     * Episodes that an alert was due for.
     *
     * @return how many
     */
    public int trueEpisodes() {
      return detected.size() + missed.size();
    }

    /**
     * The part of the alerts that told something true.
     *
     * @return 0 to 1; 1 where there was no alert
     */
    public double precision() {
      int alerts = detected.size() + falseAlerts.size();
      return alerts == 0 ? 1 : (double) detected.size() / alerts;
    }

    /**
     * The part of the true episodes that were told.
     *
     * @return 0 to 1; 1 where there was none
     */
    public double recall() {
      return trueEpisodes() == 0 ? 1 : (double) detected.size() / trueEpisodes();
    }
  }

  /**
   * From an episode's start to its first alert; below zero for one that was early.
   *
   * @param millis in the order of the detected episodes, in milliseconds
   * @param early how many came before the start
   * @param median by nearest rank, in milliseconds; nothing where nothing was detected
   * @param p99 the 99th percentile by nearest rank, in milliseconds
   */
  public record Delays(List<Long> millis, int early, OptionalLong median, OptionalLong p99) {

    /** Copies the list. */
    public Delays {
      millis = List.copyOf(millis);
    }

    static Delays of(List<Long> millis) {
      List<Long> sorted = millis.stream().sorted().toList();
      int early = (int) sorted.stream().filter(delay -> delay < 0).count();
      return new Delays(millis, early, rank(sorted, 50), rank(sorted, 99));
    }

    private static OptionalLong rank(List<Long> sorted, int percent) {
      if (sorted.isEmpty()) {
        return OptionalLong.empty();
      }
      return OptionalLong.of(sorted.get((sorted.size() * percent + 99) / 100 - 1));
    }
  }

  /**
   * Compares alerts with the truth.
   *
   * @param truth all episodes
   * @param alerts all alerts of the run, in any order
   * @param endMillis when the run ended, milliseconds since 1970
   * @return what came of each kind that occurs in either
   */
  public static Evaluation of(List<TruthEpisode> truth, List<Detected> alerts, long endMillis) {
    Map<EventKind, Result> results = new EnumMap<>(EventKind.class);
    for (EventKind kind : EventKind.values()) {
      List<TruthEpisode> ofKind =
          truth.stream()
              .filter(episode -> episode.kind() == kind && episode.startMillis() < endMillis)
              .sorted(Comparator.comparingLong(TruthEpisode::startMillis))
              .toList();
      List<Detected> raised =
          alerts.stream()
              .filter(alert -> alert.kind() == kind && alert.openedAtMillis() <= endMillis)
              .sorted(Comparator.comparingLong(Detected::openedAtMillis))
              .toList();
      if (!ofKind.isEmpty() || !raised.isEmpty()) {
        results.put(kind, compare(ofKind, raised, endMillis));
      }
    }
    return new Evaluation(results);
  }

  /**
   * What came of every kind that occurred, in truth or in alerts.
   *
   * @return by kind, in the kinds' order
   */
  public Map<EventKind, Result> byKind() {
    return results;
  }

  /**
   * What came of one kind.
   *
   * @param kind the kind
   * @return its result; an empty one where it did not occur
   */
  public Result of(EventKind kind) {
    Result result = results.get(kind);
    return result != null ? result : compare(List.of(), List.of(), 0);
  }

  private static Result compare(List<TruthEpisode> truth, List<Detected> alerts, long endMillis) {
    Set<TruthEpisode> told = new HashSet<>();
    List<TruthEpisode> detected = new ArrayList<>();
    List<Detected> falseAlerts = new ArrayList<>();
    List<Detected> repeats = new ArrayList<>();
    List<Long> delays = new ArrayList<>();
    for (Detected alert : alerts) {
      Optional<TruthEpisode> match = match(truth, alert);
      if (match.isEmpty()) {
        falseAlerts.add(alert);
      } else if (told.add(match.get())) {
        detected.add(match.get());
        delays.add(alert.openedAtMillis() - match.get().startMillis());
      } else {
        repeats.add(alert);
      }
    }
    List<TruthEpisode> untold = truth.stream().filter(episode -> !told.contains(episode)).toList();
    return new Result(
        detected,
        untold.stream().filter(episode -> !isPending(episode, endMillis)).toList(),
        untold.stream().filter(episode -> isPending(episode, endMillis)).toList(),
        falseAlerts,
        repeats,
        Delays.of(delays));
  }

  private static boolean isPending(TruthEpisode episode, long endMillis) {
    return episode.startMillis() > endMillis - PENDING_MILLIS;
  }

  private static Optional<TruthEpisode> match(List<TruthEpisode> byStart, Detected alert) {
    return byStart.reversed().stream()
        .filter(episode -> episode.subject().equals(alert.subject()))
        .filter(episode -> episode.sinceMillis() <= alert.openedAtMillis())
        .filter(episode ->
            episode.endMillis().isEmpty()
                || alert.openedAtMillis() <= episode.endMillis().getAsLong() + LATE_MILLIS)
        .findFirst();
  }
}
