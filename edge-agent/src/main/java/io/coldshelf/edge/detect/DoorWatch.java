package io.coldshelf.edge.detect;

import io.coldshelf.model.EventKind;
import io.coldshelf.model.Evidence;
import io.coldshelf.model.Measure;
import io.coldshelf.model.Observation;
import io.coldshelf.model.PointId;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Severity;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Says when a compartment's door is left open, by its contact. */
public final class DoorWatch implements Detector {

  /** Nobody needs longer to take something out. */
  static final Duration LEFT_OPEN = Duration.ofMinutes(1);

  /** After so long the goods begin to feel it. */
  static final Duration TOO_LONG = Duration.ofMinutes(10);

  private static final double HALF = 0.5;

  private final String compartment;
  private final PointId contact;
  private final Alert open;
  private long openSinceMillis = NEVER;
  private boolean grave;

  /**
   * For one door.
   *
   * @param gateway the gateway's id
   * @param compartment which it closes
   * @param contact 1 while open
   */
  public DoorWatch(String gateway, String compartment, PointId contact) {
    this.compartment = compartment;
    this.contact = contact;
    this.open = new Alert(gateway, EventKind.DOOR_OPEN, compartment);
  }

  @Override
  public String key() {
    return "door/" + compartment;
  }

  @Override
  public void accept(Observation observation, Findings out) {
    if (!(observation instanceof Reading reading)
        || !reading.point().equals(contact)
        || reading.quality().isBad()) {
      return;
    }
    if (reading.value() >= HALF) {
      openSinceMillis = Math.min(openSinceMillis, reading.timeMillis());
      return;
    }
    if (open.isOpen()) {
      out.event(
          open.close(
              reading.timeMillis(),
              statement("closed after", reading.timeMillis(), Optional.empty())));
    }
    openSinceMillis = NEVER;
    grave = false;
  }

  @Override
  public long deadline() {
    if (openSinceMillis == NEVER || grave) {
      return NEVER;
    }
    return openSinceMillis + (open.isOpen() ? TOO_LONG : LEFT_OPEN).toMillis();
  }

  @Override
  public void wake(long nowMillis, Findings out) {
    if (nowMillis < deadline()) {
      return;
    }
    Optional<String> suggestion = Optional.of("Close the door.");
    if (!open.isOpen()) {
      out.event(
          open.open(nowMillis, Severity.WARNING, statement("open for", nowMillis, suggestion)));
    } else {
      grave = true;
      out.event(
          open.update(nowMillis, Severity.CRITICAL, statement("open for", nowMillis, suggestion)));
    }
  }

  private Statement statement(String what, long nowMillis, Optional<String> suggestion) {
    Duration since = Duration.ofMillis(nowMillis - openSinceMillis);
    return new Statement(
        String.format(
            Locale.ROOT, "The door of %s is %s %s.", compartment, what, RuleWatch.words(since)),
        Optional.of(
            new Measure(
                (double) since.toSeconds(),
                "s",
                OptionalDouble.of((double) LEFT_OPEN.toSeconds()),
                OptionalDouble.empty())),
        suggestion.map(Evidence::suggesting).orElse(Evidence.NONE));
  }

  @Override
  public void shift(long deltaMillis) {
    open.shift(deltaMillis);
    openSinceMillis += openSinceMillis == NEVER ? 0 : deltaMillis;
  }

  @Override
  public void save(Snapshot into) {
    open.save(into, "open.");
    into.put("grave", grave ? 1 : 0);
    if (openSinceMillis != NEVER) {
      into.put("openSince", openSinceMillis);
    }
  }

  @Override
  public void restore(Snapshot from) {
    open.restore(from, "open.");
    grave = from.number("grave", 0) == 1;
    openSinceMillis = from.number("openSince", NEVER);
  }
}
