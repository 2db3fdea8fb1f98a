package io.coldshelf.edge.time;

/**
 * Holds the wall clock against the timeline, about once a second, and says what the timeline should
 * do: nothing, be moved a little, or be set.
 *
 * <pre>
 *   difference   &lt;= 10 ms   nothing: reading two clocks is no more exact than that
 *                &lt; 2 s      follow quietly, by no more than 0.5 ms each second
 *                &gt;= 2 s     set the timeline, once, and say so
 * </pre>
 *
 * A wall clock that lost its memory is not followed: one that stands before the software was built
 * while the timeline does not, or one that lay behind the last recorded time when the machine came
 * up. It has to prove itself: it is believed again when it is not behind the timeline, or when it
 * is synchronised.
 *
 * <p>No thread, no clock: one thread calls it with what it read.
 */
final class ClockWatch {

  /** From so much on, the timeline is set; below, it follows quietly. */
  static final long STEP_MILLIS = 2000;

  /** So much difference is none. */
  static final long STILL_MILLIS = 10;

  /**
   * How fast the timeline follows: as fast as Linux' own adjtime(3), and unnoticed in durations.
   */
  static final long NANOS_FOR_A_MILLI = 2_000_000_000L;

  private final long builtMillis;
  private boolean believed;
  private long slewedAtNanos;
  private boolean slewing;

  /** What to do. */
  sealed interface Verdict {

    /** The two agree. */
    record Keep() implements Verdict {}

    /** Move the timeline by 1 or -1 milliseconds, or a few where nobody looked for a while. */
    record Slew(long millis) implements Verdict {}

    /** Set the timeline. */
    record Step(long millis) implements Verdict {}

    /** The wall clock is so far off and is not believed any more. */
    record Doubt(long millis) implements Verdict {}
  }

  private static final Verdict KEEP = new Verdict.Keep();

  /**
   * Begins.
   *
   * @param builtMillis when the software was built: no clock that is right stands before it
   * @param believed false where the wall clock has to prove itself first
   */
  ClockWatch(long builtMillis, boolean believed) {
    this.builtMillis = builtMillis;
    this.believed = believed;
  }

  /** Whether the wall clock is followed. */
  boolean isBelieved() {
    return believed;
  }

  /**
   * Judges one look at the clocks.
   *
   * @param nanos the counter
   * @param placedMillis what the timeline says
   * @param wallMillis what the wall clock says
   * @param sync what is known of the wall clock
   * @return what to do; a step and a doubt are said again until {@link #done} is told
   */
  Verdict judge(long nanos, long placedMillis, long wallMillis, Sync sync) {
    long difference = wallMillis - placedMillis;
    boolean possible = wallMillis >= builtMillis || placedMillis < builtMillis;
    if (believed && !possible) {
      slewing = false;
      return new Verdict.Doubt(difference);
    }
    boolean proven =
        possible
            && (difference > -STEP_MILLIS || (sync == Sync.SYNCED && wallMillis >= builtMillis));
    if (!believed && !proven) {
      return KEEP;
    }
    if (Math.abs(difference) >= STEP_MILLIS) {
      slewing = false;
      return new Verdict.Step(difference);
    }
    believed = true;
    return follow(nanos, difference);
  }

  private Verdict follow(long nanos, long difference) {
    if (Math.abs(difference) <= STILL_MILLIS) {
      slewing = false;
      return KEEP;
    }
    if (!slewing) {
      slewing = true;
      slewedAtNanos = nanos;
    }
    long due = (nanos - slewedAtNanos) / NANOS_FOR_A_MILLI;
    if (due == 0) {
      return KEEP;
    }
    slewedAtNanos += due * NANOS_FOR_A_MILLI;
    long most = Math.min(due, Math.abs(difference));
    return new Verdict.Slew(difference > 0 ? most : -most);
  }

  /** What was judged has been done. */
  void done(Verdict verdict) {
    switch (verdict) {
      case Verdict.Step _ -> believed = true;
      case Verdict.Doubt _ -> believed = false;
      case Verdict.Keep _, Verdict.Slew _ -> {}
    }
  }
}
