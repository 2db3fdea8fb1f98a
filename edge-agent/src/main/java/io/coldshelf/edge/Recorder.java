package io.coldshelf.edge;

import io.coldshelf.edge.config.Uplink.Cut;
import io.coldshelf.edge.detect.Findings;
import io.coldshelf.edge.journal.Commit;
import io.coldshelf.edge.local.LiveView;
import io.coldshelf.model.Change;
import io.coldshelf.model.Event;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.wire.ClockState;
import io.coldshelf.wire.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found and is not yet in the journal. Says when it is time to commit: at once when there
 * is an event and at the start, else by the age and the number of what waits. Everything that waits
 * is committed together, so that the detectors' state and what it came from are of one moment.
 *
 * <p>A commit makes readings durable; it does not have to make a block of them. Blocks are cut by
 * an age and a size of their own: they are what is sent, and a small one costs as much on the wire
 * as a large one.
 */
public final class Recorder implements Findings {

  /**
   * What may wait while the journal cannot be written; beyond it the oldest readings are given up.
   */
  static final int MOST_WAITING = 100_000;

  /** Events that may wait likewise; beyond it the oldest are given up. */
  static final int MOST_EVENTS_WAITING = 10_000;

  /** What a power cut may cost of polled readings, where nothing else is configured. */
  public static final Duration COMMIT_EVERY = Duration.ofSeconds(5);

  /**
   * A detector's state goes with everything that it found. Else states are saved this often: what
   * has changed in a minute without a finding is soon learnt again, and every save wears the card.
   */
  public static final Duration STATE_EVERY = Duration.ofSeconds(60);

  private final String source;
  private final Cut cut;
  private final Duration commitEvery;
  private final LiveView view;

  private final List<CloudEvent> events = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>();
  private final List<Sighting> sightings = new ArrayList<>();
  private long oldestMillis = Long.MAX_VALUE;
  private long givenUp;

  /** Committed and not yet in a block; after a start some may be left from before. */
  private int open = 1;

  private long openSinceMillis = Long.MAX_VALUE;
  private boolean closing;

  /** What comes first after a start does not wait: whoever installs a gateway looks at it. */
  private boolean first = true;

  /**
   * A recorder.
   *
   * @param source of the events
   * @param cut when a block is cut
   * @param commitEvery how long readings may wait for their commit, at most: that is what a power
   *     cut may cost
   * @param view shows what is found
   */
  public Recorder(String source, Cut cut, Duration commitEvery, LiveView view) {
    this.source = source;
    this.cut = cut;
    this.commitEvery = commitEvery;
    this.view = view;
  }

  @Override
  public void event(Event event) {
    events.add(new CloudEvent(source, event));
    view.event(event);
  }

  @Override
  public void reading(Reading reading) {
    readings.add(reading);
    view.reading(reading);
  }

  @Override
  public void sighting(Sighting sighting) {
    sightings.add(sighting);
    view.sighting(sighting);
  }

  /**
   * Whether to commit now. The age counts from when something began to wait, by the caller's clock.
   *
   * @param nowMillis milliseconds of a clock that does not jump
   * @return true when an event waits, or readings for long enough, or in sufficient number
   */
  public boolean isDue(long nowMillis) {
    look(nowMillis);
    return (first && !isEmpty())
        || !events.isEmpty()
        || items() >= cut.count()
        || nowMillis - oldestMillis >= commitEvery.toMillis()
        || cutsBlock(nowMillis);
  }

  private void look(long nowMillis) {
    if (items() > 0) {
      oldestMillis = Math.min(oldestMillis, nowMillis);
    }
    if (open + items() > 0) {
      openSinceMillis = Math.min(openSinceMillis, nowMillis);
    }
  }

  /** An alert that opens takes along what led to it. */
  private boolean cutsBlock(long nowMillis) {
    int count = open + items();
    return count >= cut.count()
        || (first && items() > 0)
        || (count > 0 && (closing || nowMillis - openSinceMillis >= cut.age().toMillis()))
        || events.stream().anyMatch(event -> event.event().change() == Change.OPENED);
  }

  /** The agent stops: nothing is left to wait for a block. */
  public void close() {
    closing = true;
  }

  private int items() {
    return readings.size() + sightings.size();
  }

  /** When {@link #isDue} will be true of what waits; the end of time when nothing does. */
  long dueMillis() {
    long commit = items() > 0 ? later(oldestMillis, commitEvery) : Long.MAX_VALUE;
    return Math.min(commit, open + items() > 0 ? later(openSinceMillis, cut.age()) : commit);
  }

  private static long later(long millis, Duration by) {
    return millis == Long.MAX_VALUE ? millis : millis + by.toMillis();
  }

  boolean isEmpty() {
    return events.isEmpty() && readings.isEmpty() && sightings.isEmpty();
  }

  /**
   * All that waits; with a block where one is due.
   *
   * @param state detector state to keep, by key
   * @param clock by which all of it was stamped
   * @param nowMillis by the clock of {@link #isDue}
   * @return the commit; when it went through, {@link #committed} is to be called
   */
  public Commit commit(Map<String, byte[]> state, ClockState clock, long nowMillis) {
    look(nowMillis);
    return new Commit(events, readings, sightings, state, Optional.of(clock), cutsBlock(nowMillis));
  }

  /**
   * The commit went through.
   *
   * @param commit what {@link #commit} gave
   */
  public void committed(Commit commit) {
    first = first && items() == 0;
    open = commit.cutsBlock() ? 0 : open + items();
    openSinceMillis = open > 0 ? openSinceMillis : Long.MAX_VALUE;
    events.clear();
    readings.clear();
    sightings.clear();
    oldestMillis = Long.MAX_VALUE;
  }

  /** The journal could not be written: keeps what there is room for, and counts the rest. */
  void keepWhatFits() {
    int tooMany = readings.size() + sightings.size() - MOST_WAITING;
    if (tooMany > 0) {
      int fromReadings = Math.min(tooMany, readings.size());
      readings.subList(0, fromReadings).clear();
      sightings.subList(0, tooMany - fromReadings).clear();
      givenUp += tooMany;
    }
    int tooManyEvents = events.size() - MOST_EVENTS_WAITING;
    if (tooManyEvents > 0) {
      events.subList(0, tooManyEvents).clear();
      givenUp += tooManyEvents;
    }
  }

  /** How many readings, sightings and events were given up since the last call. */
  long takeGivenUp() {
    long taken = givenUp;
    givenUp = 0;
    return taken;
  }
}
