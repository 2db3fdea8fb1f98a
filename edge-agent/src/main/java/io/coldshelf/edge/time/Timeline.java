package io.coldshelf.edge.time;

import io.coldshelf.edge.acquire.AnchoredClock;
import io.coldshelf.model.Observation;
import io.coldshelf.wire.ClockState;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time of a gateway. Drivers stamp by {@link #counted}, which a counter carries on and nothing
 * ever sets. The pipeline's thread places what they stamped in the time of day: its own time plus a
 * shift, and that alone changes when the wall clock turns out to be wrong. So nothing that waits in
 * between is lost or out of order, whatever happens to the wall clock.
 *
 * <p>Except for {@link #counted} and {@link #shown}, one thread calls it.
 */
public final class Timeline {

  /** Under which key the journal keeps where the timeline stands. */
  public static final String KEY = "clock";

  /** How often the wall clock is looked at. */
  static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The machine is first asked so long after the start: there is more urgent work at first. */
  static final long FIRST_ASK_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** How often the machine is asked whether its clock is right. */
  static final long ASK_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Two clocks read farther apart than this were not read at one time, and say nothing. */
  static final long APART_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /**
   * An origin that has crept so far is a new one. Nearer than this to a synchronised wall clock the
   * timeline counts as right.
   */
  static final long CREPT_MILLIS = 100;

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final double MILLIS_PER_SECOND = 1000;

  private final InstantSource wall;
  private final LongSupplier nanos;
  private final SyncSource sync;
  private final String boot;
  private final long builtMillis;
  private final AnchoredClock counted;

  private ClockWatch watch;
  private long shiftMillis;
  private ClockState state;
  private long lookAtNanos;
  private long askAtNanos;
  private final long firstAskAtNanos;
  private Sync known = Sync.UNSYNCED;
  private volatile Shown shown;

  /**
   * What others are shown.
   *
   * @param synced whether the time of day is known to be right
   * @param boot which boot of the machine
   * @param shiftMillis where stamped times are placed now, less where they were stamped
   */
  public record Shown(boolean synced, String boot, long shiftMillis) {

    /**
     * The shift for a person.
     *
     * @return in whole seconds
     */
    public long shiftSeconds() {
      return Math.round(shiftMillis / MILLIS_PER_SECOND);
    }
  }

  /**
   * Begins where the wall clock is.
   *
   * @param wall the machine's clock, which anybody may set
   * @param nanos a monotonic counter in nanoseconds, the same for all processes of one boot
   * @param sync whether the machine's clock is right
   * @param boot which boot it is
   * @param builtMillis when the software was built, milliseconds since 1970: a clock that stands
   *     before it is wrong
   */
  public Timeline(
      InstantSource wall, LongSupplier nanos, SyncSource sync, Boot boot, long builtMillis) {
    this.wall = wall;
    this.nanos = nanos;
    this.sync = sync;
    this.boot = boot.id();
    this.builtMillis = builtMillis;
    this.counted = new AnchoredClock(wall, nanos);
    this.watch = new ClockWatch(builtMillis, true);
    this.state = new ClockState(this.boot, counted.originMillis(), false);
    this.shown = new Shown(false, this.boot, 0);
    this.lookAtNanos = nanos.getAsLong() + LOOK_NANOS;
    this.firstAskAtNanos = nanos.getAsLong() + FIRST_ASK_NANOS;
    this.askAtNanos = firstAskAtNanos;
  }

  /**
   * Goes on where a former life stopped. To be called before anything is placed.
   *
   * @param states the journal's, by key
   */
  public void restore(Map<String, byte[]> states) {
    long now = countedMillis(nanos.getAsLong());
    ClockStart start =
        ClockStart.of(
            Optional.ofNullable(states.get(KEY)).flatMap(SavedClock::of),
            boot,
            now,
            now + counted.originMillis());
    watch = new ClockWatch(builtMillis, start.believed());
    shiftMillis = start.originMillis() - counted.originMillis();
    state = new ClockState(boot, origin(), false);
    show();
  }

  /**
   * By which drivers stamp, and by which everything that waits should wait. It never steps. Any
   * thread.
   *
   * @return the clock
   */
  public InstantSource counted() {
    return counted;
  }

  /**
   * What time of day it is, as far as is known.
   *
   * @return milliseconds since 1970
   */
  public long millis() {
    return counted.millis() + shiftMillis;
  }

  /**
   * Puts an observation where it belongs in the time of day.
   *
   * @param observation stamped by {@link #counted}
   * @return the same object while there is no shift
   */
  public Observation place(Observation observation) {
    return Moved.by(observation, shiftMillis);
  }

  /**
   * By which clock all is stamped that is placed now.
   *
   * @return constant from one {@link #turn} to the next
   */
  public ClockState state() {
    return state;
  }

  /**
   * What the journal is to keep under {@link #KEY}.
   *
   * @return for {@link #restore}
   */
  public byte[] saved() {
    return new SavedClock(boot, origin(), millis(), watch.isBelieved()).bytes();
  }

  /**
   * What is shown of it. Any thread.
   *
   * @return as of the last look
   */
  public Shown shown() {
    return shown;
  }

  /**
   * Looks at the wall clock, at most once a second; follows small differences at once. Where
   * another clock is to hold, it is answered again at every look until {@link #turn} is called.
   *
   * @return what is to be done by way of {@link #turn}
   */
  public Optional<Turn> look() {
    long before = nanos.getAsLong();
    if (before < lookAtNanos) {
      return Optional.empty();
    }
    long wallMillis = wall.millis();
    if (nanos.getAsLong() - before > APART_NANOS) {
      return Optional.empty();
    }
    lookAtNanos = before + LOOK_NANOS;
    long placed = countedMillis(before) + origin();
    boolean far = Math.abs(wallMillis - placed) >= ClockWatch.STEP_MILLIS;
    if (before >= (far ? firstAskAtNanos : askAtNanos)) {
      askAtNanos = before + ASK_NANOS;
      known = sync.state();
    }
    ClockWatch.Verdict verdict = watch.judge(before, placed, wallMillis, known);
    if (verdict instanceof ClockWatch.Verdict.Slew slew) {
      shiftMillis += slew.millis();
      show();
    }
    return turn(verdict, placed, wallMillis);
  }

  private Optional<Turn> turn(ClockWatch.Verdict verdict, long placedMillis, long wallMillis) {
    long origin = origin();
    boolean step = verdict instanceof ClockWatch.Verdict.Step;
    boolean doubt = verdict instanceof ClockWatch.Verdict.Doubt;
    if (verdict instanceof ClockWatch.Verdict.Step set) {
      origin += set.millis();
    }
    long off = step ? 0 : Math.abs(wallMillis - placedMillis);
    boolean synced =
        known != Sync.UNSYNCED
            && (watch.isBelieved() || step)
            && !doubt
            && wallMillis >= builtMillis
            && off < CREPT_MILLIS;
    boolean wasWrong = !watch.isBelieved() || placedMillis < builtMillis;
    boolean crept = Math.abs(origin - state.originMillis()) >= CREPT_MILLIS;
    return step || doubt || crept || synced != state.synced()
        ? Optional.of(
            new Turn(
                new ClockState(boot, origin, synced),
                verdict,
                wallMillis >= builtMillis && (wasWrong || (synced && !state.synced()))))
        : Optional.empty();
  }

  /**
   * From now on the other clock holds: what was stamped before and is placed from here on goes by
   * it too, since the counter is the same.
   *
   * @param turn as {@link #look} answered it last
   */
  public void turn(Turn turn) {
    watch.done(turn.verdict());
    shiftMillis += turn.stepMillis();
    state = turn.after();
    show();
  }

  private void show() {
    shown = new Shown(state.synced(), boot, shiftMillis);
  }

  private long origin() {
    return counted.originMillis() + shiftMillis;
  }

  private static long countedMillis(long nanos) {
    return Math.floorDiv(nanos, NANOS_PER_MILLI);
  }
}
