package io.coldshelf.simulator.truth;

import io.coldshelf.model.EventKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Joins the begin and the end of conditions into the episodes that should have raised alerts. */
public final class EpisodeLog implements Consumer<TruthEvent> {

  /** So many ended episodes are kept; the oldest go first. Months of a busy shelf. */
  public static final int MAX_ENDED = 100_000;

  private record Key(Condition condition, String subject) {}

  private final Map<Key, TruthEvent.Began> open = new HashMap<>();
  private final ArrayDeque<TruthEpisode> ended = new ArrayDeque<>();

  /** Limits that were passed before the breach that they led to, by subject. */
  private final Map<String, Long> passedSince = new HashMap<>();

  /** Starts empty. */
  public EpisodeLog() {}

  @Override
  public void accept(TruthEvent event) {
    switch (event) {
      case TruthEvent.Began began -> begin(began);
      case TruthEvent.Ended end -> end(end);
      case TruthEvent.ItemsTaken _,
          TruthEvent.ItemsReturned _,
          TruthEvent.ItemsRestocked _,
          TruthEvent.ShadowFell _ -> {
        // Things of a moment: no alert lasts for them.
      }
    }
  }

  /**
   * All that should have been alerted so far.
   *
   * @return ended and open episodes, in the order of their starts
   */
  public List<TruthEpisode> episodes() {
    List<TruthEpisode> all = new ArrayList<>(ended);
    open.forEach((key, began) ->
        key.condition()
            .alert()
            .ifPresent(kind -> all.add(episode(kind, began, OptionalLong.empty()))));
    all.sort(
        Comparator.comparingLong(TruthEpisode::startMillis)
            .thenComparing(TruthEpisode::kind)
            .thenComparing(TruthEpisode::subject));
    return List.copyOf(all);
  }

  private void begin(TruthEvent.Began began) {
    open.putIfAbsent(new Key(began.condition(), began.subject()), began);
    // A breach goes on by hysteresis while the limit is passed again and again: the first counts.
    if (began.condition() == Condition.LIMIT_PASSED && !inBreach(began.subject())) {
      passedSince.put(began.subject(), began.timeMillis());
    }
  }

  private void end(TruthEvent.Ended end) {
    TruthEvent.Began began = open.remove(new Key(end.condition(), end.subject()));
    if (began == null) {
      return;
    }
    end.condition()
        .alert()
        .ifPresent(kind -> ended.add(episode(kind, began, OptionalLong.of(end.timeMillis()))));
    if (ended.size() > MAX_ENDED) {
      ended.removeFirst();
    }
  }

  private boolean inBreach(String subject) {
    return open.containsKey(new Key(Condition.TEMPERATURE_BREACH, subject));
  }

  private TruthEpisode episode(EventKind kind, TruthEvent.Began began, OptionalLong endMillis) {
    long start = began.timeMillis();
    long since =
        began.condition() == Condition.TEMPERATURE_BREACH
            ? passedSince.getOrDefault(began.subject(), start)
            : start;
    return new TruthEpisode(kind, began.subject(), Math.min(since, start), start, endMillis);
  }
}
