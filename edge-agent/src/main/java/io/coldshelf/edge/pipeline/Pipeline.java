package io.coldshelf.edge.pipeline;

import io.coldshelf.edge.detect.Admission;
import io.coldshelf.edge.detect.Detector;
import io.coldshelf.edge.detect.Findings;
import io.coldshelf.edge.detect.Snapshot;
import io.coldshelf.model.Event;
import io.coldshelf.model.Observation;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every observation goes through here: {@code (state, observation | tick) -> (state, readings,
 * sightings, events)}. One thread, no I/O, no clock: deadlines fall due when an observation or a
 * tick comes that is later, in their own order and at their own times, so that a replay gives what
 * the live run gave.
 */
public final class Pipeline {

  private static final List<Detector> NOBODY = List.of();

  private final List<Detector> detectors;
  private final Map<String, List<Detector>> byDevice;
  private final Admission admission;
  private final Map<String, byte[]> saved = new HashMap<>();
  private final Set<Detector> told = new LinkedHashSet<>();
  private final Telling telling = new Telling();
  private long earliestDeadline = Detector.NEVER;

  /** Passes findings on, and remembers whose they were. */
  private final class Telling implements Findings {
    private @Nullable Findings out;
    private @Nullable Detector speaker;

    Telling of(Detector detector, Findings to) {
      speaker = detector;
      out = to;
      return this;
    }

    private Findings heard() {
      told.add(Objects.requireNonNull(speaker));
      return Objects.requireNonNull(out);
    }

    @Override
    public void event(Event event) {
      heard().event(event);
    }

    @Override
    public void reading(Reading reading) {
      heard().reading(reading);
    }

    @Override
    public void sighting(Sighting sighting) {
      heard().sighting(sighting);
    }
  }

  /**
   * A pipeline.
   *
   * @param detectors all detectors, each once, in the order in which they are asked
   * @param byDevice which of them listen to which device, in the same order
   */
  public Pipeline(List<Detector> detectors, Map<String, List<Detector>> byDevice) {
    this(detectors, byDevice, new Admission("", Map.of()));
  }

  /**
   * A pipeline that looks at what it is told before it believes it.
   *
   * @param detectors all detectors, each once, in the order in which they are asked
   * @param byDevice which of them listen to which device, in the same order
   * @param admission what comes in
   */
  public Pipeline(
      List<Detector> detectors, Map<String, List<Detector>> byDevice, Admission admission) {
    this.admission = admission;
    this.detectors = List.copyOf(detectors);
    this.byDevice = Map.copyOf(byDevice);
  }

  /**
   * Takes one observation. Deadlines that lie before it are met first.
   *
   * @param observed what a driver said
   * @param out where findings go, and the reading itself
   */
  public void accept(Observation observed, Findings out) {
    admission.admit(observed, admitted -> take(admitted, out), out);
  }

  private void take(Observation observation, Findings out) {
    tick(observation.timeMillis(), out);
    if (observation instanceof Reading reading) {
      out.reading(reading);
    }
    for (Detector detector : byDevice.getOrDefault(observation.device(), NOBODY)) {
      detector.accept(observation, telling.of(detector, out));
      earliestDeadline = Math.min(earliestDeadline, detector.deadline());
    }
  }

  /**
   * Nothing was observed, but time has passed.
   *
   * @param nowMillis milliseconds since 1970
   * @param out where findings go
   */
  public void tick(long nowMillis, Findings out) {
    admission.tick(nowMillis);
    while (earliestDeadline <= nowMillis) {
      Detector due = earliest();
      long deadline = due.deadline();
      if (deadline > nowMillis) {
        earliestDeadline = deadline;
        return;
      }
      due.wake(deadline, telling.of(due, out));
      if (due.deadline() <= deadline) {
        throw new IllegalStateException(
            due.key() + " was woken for " + deadline + " and wants it again");
      }
      earliestDeadline = earliest().deadline();
    }
  }

  /**
   * Until when nothing happens by itself.
   *
   * @return milliseconds since 1970, not later than the first deadline; {@link Detector#NEVER} when
   *     there is none
   */
  public long earliestDeadline() {
    return earliestDeadline;
  }

  private Detector earliest() {
    Detector earliest = detectors.getFirst();
    for (Detector detector : detectors) {
      if (detector.deadline() < earliest.deadline()) {
        earliest = detector;
      }
    }
    return earliest;
  }

  /**
   * The time of day was set while nothing else changed: what is remembered moves along, so that
   * nothing falls due or is put off by it.
   *
   * @param deltaMillis how far, negative when the time was set back
   */
  public void shift(long deltaMillis) {
    admission.shift(deltaMillis);
    for (Detector detector : detectors) {
      detector.shift(deltaMillis);
    }
    if (earliestDeadline != Detector.NEVER) {
      earliestDeadline += deltaMillis;
    }
  }

  /**
   * The agent stops, or a recording ends.
   *
   * @param out where findings go that were held back
   */
  public void finish(Findings out) {
    admission.finish(admitted -> take(admitted, out));
    for (Detector detector : detectors) {
      detector.finish(telling.of(detector, out));
    }
  }

  /**
   * The states of those who have found something since the last call of this or of {@link
   * #changes}: what must be saved with it, so that it is neither found again nor forgotten.
   *
   * @return by the detector's key
   */
  public Map<String, byte[]> tellersChanges() {
    return changes(told);
  }

  /**
   * The states that have changed since the last call: what is to be saved with what was found
   * meanwhile.
   *
   * @return by the detector's key
   */
  public Map<String, byte[]> changes() {
    return changes(detectors);
  }

  private Map<String, byte[]> changes(Collection<Detector> of) {
    Map<String, byte[]> changes = new LinkedHashMap<>();
    for (Detector detector : of) {
      Snapshot snapshot = new Snapshot();
      detector.save(snapshot);
      byte[] bytes = snapshot.bytes();
      if (!Arrays.equals(bytes, saved.getOrDefault(detector.key(), new byte[0]))) {
        saved.put(detector.key(), bytes);
        changes.put(detector.key(), bytes);
      }
    }
    told.clear();
    return changes;
  }

  /**
   * All states as of the last call of {@link #changes} or {@link #restore}: for a journal that
   * knows none of them yet.
   *
   * @return by the detector's key
   */
  public Map<String, byte[]> states() {
    return Map.copyOf(saved);
  }

  /**
   * The agent is up again, after a time in which nobody listened.
   *
   * @param nowMillis milliseconds since 1970
   */
  public void resume(long nowMillis) {
    for (Detector detector : detectors) {
      detector.resume(nowMillis);
    }
  }

  /**
   * Takes up where a former life left off.
   *
   * @param states what {@link #changes} gave, by the detector's key
   */
  public void restore(Map<String, byte[]> states) {
    for (Detector detector : detectors) {
      byte[] state = states.get(detector.key());
      if (state != null && state.length > 0) {
        detector.restore(Snapshot.of(state));
        saved.put(detector.key(), state);
        earliestDeadline = Math.min(earliestDeadline, detector.deadline());
      }
    }
  }
}
