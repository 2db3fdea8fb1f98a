package io.coldshelf.edge.detect;

import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Measure;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Severity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * What is looked at before anybody uses an observation: whether its value can be, and whether its
 * time can. One that is days ahead of all before it is held until the next tells whether time has
 * really gone on, or a device's clock is wrong.
 */
public final class Admission {

  /** So far ahead of the last observation may the next one be without a second thought. */
  static final Duration LEAP = Duration.ofDays(2);

  private final Map<PointId, Plausibility> plausible;
  private final Recorded recorded;
  private Optional<Observation> held = Optional.empty();
  private long latestMillis = Long.MIN_VALUE;

  /**
   * For one gateway.
   *
   * @param gateway its id
   * @param plausible what is plausible for which point; of others everything is
   */
  public Admission(String gateway, Map<PointId, Plausibility> plausible) {
    this.recorded = new Recorded(gateway);
    this.plausible = Map.copyOf(plausible);
  }

  /**
   * Time has passed.
   *
   * @param nowMillis milliseconds since 1970
   */
  public void tick(long nowMillis) {
    latestMillis = Math.max(latestMillis, nowMillis);
  }

  /**
   * Takes an observation.
   *
   * @param observation what a driver said
   * @param in takes what is admitted: mostly the same at once, sometimes nothing, or the one before
   *     first
   * @param out where it is said that a time cannot be
   */
  public void admit(Observation observation, Consumer<Observation> in, Findings out) {
    Optional<Observation> before = held;
    held = Optional.empty();
    long time = observation.timeMillis();
    if (before.isPresent()) {
      if (time >= before.get().timeMillis() - LEAP.toMillis()) {
        pass(before.get(), in);
      } else {
        out.event(impossible(before.get()));
      }
    } else if (latestMillis != Long.MIN_VALUE && time - latestMillis > LEAP.toMillis()) {
      held = Optional.of(observation);
      return;
    }
    pass(observation, in);
  }

  private void pass(Observation observation, Consumer<Observation> in) {
    latestMillis = Math.max(latestMillis, observation.timeMillis());
    in.accept(observation instanceof Reading reading ? judged(reading) : observation);
  }

  private Reading judged(Reading reading) {
    Plausibility known = plausible.get(reading.point());
    return known == null ? reading : known.judge(reading);
  }

  private Event impossible(Observation ahead) {
    Duration far = Duration.ofMillis(ahead.timeMillis() - latestMillis);
    return recorded.fact(
        EventKind.DATA_GAP,
        ahead.device(),
        latestMillis,
        Severity.WARNING,
        new Measure((double) far.toSeconds(), "s", OptionalDouble.empty(), OptionalDouble.empty()),
        "What "
            + ahead.device()
            + " said was stamped "
            + far.toDays()
            + " days ahead of everything else, and was left out.",
        "Set the device's clock.");
  }

  /**
   * A recording ends: what is held is as good as the rest.
   *
   * @param in takes it
   */
  public void finish(Consumer<Observation> in) {
    held.ifPresent(observation -> pass(observation, in));
    held = Optional.empty();
  }

  /**
   * The time of day was set.
   *
   * @param deltaMillis how far, negative when the time was set back
   */
  public void shift(long deltaMillis) {
    latestMillis += latestMillis == Long.MIN_VALUE ? 0 : deltaMillis;
    recorded.shift(deltaMillis);
  }
}
